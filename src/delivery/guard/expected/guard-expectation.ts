import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import type { StackResource } from "../../../diagnostics/place.ts";
import type { ExpectationChange } from "./expectation-changes.ts";

/** How an allowance names what stacks are judged by; its address is the kind of stack. */
const expectation = "expectation";

/** What a change expects otherwise than its base: it stops the pull request, as what a plan would weaken does. */
export const guardExpectation = (changes: readonly ExpectationChange[]): readonly Diagnostic<StackResource>[] =>
  changes.map(({ kind, got, use }) => ({
    rule: "expectation-changed",
    severity: "error",
    place: { stack: expectation, address: kind, path: [] },
    got,
    why: "",
    use,
  }));
