import type { Statement } from "../../../src/constructs/policy-document.ts";

/** Every action that statements allow, as they write it, once and sorted. */
export const allowedActions = (statements: readonly Statement[]): readonly string[] =>
  [...new Set(statements.filter(({ Effect }) => Effect === "Allow").flatMap(({ Action }) => Action ?? []))].sort();
