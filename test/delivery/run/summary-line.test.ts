import { expect, test } from "vitest";
import type { StackSummary } from "../../../src/delivery/handoff/stack-summary.ts";
import { summaryLine } from "../../../src/delivery/run/summary-line.ts";

const changed = (takenOver: readonly (string | undefined)[], more: Partial<StackSummary> = {}): StackSummary => ({
  ...{ stack: "app-a", scope: "app-prod", wave: 4, outcome: "changed", digest: "d", shape: "s", error: "" },
  changes: takenOver.map((id, index) => ({
    ...{ address: `aws_x.${index}`, type: "aws_x", actions: ["create"], attributes: [] },
    ...(id === undefined ? {} : { takenOver: id }),
  })),
  violations: [],
  planFile: null,
  ...more,
});

test.each([
  ["nothing", changed([], { outcome: "unchanged" }), "app-a: no change"],
  [
    "nothing that is new",
    changed([], { outcome: "unchanged", recovery: { apply: "7/1", notes: ["a key is used by nothing"] } }),
    "app-a: no change\n  a key is used by nothing",
  ],
  ["no way in", changed([], { outcome: "not-ready", error: "no role" }), "app-a: not ready: no role"],
  [
    "a failure",
    changed([], { outcome: "failed", error: "Error: no\n\nat all" }),
    "app-a: failed\n  Error: no\n\n  at all",
  ],
  [
    "what the guard found",
    changed(["a"], {
      violations: ["delete", "forget"].map((rule) => ({
        ...{ rule, severity: "error", place: { stack: "app-a", address: "aws_x.0", path: [] } },
        ...{ got: "it goes", why: "", use: "keep it" },
      })),
    }),
    "app-a: 1 resource to change, takes over 1 that exists already, 2 for the guard",
  ],
  ["what is created", changed([undefined]), "app-a: 1 resource to change"],
  ["what is taken over", changed(["a", undefined]), "app-a: 2 resources to change, takes over 1 that exists already"],
  ["more of it", changed(["a", "b"]), "app-a: 2 resources to change, takes over 2 that exist already"],
  [
    "what is not taken over",
    changed([undefined], { recovery: { apply: "7/1", notes: ["a key is used by nothing", "a role is another's"] } }),
    "app-a: 1 resource to change\n  a key is used by nothing\n  a role is another's",
  ],
])("the log tells %s", (_, summary, line) => {
  expect(summaryLine(summary)).toBe(line);
});
