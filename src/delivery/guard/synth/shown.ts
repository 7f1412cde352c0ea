import { cut } from "../../../words/cut.ts";

const longest = 80;

/** A value as a message shows it. */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  const written = JSON.stringify(value) ?? String(value);
  return cut(written, longest);
}
