import { expect, test } from "vitest";
import { policiesReaching } from "../../src/estate/policies-reaching.ts";
import { example, withAccounts } from "./support/example.ts";

test("a policy reaches the accounts of each unit that it is attached to, and those it is attached to themselves", () => {
  const reached = policiesReaching(example).map(
    ({ policy, account, through }) => `${policy.class} ${policy.id} ${account.name} by ${through}`,
  );

  expect(reached).toEqual([
    "prod bronze_eu-west-1_eu-west-2 storefront-prod by plan bronze",
    "prod bronze_eu-west-2 lakehouse-prod by plan bronze of unit data-platform",
    "prod bronze_eu-west-2 warehouse-prod by plan bronze of unit data-platform",
    "prod bronze_eu-west-2 ledger-prod by plan bronze",
    "prod bronze_eu-west-2 payments-prod by plan bronze",
    "prod gold_eu-west-1_eu-west-2 storefront-prod by plan gold",
    "prod gold_eu-west-2 payments-prod by plan gold",
    "prod silver_eu-west-2 lakehouse-prod by plan silver of unit data-platform",
    "prod silver_eu-west-2 warehouse-prod by plan silver of unit data-platform",
    "prod silver_eu-west-2 ledger-prod by plan silver",
    "prod silver_eu-west-2 payments-prod by plan silver",
    "nonprod bronze_eu-west-2 payments-dev by plan bronze",
    "nonprod bronze_eu-west-2 sandbox by plan bronze",
    "nonprod bronze_eu-west-2 storefront-staging by plan bronze",
    "nonprod silver_eu-west-2 storefront-staging by plan silver",
  ]);
});

test("a unit without accounts reaches none, also where an account is called like it", () => {
  const estate = withAccounts(({ name }) => ({ unit: null, name: name === "sandbox" ? "data-platform" : name }));

  const through = policiesReaching(estate).map(({ account, through }) => `${account.name} by ${through}`);

  expect(through).toContain("data-platform by plan bronze");
  expect(through.filter((each) => each.includes("of unit"))).toEqual([]);
});
