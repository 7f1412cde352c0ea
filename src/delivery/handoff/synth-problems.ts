import { z } from "zod";
import { handOver } from "./hand-over.ts";
import { stackDiagnostic } from "./stack-diagnostic.ts";

const schema = z.strictObject({ problems: z.array(stackDiagnostic).readonly() }).readonly();

// the base's code writes it in a pull request, and until November 2026 wrote a list alone
const former = z
  .array(z.strictObject({ stack: z.string(), place: z.string(), message: z.string() }))
  .transform((problems) => ({
    problems: problems.map(({ stack, place, message }) => ({
      rule: "",
      severity: "error" as const,
      place: { stack, address: place, path: [] },
      ...{ got: message, why: "", use: "" },
    })),
  }));

/** What one side's code finds in the other side's stacks. */
export type SynthProblems = z.infer<typeof schema>;

export const synthProblemsFile = handOver<SynthProblems>({
  what: "problems of synthesized stacks",
  writer: "`lockstep verify-synth --out`",
  version: 1,
  schema,
  formerList: former,
});
