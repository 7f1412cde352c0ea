import type { StackViolation } from "../decide.ts";
import type { ExpectationChange } from "./expectation-changes.ts";

/** How an allowance names what stacks are judged by; its address is the kind of stack. */
const expectation = "expectation";

/** What a change expects otherwise than its base: it stops the pull request, as what a plan would weaken does. */
export const guardExpectation = (changes: readonly ExpectationChange[]): readonly StackViolation[] =>
  changes.map(({ kind, message }) => ({
    stack: expectation,
    violation: { rule: "expectation-changed", address: kind, action: "update", message, allowance: null },
  }));
