import { expect, test } from "vitest";
import { isOwnPlan } from "../../../src/delivery/apply/is-own-plan.ts";

const run = { runId: "7", attempt: "2", commit: "c".repeat(40), runUrl: "" };

test.each([
  ["this attempt", "plans/app-prod/7/2/app-a.tfplan", true],
  ["an earlier attempt", "plans/app-prod/7/1/app-a.tfplan", true],
  ["a later attempt", "plans/app-prod/7/3/app-a.tfplan", false],
  ["another run", "plans/app-prod/8/1/app-a.tfplan", false],
  ["another scope", "plans/app-nonprod/7/1/app-a.tfplan", false],
  ["another stack", "plans/app-prod/7/1/app-b.tfplan", false],
  ["somewhere else", "plans/app-prod/7/1/../../../state/app-a.tfplan", false],
])("a plan of %s is this stack's own: %s", (_, key, own) => {
  expect(isOwnPlan(key, "app-a", "app-prod", run)).toBe(own);
});
