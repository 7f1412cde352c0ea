import { expect, test } from "vitest";
import { toPlainJson } from "../../src/aws/policy/effective-policy.ts";
import {
  mergeReaching,
  policiesByAccount,
  type ReachingPolicy,
} from "../../src/effective-policy/effective-policies.ts";
import { jsonOf, mergedSets, planIn } from "../../src/effective-policy/merged-sets.ts";
import { backupPolicies } from "../../src/estate/backup-policies.ts";
import { exampleEstate } from "../support/stacks.ts";

const estate = exampleEstate();
const [example] = backupPolicies(estate, "prod");
if (!example) throw new Error("the example has no policy");

const says = (kind: "unit" | "account", schedule: string): ReachingPolicy => ({
  policy: {
    ...example,
    name: `says ${schedule}`,
    document: JSON.stringify({ plans: { a: { schedule: { "@@assign": schedule } } } }),
  },
  from: { kind, name: "somewhere" },
});
const merged = (...policies: readonly ReachingPolicy[]) => toPlainJson(mergeReaching(policies).effective);

test("an account's policy has the last word over its unit's, of policies of one place the first one has it", () => {
  const one = { plans: { a: { schedule: "one" } } };
  const two = { plans: { a: { schedule: "two" } } };

  expect(merged(says("unit", "one"), says("account", "two"))).toEqual(two);
  expect(merged(says("unit", "one"), says("unit", "two"))).toEqual(one);
  expect(merged(says("account", "one"), says("account", "two"))).toEqual(one);
  expect(merged(says("unit", "one"), says("account", "two"), says("account", "three"))).toEqual(two);
});

test("a document that is no JSON is told by the name of its policy", () => {
  const broken: ReachingPolicy = { ...says("unit", "one"), policy: { ...example, name: "torn", document: '{"plans"' } };

  expect(() => mergeReaching([broken])).toThrow(
    "torn is no JSON: got the end of the text; use : and a value after the key",
  );
});

test("each combination that reaches accounts or newcomers of a class stands once, with what each policy is alone", () => {
  const sets = mergedSets(estate);

  expect(sets).toHaveLength(2);
  for (const [index, cls] of (["prod", "nonprod"] as const).entries()) {
    const own = sets[index];
    const of = policiesByAccount(estate, cls);
    const holders = [
      ...estate.units.map(({ name }) => ({ name: "", unit: name, state: "active" as const })),
      ...estate.accounts.filter((account) => account.class === cls),
    ];
    const written = (set: readonly ReachingPolicy[]) =>
      set.map(({ policy, from }) => `${from.kind} ${policy.id}`).join();
    const expected = new Set(holders.map((holder) => written(of(holder))));
    const told = own?.sets.map(written) ?? [];
    expect(told.length).toBeGreaterThan(1);
    expect(told).toEqual([...new Set(told)]);
    expect(new Set(told)).toEqual(expected);
    expect([...(own?.alone.keys() ?? [])].map(({ name }) => name).toSorted()).toEqual(
      [...new Set(own?.sets.flat().map(({ policy }) => policy.name))].toSorted(),
    );
  }
});

test("policies that come from a unit and from an account are two combinations", () => {
  const account = estate.accounts.find(({ unit, state }) => unit !== null && state === "active");
  if (!account) throw new Error("no account is in a unit");
  const plans = estate.units.find(({ name }) => name === account.unit)?.plans ?? [];
  const alone = { ...account, unit: null, plans };
  const changed = { ...estate, accounts: [account, alone] };

  const kinds = mergedSets(changed).flatMap(({ sets }) =>
    sets.map((set) => [...new Set(set.map(({ from }) => from.kind))]),
  );

  expect(kinds).toContainEqual(["unit"]);
  expect(kinds).toContainEqual(["account"]);
});

test("a policy's plan is found by its name in what it comes to, and is nothing where it is not", () => {
  const [set] = mergedSets(estate);
  const [[policy, alone] = []] = set?.alone ?? [];
  if (!policy || !alone) throw new Error("the example has no policy");
  const { plans } = toPlainJson(alone.effective) as { readonly plans: Readonly<Record<string, unknown>> };

  expect(jsonOf(planIn(alone, policy))).toBe(JSON.stringify(plans[`lockstep-${policy.plan.name}`]));
  expect(planIn(mergeReaching([]), policy)).toBeUndefined();
  expect(jsonOf(undefined)).toBeUndefined();
});
