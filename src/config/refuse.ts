import type { z } from "zod";
import type { Clauses } from "../diagnostics/diagnostic.ts";
import { sentence } from "../diagnostics/sentence.ts";

/** What is wrong with values that each are right, as a schema carries it. */
export interface Refusal {
  readonly rule: "missing-key" | "contradiction";
  readonly clauses: Clauses;
}

/** Says that values cannot stand together, at one of them. */
export const refuse = (
  context: z.RefinementCtx,
  path: readonly string[],
  { got, why = "", use }: Pick<Clauses, "got" | "use"> & Partial<Clauses>,
): void => add(context, path, { rule: "contradiction", clauses: { got, why, use } });

/** Says that a key is missing, which other values ask for. */
export const miss = (context: z.RefinementCtx, path: readonly string[], why: string, use: string): void =>
  add(context, path, { rule: "missing-key", clauses: { got: "missing", why, use } });

const add = (context: z.RefinementCtx, path: readonly string[], refusal: Refusal) =>
  context.addIssue({
    code: "custom",
    path: [...path],
    message: sentence(refusal.clauses),
    params: { refusal },
  });

/** What {@link refuse} or {@link miss} said; `undefined`: the schema itself complains. */
export const refusalIn = (issue: z.core.$ZodIssue): Refusal | undefined =>
  issue.code === "custom" ? (issue.params?.["refusal"] as Refusal | undefined) : undefined;
