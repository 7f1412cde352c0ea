import { expect, test } from "vitest";
import { typesPlace, uncopiedByType, uncopiedKinds, uncopiedWords } from "../../src/estate/uncopied-kinds.ts";
import type { Estate } from "../../src/model.ts";
import { localOnly, planOf, ruleKeeping, withAccounts, withPlan } from "./support/example.ts";

/** Opted in to what is copied, to what is not copied to other accounts, and to what is copied nowhere. */
const estate = withAccounts(({ regions }) => ({
  optIn: Object.fromEntries(regions.map((region) => [region, ["EBS", "Redshift", "CloudFormation"]])),
}));
const ofPlan = (name: string, of: Estate = estate) => {
  const found = uncopiedKinds(of).find(({ plan }) => plan.name === name);
  if (!found) throw new Error(`got no plan ${name}`);
  return found;
};

test("each plan has its own reaches, and each kind that is not copied with where it would go and why it does not", () => {
  const { reaches, uncopied } = ofPlan("gold");

  expect(uncopiedKinds(estate).map(({ plan }) => plan.name)).toEqual(["bronze", "gold", "silver"]);
  expect(new Set(reaches.map(({ plan }) => plan.name))).toEqual(new Set(["gold"]));
  const paths = uncopied.map(
    ({ kind, reach, toRegion, obstacle }) => `${kind.name} of ${reach.region} to ${toRegion}: ${obstacle}`,
  );
  expect(paths).toEqual(
    ["eu-west-2", "eu-west-1"].flatMap((region) => [
      `CloudFormation of ${region} to eu-west-2: to another account`,
      `CloudFormation of ${region} to eu-west-1: to another account`,
      `Redshift of ${region} to eu-west-2: at all`,
      `Redshift of ${region} to eu-west-1: at all`,
    ]),
  );
});

test("a plan that copies nothing has nothing uncopied, and its reaches all the same", () => {
  const { reaches, uncopied } = ofPlan(
    "gold",
    withPlan("gold", () => ({ rules: [ruleKeeping(7, 1, 1, localOnly)] }), estate),
  );

  expect(reaches.length).toBeGreaterThan(0);
  expect(uncopied).toEqual([]);
});

test("types for which the plan has a reason are left out", () => {
  const typesOf = (uncopied: Readonly<Record<string, string>>) =>
    uncopiedByType(
      ofPlan(
        "gold",
        withPlan("gold", () => ({ uncopied }), estate),
      ),
    ).map(({ type, all }) => `${type} ${new Set(all.map(({ kind }) => kind.type)).size}`);

  expect(typesOf({})).toEqual(["CloudFormation 1", "Redshift 1"]);
  expect(typesOf({ Redshift: "rebuilt from a lake" })).toEqual(["CloudFormation 1"]);
});

test("the words name the kinds, the first path and how many accounts there are", () => {
  expect(uncopiedWords(estate, ofPlan("gold").uncopied)).toEqual({
    path: "CloudFormation, Redshift in eu-west-2 of payments-prod (accounts/payments-prod.yaml) and 1 other, to be copied to central prod (333333333333, eu-west-2)",
    obstacle: "AWS makes no copies of it to another account",
  });
  expect(() => uncopiedWords(estate, [])).toThrow("nothing is left uncopied");
});

test("a plan says what it selects under its types, or, where it has none, as a whole", () => {
  const { selection } = planOf("gold");

  expect(typesPlace(planOf("gold"))).toEqual({ file: "plans/gold.yaml", path: ["select"] });
  expect(typesPlace({ ...planOf("gold"), selection: { ...selection, types: ["EBS"] } })).toEqual({
    file: "plans/gold.yaml",
    path: ["select", "types"],
  });
});
