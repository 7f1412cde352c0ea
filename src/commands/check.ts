import { readAllowances } from "../config/allowances.ts";
import { judge } from "../judge.ts";
import { hasErrors, inFileOrder } from "../problem.ts";
import { problemAnnotations, problemLines } from "../problem-text.ts";
import { print } from "./print.ts";

export type ProblemFormat = "text" | "github" | "json";

export interface CheckOptions {
  readonly format: ProblemFormat;
  /** Config before the change; `undefined`: the change is not judged. */
  readonly base: string | undefined;
  /** As YYYY-MM-DD: allowances expire. */
  readonly today: string;
}

/**
 * Shows every problem of the config at once, and with a base those of the change from it.
 *
 * @returns the exit code: 1 if there is an error.
 */
export function check(config: string, { format, base, today }: CheckOptions): number {
  const problems = inFileOrder([...judge(config, undefined, base).problems, ...readAllowances(config, today).problems]);
  if (format === "json") print(JSON.stringify({ problems }, null, 2));
  else if (format === "github") print(...problemAnnotations(problems));
  else print(...(problems.length > 0 ? problemLines(problems) : ["no problems"]));
  return hasErrors(problems) ? 1 : 0;
}
