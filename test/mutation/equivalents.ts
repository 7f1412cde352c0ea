import type { Equivalent } from "./equivalent.ts";

/** The mutants that no test can kill. One that fits nothing any more is red. */
export const equivalents: readonly Equivalent[] = [
  {
    file: "src/delivery/handoff/s3-store.ts",
    line: 'const nameOf = (error: unknown) => (error instanceof Error ? error.name : "");',
    before: '""',
    after: '"mutated"',
    why: "what is no error has no name that S3 knows, by either text",
  },
  {
    file: "src/delivery/ledger/pending-lines.ts",
    line: "const byWave = (a: AffectedStack, b: AffectedStack) => (a.wave ?? 0) - (b.wave ?? 0) || (a.stack < b.stack ? -1 : 1);",
    before: "<",
    after: "<=",
    why: "no two stacks have one name",
  },
  {
    file: "src/delivery/ledger/pending-lines.ts",
    line: "const byWave = (a: AffectedStack, b: AffectedStack) => (a.wave ?? 0) - (b.wave ?? 0) || (a.stack < b.stack ? -1 : 1);",
    before: "0",
    after: "1",
    why: "a stack without a wave is applied by a person, and is never pending",
  },
];
