/**
 * Most stacks of a scope that may fail in a run before the rest is left alone: one, or 5 in 100 of those that the run
 * applies there.
 */
export const failureBudget = (stacks: number): number => Math.max(1, Math.floor(stacks * 0.05));
