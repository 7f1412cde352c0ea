import { data, Evaluator, Lexer, Parser } from "@actions/expressions";
import type { FunctionDefinition } from "@actions/expressions/funcs/info";

/** `github`, `needs`, `vars`, … as GitHub hands them to an expression. */
export type Contexts = Readonly<Record<string, unknown>>;
/** What `success()`, `failure()`, `cancelled()` and `always()` come to. */
export type Status = Readonly<Record<"success" | "failure" | "cancelled" | "always", boolean>>;

const outsideOfConditions: Status = { success: true, failure: false, cancelled: false, always: true };

/** Evaluates an expression, without its `${{ }}`, with GitHub's own evaluator. */
export function evaluate(expression: string, contexts: Contexts, status: Status = outsideOfConditions): unknown {
  const functions = Object.entries(status).map(
    ([name, value]): FunctionDefinition => ({
      name,
      minArgs: 0,
      maxArgs: 0,
      call: () => new data.BooleanData(value),
    }),
  );
  const tree = new Parser(new Lexer(expression).lex().tokens, Object.keys(contexts), functions).parse();
  const dictionary = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  const result = new Evaluator(tree, dictionary, new Map(functions.map((one) => [one.name, one]))).evaluate();
  return JSON.parse(JSON.stringify(result, data.replacer));
}

/** As GitHub judges an `if`. */
export const isTruthy = (value: unknown) => value !== null && value !== false && value !== 0 && value !== "";

/** A value of a workflow with its `${{ }}` filled in; text that is one expression has its result's type. */
export function fillIn(value: unknown, contexts: Contexts): unknown {
  if (typeof value !== "string") return value;
  const whole = /^\$\{\{((?:(?!\}\}).)*)\}\}$/s.exec(value.trim());
  if (whole?.[1]) return evaluate(whole[1].trim(), contexts);
  return value.replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) =>
    String(evaluate(expression.trim(), contexts) ?? ""),
  );
}
