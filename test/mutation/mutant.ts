/** One small break of a source file: what stands from `start` to `end` becomes `after`. */
export interface Mutant {
  /** Below the root, as `src/estate/plan-copies.ts`. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly before: string;
  /** What may stand there instead: the first that the compiler takes is the mutant. */
  readonly after: readonly string[];
}
