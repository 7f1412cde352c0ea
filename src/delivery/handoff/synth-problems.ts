import { z } from "zod";
import { clausesOf } from "../../diagnostics/clauses-of.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { StackResource } from "../../diagnostics/place.ts";
import { parseStrictly } from "../stack/strict-json.ts";
import { handOver } from "./hand-over.ts";
import { stackDiagnostic } from "./stack-diagnostic.ts";

const schema = z.strictObject({ problems: z.array(stackDiagnostic).readonly() }).readonly();

/** What one side's code finds in the other side's stacks. */
export type SynthProblems = z.infer<typeof schema>;

export const synthProblemsFile = handOver<SynthProblems>({
  what: "problems of synthesized stacks",
  writer: "`lockstep verify-synth --out`",
  version: 1,
  schema,
});

const former = z.strictObject({
  problems: z.array(z.strictObject({ stack: z.string(), place: z.string(), message: z.string() })),
});

/**
 * The problems in a file that the base's code wrote, which is an earlier Lockstep where a change brings another one: until
 * November 2026 it wrote a list alone.
 *
 * @throws naming the file, for anything else
 */
export function parseSynthProblems(text: string, file: string): readonly Diagnostic<StackResource>[] {
  if (!text.trimStart().startsWith("[")) return synthProblemsFile.parse(text, file).problems;
  const read = parseStrictly(`{"problems":${text}}`, former);
  if ("problems" in read) {
    throw new Error(
      read.problems.map((problem) => `${file}: ${problem}; use what \`lockstep verify-synth --out\` wrote`).join("\n"),
    );
  }
  return read.value.problems.map(({ stack, place, message }) => ({
    rule: "",
    severity: "error",
    place: { stack, address: place, path: [] },
    ...clausesOf(message),
  }));
}
