import { readFileSync, statSync } from "node:fs";
import { unreadable as unreadableRule } from "../config/rules/unreadable.ts";
import { diagnosticOf } from "../diagnostics/complaint.ts";
import { type Diagnostic, hasErrors } from "../diagnostics/diagnostic.ts";
import type { Position } from "../diagnostics/place.ts";
import { githubAnnotations } from "../diagnostics/render/github.ts";
import { textLines } from "../diagnostics/render/text.ts";
import { sentence } from "../diagnostics/sentence.ts";
import { lintPolicies, type PolicyFile } from "../lint/lint-policies.ts";
import { emptyFile } from "../lint/rules/empty-file.ts";
import { policyJson } from "../lint/rules/policy-json.ts";
import type { ProblemFormat } from "./check.ts";
import { print } from "./print.ts";

/**
 * Shows every problem of backup policies, merged in the order in which they are given, the parent first.
 *
 * @returns the exit code: 1 if there is an error.
 */
export function lintPolicy(paths: readonly string[], format: ProblemFormat): number {
  const read = paths.map(readPolicy);
  const unreadable = read.flatMap((file) => ("text" in file ? [] : [file]));
  const readable = read.flatMap((file) => ("text" in file ? [file] : []));
  // what files that are there say alone would be misleading without the ones that are not
  const problems = [...unreadable, ...(unreadable.length > 0 ? alone(readable) : lintPolicies(readable))];
  if (format === "json") print(JSON.stringify({ problems: problems.map(inJson) }, null, 2));
  else if (format === "github") print(...githubAnnotations(problems));
  else print(...(problems.length > 0 ? textLines(problems) : ["no problems"]));
  return hasErrors(problems) ? 1 : 0;
}

/** What can be said of each file by itself: that it is no policy at all. */
const alone = (files: readonly PolicyFile[]) =>
  files.flatMap((file) => lintPolicies([file]).filter(({ rule }) => rule === policyJson.id || rule === emptyFile.id));

function readPolicy(path: string): PolicyFile | Diagnostic<Position> {
  const unreadable = (got: string, use: string) =>
    diagnosticOf(unreadableRule, { at: { file: path, line: 1, column: 1, key: "" }, got, use });
  try {
    if (statSync(path).isDirectory()) return unreadable("a folder", "name the policy's file");
    return { path, text: new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path)) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return unreadable("no such file", "name the policy's file");
    if (code === "ERR_ENCODING_INVALID_ENCODED_DATA")
      return unreadable("not text in UTF-8", "save the policy as UTF-8");
    return unreadable(`cannot be read (${code ?? String(error)})`, "use a file that can");
  }
}

const inJson = ({ rule, severity, place: { file, line, column, key }, ...clauses }: Diagnostic<Position>) => ({
  rule,
  severity,
  policy: file,
  pointer: key,
  line,
  column,
  message: sentence(clauses),
  ...clauses,
});
