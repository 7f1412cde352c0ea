import { expect, test } from "vitest";
import { restsOnLocalVaults } from "../../src/estate/rests-on-local-vaults.ts";
import type { Estate, Plan } from "../../src/model.ts";
import { example, localOnly, ruleKeeping, withAccounts, withPlan } from "./support/example.ts";

/** What rests on the local vault of one account that has the plan gold, by itself. */
function restsOf(change: Partial<Plan>, estate: Estate = example): readonly string[] {
  const { accounts } = withAccounts(
    ({ name }) => (name === "payments-prod" ? { plans: ["gold"] } : { plans: [], unit: null }),
    estate,
  );
  const promise = { rpoMinutes: 60, isolatedRpoMinutes: 60, rtoMinutes: 60 };
  const gold = { rules: [ruleKeeping(7, 35)], promise, ...change };
  const [first, ...others] = restsOnLocalVaults({ ...withPlan("gold", () => gold, estate), accounts });
  expect(others).toEqual([]);
  expect(first?.account.name).toBe("payments-prod");
  return first?.rests ?? [];
}

test("where everything is copied in time, nothing rests on the local vault", () => {
  expect(restsOf({})).toEqual([]);
});

test("of a plan that copies nothing, every backup does", () => {
  expect(restsOf({ rules: [ruleKeeping(7, 35, 35, localOnly)] })).toEqual([
    "every backup of plan gold, which copies none",
  ]);
});

test("the point-in-time recovery does, where a kind that is backed up has any", () => {
  const rules = [ruleKeeping(7, 35), ruleKeeping(7, 35, 35, { name: "hourly", continuous: true })];
  const types = (...some: readonly string[]) => ({
    rules,
    selection: { ...example.plans[1]?.selection, types: some } as Plan["selection"],
  });

  expect(restsOf({ rules })).toEqual(["the point-in-time recovery of plan gold"]);
  expect(restsOf(types("EBS", "RDS"))).toEqual(["the point-in-time recovery of plan gold"]);
  expect(restsOf(types("EBS"))).toEqual([]);
});

test.each([
  [60, 120, ["the RPO of 1h of plan gold, whose isolated copy has 2h"]],
  [60, 119, []],
  [60, null, []],
])(
  "an RPO of %i minutes does when the isolated copy's is twice as long: %s minutes",
  (rpoMinutes, isolatedRpoMinutes, rests) => {
    expect(restsOf({ promise: { rpoMinutes, isolatedRpoMinutes, rtoMinutes: 60 } })).toEqual(rests);
  },
);

test("types that AWS copies nowhere, and that the plan says it does not copy, do", () => {
  const optIn = { "eu-west-2": ["EBS", "SAP HANA on Amazon EC2", "Redshift", "CloudFormation"] };
  const estate = withAccounts(() => ({ optIn }));
  const uncopied = (...types: readonly string[]) => ({
    uncopied: Object.fromEntries(types.map((type) => [type, "a reason"])),
  });

  expect(restsOf({}, estate)).toEqual([]);
  expect(restsOf(uncopied("EBS"), estate)).toEqual([]);
  expect(restsOf(uncopied("EBS", "Redshift"), estate)).toEqual([
    "the backups of Redshift, which plan gold does not copy",
  ]);
});

test("nothing rests there of a plan that backs up nothing", () => {
  expect(
    restsOf(
      { rules: [ruleKeeping(7, 35, 35, localOnly)] },
      withAccounts(() => ({ optIn: {} })),
    ),
  ).toEqual([]);
});

test("each account has what rests of all its plans, once, in the estate's order", () => {
  const rules = [ruleKeeping(7, 35, 35, localOnly)];
  const estate = withPlan(
    "silver",
    () => ({ rules }),
    withPlan("bronze", () => ({ rules })),
  );

  const told = restsOnLocalVaults(estate).map(({ account, rests }) => `${account.name}: ${rests.join("; ")}`);

  const [bronze, silver] = ["bronze", "silver"].map((name) => `every backup of plan ${name}, which copies none`);
  const gold = "the point-in-time recovery of plan gold; the RPO of 9h of plan gold, whose isolated copy has 18h";
  expect(told).toEqual([
    `lakehouse-prod: ${bronze}; ${silver}`,
    `ledger-prod: ${bronze}; ${silver}`,
    `payments-dev: ${bronze}`,
    `payments-prod: ${bronze}; ${gold}; ${silver}`,
    `sandbox: ${bronze}`,
    `storefront-prod: ${bronze}; ${gold}`,
    `storefront-staging: ${bronze}; ${silver}`,
    `warehouse-prod: ${bronze}; ${silver}`,
  ]);
});
