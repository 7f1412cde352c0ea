import { expect, test } from "vitest";
import { failureBudget } from "../../../src/delivery/apply/failure-budget.ts";

test.each([
  [1, 1],
  [39, 1],
  [40, 2],
  [59, 2],
  [60, 3],
  [3000, 150],
])("of %i stacks, %i may fail", (stacks, budget) => {
  expect(failureBudget(stacks)).toBe(budget);
});
