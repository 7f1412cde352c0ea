import { expect, test } from "vitest";
import { guardRules } from "../../src/delivery/guard/rules/index.ts";
import { guardRuleIds } from "../../src/diagnostics/guard-rule-id.ts";

test("an allowance can name every rule of the guard, and nothing else", () => {
  expect(guardRules.map(({ id }) => id)).toEqual(guardRuleIds);
});
