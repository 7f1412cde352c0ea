import type { Origin } from "./effective-policy.ts";

/** Something that a policy says and AWS leaves out of what it runs. */
export interface LeftOut {
  readonly at: Origin;
  readonly got: string;
  /** What comes of it; empty: `got` says it already. */
  readonly why: string;
  /** What to write instead. */
  readonly use: string;
}
