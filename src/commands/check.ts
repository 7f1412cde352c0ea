import { judge } from "../judge.ts";
import { hasErrors } from "../problem.ts";
import { problemAnnotations, problemLines } from "../problem-text.ts";
import { print } from "./print.ts";

export type ProblemFormat = "text" | "github" | "json";

/** Shows every problem of the config at once. @returns the exit code: 1 if there is an error. */
export function check(config: string, format: ProblemFormat): number {
  const { problems } = judge(config);
  if (format === "json") print(JSON.stringify({ problems }, null, 2));
  else if (format === "github") print(...problemAnnotations(problems));
  else print(...(problems.length > 0 ? problemLines(problems) : ["no problems"]));
  return hasErrors(problems) ? 1 : 0;
}
