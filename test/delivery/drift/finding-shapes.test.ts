import { expect, test } from "vitest";
import { judgeStacks } from "../../../src/delivery/drift/judge-stacks.ts";
import { failed, plan, summaryOf, updated } from "../report/support/plans.ts";

test("what drifted has the shape of its plan, what could not be looked at has none, and each its scope", () => {
  const drifted = summaryOf("app-a", "app-prod", plan(updated("aws_x.a", { a: 1 }, { a: 2 })));
  const due = [
    { stack: "app-a", scope: "app-prod" as const },
    { stack: "app-b", scope: "app-nonprod" as const },
  ];

  const { findings } = judgeStacks(due, [drifted, failed("app-b", "app-nonprod", "Error: x")], {}, "2026-11-23");

  expect(findings.map(({ place, shape }) => [place.scope, shape])).toEqual([
    ["app-prod", drifted.shape],
    ["app-nonprod", ""],
  ]);
});
