import { existsSync, statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { readAllowances } from "../config/allowances.ts";
import { hasErrors } from "../diagnostics/diagnostic.ts";
import { inFileOrder } from "../diagnostics/in-file-order.ts";
import { githubAnnotations } from "../diagnostics/render/github.ts";
import { jsonOf } from "../diagnostics/render/json.ts";
import { textLines } from "../diagnostics/render/text.ts";
import { judge } from "../judge.ts";
import { oldTables } from "../rules/table-old.ts";
import { print } from "./print.ts";

export type ProblemFormat = "text" | "github" | "json";

export interface CheckOptions {
  readonly format: ProblemFormat;
  /** Config before the change; `undefined`: the change is not judged. */
  readonly base: string | undefined;
  /** As YYYY-MM-DD: allowances expire, and tables of AWS grow old. */
  readonly today: string;
}

/**
 * Shows every problem of the config at once, and with a base those of the change from it.
 *
 * @returns the exit code: 1 if there is an error.
 * @throws when there is no such base: a slip of the pen would look like a change that destroys nothing
 */
export function check(config: string, { format, base, today }: CheckOptions): number {
  if (base !== undefined && !isThere(base, config)) {
    throw new Error(`--base: got ${base}, which is no folder; use the config before the change, in a checkout of it`);
  }
  const problems = inFileOrder([
    ...judge(config, undefined, base).problems,
    ...readAllowances(config, today, base).problems,
    ...oldTables(config, today),
  ]);
  if (format === "json") print(JSON.stringify({ problems: problems.map(jsonOf) }, null, 2));
  else if (format === "github") print(...githubAnnotations(problems));
  else print(...(problems.length > 0 ? textLines(problems) : ["no problems"]));
  return hasErrors(problems) ? 1 : 0;
}

/** A checkout from before there was any config is a base too, of which a warning says that nothing was held against it. */
const isThere = (base: string, config: string) =>
  isFolder(base) || (basename(base) === basename(config) && base !== config && isFolder(dirname(base)));

const isFolder = (path: string) => existsSync(path) && statSync(path).isDirectory();
