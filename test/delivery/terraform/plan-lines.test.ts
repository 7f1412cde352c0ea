import { expect, test } from "vitest";
import { planClosing, planLine } from "../../../src/delivery/terraform/plan-lines.ts";
import type { StackPlan } from "../../../src/delivery/terraform/plan-stack.ts";

const shared: StackPlan = { stack: "shared", outcome: "planned", add: 12, change: 0, remove: 0 };
const central: StackPlan = { stack: "central-prod", outcome: "failed", step: "validate", output: "Error: bad vault" };
const app: StackPlan = { stack: "app-payments", outcome: "failed", step: "plan", output: "Error: bad key" };

test("a line tells what a stack would create, change and remove", () => {
  expect(planLine(shared, ["shared", "central-prod"])).toBe("shared        +12 ~0 -0");
});

test("a line tells where a stack failed", () => {
  expect(planLine(central, ["shared", "central-prod"])).toBe("central-prod  failed at validate");
});

test("a run without failures ends with how many stacks planned", () => {
  expect(planClosing([shared])).toBe("1 of 1 stacks planned");
});

test("a run ends with every error in full and the stacks that failed", () => {
  expect(planClosing([shared, central, app])).toBe(`central-prod: terraform validate

Error: bad vault

app-payments: terraform plan

Error: bad key

2 of 3 stacks failed: central-prod, app-payments`);
});
