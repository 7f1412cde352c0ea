import type { Diagnostic } from "../diagnostic.ts";
import { sentence } from "../sentence.ts";

/** A diagnostic as other programs read it: its place among the rest, the clauses, and the sentence they give. */
export const jsonOf = <P extends object>(diagnostic: Diagnostic<P>) => {
  const { rule, severity, place, got, why, use } = diagnostic;
  return { rule, severity, ...place, message: sentence(diagnostic), got, why, use };
};
