import { expect, test } from "vitest";
import { dotted, inAccount, inOrganization, inPlan } from "../../src/diagnostics/config-key.ts";

test("a key is told by its file, below the config folder, and its path", () => {
  expect([inOrganization("management", "sealed"), inPlan("gold", "rules"), inAccount("orders-prod")]).toEqual([
    { file: "organization.yaml", path: ["management", "sealed"] },
    { file: "plans/gold.yaml", path: ["rules"] },
    { file: "accounts/orders-prod.yaml", path: [] },
  ]);
});

test("a path reads as config writes it", () => {
  expect(dotted(["rules", "daily", "keep", 0])).toBe("rules.daily.keep[0]");
  expect(dotted([0, "a"])).toBe("[0].a");
});
