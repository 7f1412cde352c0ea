import { expect, test } from "vitest";
import { naiveMerge } from "../organizations/naive-merge.ts";
import { effectivePlans } from "./effective-plans.ts";
import { app, centralVault, here, localVault, planOf, ruleOf, selectionOf } from "./small-cloud.ts";

const read = (content: object) => effectivePlans(naiveMerge([[content as never]]), app);
const assign = (value: unknown) => ({ "@@assign": value });
const byTypes = (change: object = {}) => ({
  resources: {
    all: { iam_role_arn: assign("arn:aws:iam::$account:role/X"), resource_types: assign(["*"]), ...change },
  },
});
const conditions = (count: number) => ({
  string_not_equals: Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `c${index}`,
      { condition_key: assign("aws:ResourceTag/plan"), condition_value: assign(`${index}`) },
    ]),
  ),
});
const rules = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`rule-${index}`, ruleOf()]));
const targets = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${centralVault}-${index}`, 60]));

test("reads what the policies say, with the account's id in place of $account", () => {
  const rule = ruleOf({
    deleteAfterDays: 200,
    coldAfterDays: 30,
    copies: { "arn:aws:backup:eu-west-2:$account:backup-vault:local": null, [centralVault]: 60 },
  });
  const { plans, faults } = read(planOf({ Nightly: rule }, { selections: { ...selectionOf(), ...byTypes() } }));

  expect(faults).toEqual([]);
  expect(plans).toMatchObject([
    {
      name: "gold",
      regions: [here],
      rules: [
        {
          // AWS writes the names of rules in lower case
          name: "nightly",
          expression: "cron(0 5 ? * * *)",
          vaultName: "local",
          startWindowMinutes: 60,
          completionWindowMinutes: 120,
          isContinuous: false,
          lifecycle: { deleteAfterDays: 200, coldAfterDays: 30, archives: false },
          copies: [
            { vaultArn: localVault, lifecycle: null },
            { vaultArn: centralVault, lifecycle: { deleteAfterDays: 60, coldAfterDays: null } },
          ],
        },
      ],
      selections: [
        { name: "tagged", roleArn: `arn:aws:iam::${app}:role/AWSBackup`, tag: { key: "plan", values: ["gold"] } },
        { name: "all", roleArn: `arn:aws:iam::${app}:role/X`, tag: null, resourceTypes: ["*"] },
      ],
    },
  ]);
});

test("has AWS's own windows, and no end, where the policies say nothing", () => {
  const {
    start_backup_window_minutes: _,
    complete_backup_window_minutes: __,
    lifecycle: ___,
    ...rule
  } = ruleOf() as {
    [key: string]: object;
  };

  expect(read(planOf({ nightly: rule })).plans[0]?.rules).toMatchObject([
    {
      startWindowMinutes: 480,
      completionWindowMinutes: 10_080,
      lifecycle: { deleteAfterDays: null, coldAfterDays: null },
    },
  ]);
});

test("without policies there are no plans, and nothing is wrong", () => {
  expect(read({})).toEqual({ plans: [], faults: [] });
});

test.each([
  [
    "a start window",
    planOf({ nightly: ruleOf({ startWindowMinutes: 60 }) }),
    ruleOf({ startWindowMinutes: 59 }),
    /start window of 59/,
  ],
  ["a schedule", planOf({ nightly: ruleOf() }), ruleOf({ schedule: "rate(1 day)" }), /schedule rate\(1 day\)/],
  [
    "a retention",
    planOf({ nightly: ruleOf({ deleteAfterDays: 1 }) }),
    ruleOf({ deleteAfterDays: 0 }),
    /DeleteAfterDays/,
  ],
  [
    "cold storage",
    planOf({ nightly: ruleOf({ deleteAfterDays: 120, coldAfterDays: 30 }) }),
    ruleOf({ deleteAfterDays: 119, coldAfterDays: 30 }),
    /90 days apart/,
  ],
  [
    "continuous backup",
    planOf({ nightly: ruleOf({ deleteAfterDays: 35, isContinuous: true }) }),
    ruleOf({ deleteAfterDays: 36, isContinuous: true }),
    /between 1 and 35/,
  ],
  [
    "the retention of a copy",
    planOf({ nightly: ruleOf({ copies: { [centralVault]: 36_500 } }) }),
    ruleOf({ copies: { [centralVault]: 36_501 } }),
    /36500/,
  ],
  [
    "copy actions",
    planOf({ nightly: ruleOf({ copies: targets(5) }) }),
    ruleOf({ copies: targets(6) }),
    /6 copy actions/,
  ],
])("%s that AWS cannot have makes the whole policy run nothing", (_, good, bad, why) => {
  expect(read(good)).toMatchObject({ faults: [], plans: [{ name: "gold" }] });

  const { plans, faults } = read(planOf({ good: ruleOf(), bad }));
  expect(plans).toEqual([]);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(/^gold\.bad/);
  expect(faults[0]).toMatch(why);
});

test.each([
  ["rules", planOf(rules(10)), planOf(rules(11)), "gold has 11 rules; AWS takes 10"],
  [
    "conditions",
    planOf(rules(1), { selections: byTypes({ conditions: conditions(30) }) }),
    planOf(rules(1), { selections: byTypes({ conditions: conditions(31) }) }),
    "gold.all has 31 conditions; AWS takes 30",
  ],
  [
    "a role in a selection",
    planOf(rules(1), { selections: byTypes() }),
    planOf(rules(1), { selections: byTypes({ iam_role_arn: {} }) }),
    "gold.all has no role",
  ],
  [
    "types in a selection by type",
    planOf(rules(1), { selections: byTypes() }),
    planOf(rules(1), { selections: byTypes({ resource_types: {} }) }),
    "gold.all has no resource types",
  ],
  [
    "a vault",
    planOf({ nightly: ruleOf() }),
    planOf({ nightly: { ...ruleOf(), target_backup_vault_name: {} } }),
    "gold.nightly has no vault",
  ],
  [
    "the values of a tag",
    planOf(rules(1), { selections: selectionOf(["gold"]) }),
    planOf(rules(1), { selections: selectionOf([]) }),
    "gold.tagged has no tag",
  ],
])("%s: with too many or none, nothing runs", (_, good, bad, fault) => {
  expect(read(good).faults).toEqual([]);
  expect(read(bad)).toEqual({ plans: [], faults: [fault] });
});

test("a copy action must be called by its target", () => {
  const rule = {
    ...ruleOf(),
    copy_actions: { [centralVault]: { target_backup_vault_arn: assign(localVault) } },
  };

  expect(read(planOf({ nightly: rule })).faults).toEqual([
    `gold.nightly has a copy action ${centralVault} whose target is ${localVault}`,
  ]);
});
