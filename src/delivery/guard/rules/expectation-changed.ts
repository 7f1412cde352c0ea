import type { ExpectationChange } from "../../handoff/expectation-changes.ts";
import { guardRule } from "../guard-rule.ts";

/** How an allowance names what stacks are judged by; its address is the kind of stack. */
const expectation = "expectation";

export const expectationChanged = guardRule({
  id: "expectation-changed",
  severity: "error",
  what: "a change expects other roles, statements or targets of stacks than its base does",
  why: "What a change is judged by, it must not decide itself: whoever reviews it has to have read this.",
  source: null,
  example: {
    bad: [[{ kind: "app", got: "another expectation of app stacks", use: "keep to what the base expects" }]],
    good: [[]],
  },
  check: (changes: readonly ExpectationChange[]) =>
    changes.map(({ kind, got, use }) => ({ place: { stack: expectation, address: kind, path: [] }, got, use })),
});
