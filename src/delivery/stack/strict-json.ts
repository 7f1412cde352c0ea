import { z } from "zod";
import { linesAndMore } from "../../words/and-more.ts";
import { cut } from "../../words/cut.ts";
import { withoutControls } from "../../words/without-controls.ts";
import { isObject, type JsonObject } from "./json-object.ts";

/** What JSON held, or everything that is wrong with it: `place: got X`, a line each. */
export type StrictJson<Value> = { readonly value: Value } | { readonly problems: readonly string[] };

const mostProblems = 20;

/**
 * Reads JSON of one form and no other: what is not known is as wrong as what is missing, and everything wrong is told at
 * once, the first twenty by name.
 *
 * @param schema strict in every part
 */
export function parseStrictly<Value>(text: string, schema: z.ZodType<Value>): StrictJson<Value> {
  const data = parseObjectOr(text);
  return typeof data === "string" ? { problems: [data] } : checkStrictly(data, schema);
}

/** @returns text that says what it is, for what is no JSON object */
export function parseObjectOr(text: string): JsonObject | string {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return `got no JSON (${printable((error as Error).message)})`;
  }
  return isObject(data) ? data : `got ${shown(data)} where an object must be`;
}

/** The same of what is parsed already. */
export function checkStrictly<Value>(data: unknown, schema: z.ZodType<Value>): StrictJson<Value> {
  const result = schema.safeParse(data, { reportInput: true });
  if (result.success) return { value: result.data };
  const problems = result.error.issues.flatMap(problemsOf);
  return { problems: linesAndMore(problems, mostProblems) };
}

function problemsOf(issue: z.core.$ZodIssue): readonly string[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => `${placeOf([...issue.path, key])}: got an unknown key`);
  }
  const place = placeOf(issue.path);
  const got = issue.input === undefined ? "got nothing" : `got ${shown(issue.input)}`;
  return [place === "" ? got : `${place}: ${got}`];
}

const placeOf = (path: readonly PropertyKey[]) => printable(z.core.toDotPath(path));
const shown = (value: unknown) => printable(JSON.stringify(value));

/** On one line, and not all of it: whoever wrote the file decides what stands in it, terminal codes included. */
const printable = (text: string) => cut(withoutControls(text), longest);

const longest = 100;
