import { appendFileSync } from "node:fs";

/** The file that gathers figures, a line each; without it, as in `npm test`, nobody asks for any. */
export const figuresVariable = "LOCKSTEP_FIGURES";

/** Notes what a soak has come to, such as how many kills it survived of those that it made. */
export function record(name: string, value: number, of?: number): void {
  const file = process.env[figuresVariable];
  if (file) appendFileSync(file, `${name}: ${value}${of === undefined ? "" : ` of ${of}`}\n`);
}
