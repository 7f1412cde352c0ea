import type { Clauses } from "./diagnostic.ts";

/** The clauses as one sentence: `got X; why; use Y`. */
export const sentence = ({ got, why, use }: Clauses) => [got, why, use].filter((clause) => clause !== "").join("; ");
