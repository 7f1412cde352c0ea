import { readAllowances } from "../config/allowances.ts";
import { hasErrors } from "../diagnostics/diagnostic.ts";
import { inFileOrder } from "../diagnostics/in-file-order.ts";
import { githubAnnotations } from "../diagnostics/render/github.ts";
import { jsonOf } from "../diagnostics/render/json.ts";
import { textLines } from "../diagnostics/render/text.ts";
import { judge } from "../judge.ts";
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
  const problems = inFileOrder([
    ...judge(config, undefined, base).problems,
    ...readAllowances(config, today, base).problems,
  ]);
  if (format === "json") print(JSON.stringify({ problems: problems.map(jsonOf) }, null, 2));
  else if (format === "github") print(...githubAnnotations(problems));
  else print(...(problems.length > 0 ? textLines(problems) : ["no problems"]));
  return hasErrors(problems) ? 1 : 0;
}
