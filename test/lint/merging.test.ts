import { expect, test } from "vitest";
import { lintPolicies } from "../../src/lint/lint-policies.ts";
import { findingsOf, type Json, policy, policyWith } from "./support/policy.ts";

const plan = "/plans/p";
const rule = `${plan}/rules/daily`;
const assign = (value: Json) => ({ "@@assign": value });
const child = (changes: Readonly<Record<string, Json | undefined>>) => policyWith(changes, {});
const selection = (): Json => ({
  iam_role_arn: assign("arn:aws:iam::$account:role/backup"),
  resource_types: assign(["*"]),
});
const many = (count: number, prefix: string, entry: () => Json): Json =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, entry()]));

test("a child that completes its parent leaves nothing to say", () => {
  const parent = policyWith({ [`${rule}/target_backup_vault_name`]: undefined, [`${plan}/regions`]: undefined });
  const completing = child({
    [`${rule}/target_backup_vault_name`]: assign("local"),
    [`${plan}/regions`]: { "@@append": ["eu-west-1"] },
  });

  expect(findingsOf(parent)).toEqual([
    'error policy-incomplete /plans/p: missing regions; use a list of Regions, as in { "@@assign": ["eu-west-1"] }',
    "error policy-incomplete /plans/p/rules/daily: missing target_backup_vault_name; use the name of a vault that every account has",
  ]);
  expect(findingsOf(parent, completing)).toEqual([]);
});

test("what a child makes of its parent's values is judged where the values stand", () => {
  const tooShort = child({ [`${rule}/start_backup_window_minutes`]: assign("30") });

  const problems = lintPolicies([
    { path: "parent.json", text: JSON.stringify(policy) },
    { path: "child.json", text: JSON.stringify(tooShort, null, 2) },
  ]);

  expect(problems).toEqual([
    {
      rule: "policy-window",
      severity: "error",
      place: {
        file: "child.json",
        line: 7,
        column: 25,
        key: "/plans/p/rules/daily/start_backup_window_minutes/@@assign",
      },
      got: "got a start window of 30 minutes",
      why: "",
      use: "use 60 to 52560000",
    },
  ]);
});

test("a parent's mistake that its child mends is none", () => {
  const parent = policyWith({ [`${rule}/start_backup_window_minutes`]: assign("30") });
  const mending = child({ [`${rule}/start_backup_window_minutes`]: assign("60") });

  expect(findingsOf(parent)).toEqual([
    "error policy-window /plans/p/rules/daily/start_backup_window_minutes/@@assign: got a start window of 30 minutes; use 60 to 52560000",
  ]);
  expect(findingsOf(parent, mending)).toEqual([]);
});

test("a child that does what its parent forbids is told so, and what the parent says stays", () => {
  const start = `${rule}/start_backup_window_minutes`;
  const parent = policyWith({ [start]: { ...assign("60"), "@@operators_allowed_for_child_policies": ["@@none"] } });
  const forbidden = child({ [start]: assign("30") });

  expect(findingsOf(parent, forbidden)).toEqual([
    "error policy-merge-conflict /plans/p/rules/daily/start_backup_window_minutes/@@assign: got @@assign, but 0.json (/plans/p/rules/daily/start_backup_window_minutes/@@operators_allowed_for_child_policies) allows no operator in child policies; AWS ignores it; remove it",
  ]);
});

test("a child's rule that AWS takes for the parent's is the parent's", () => {
  const other = child({ [`${plan}/rules/DAILY/start_backup_window_minutes`]: assign("90") });

  expect(findingsOf(policy, other)).toEqual([]);
  expect(findingsOf(policy, child({ [`${plan}/rules/other/start_backup_window_minutes`]: assign("90") }))).toEqual([
    "error policy-incomplete /plans/p/rules/other: missing schedule_expression; use a schedule in UTC, as in cron(0 5 ? * * *)",
    "error policy-incomplete /plans/p/rules/other: missing target_backup_vault_name; use the name of a vault that every account has",
    "warning policy-kept-for-ever /plans/p/rules/other: got no delete_after_days, so that its backups are kept for ever; use the days to keep them",
  ]);
});

test("quotas hold for what policies come to together", () => {
  const parent = policyWith({ [`${plan}/selections`]: { resources: many(50, "a", selection) } });
  const tooMany = (count: number) => child({ [`${plan}/selections`]: { resources: many(count, "b", selection) } });

  expect(findingsOf(parent, tooMany(50))).toEqual([]);
  expect(findingsOf(parent, tooMany(51))).toEqual([
    "error policy-quota /plans/p: got 101 selections in one plan; AWS takes 100; use two plans",
  ]);
});

test("a misspelt setting is not said to be missing as well, by whichever policy", () => {
  const parent = policyWith({ [`${rule}/schedule_expression`]: undefined });
  const misspelt = child({ [`${rule}/schedule_expressions`]: assign("cron(0 5 ? * * *)") });

  expect(findingsOf(parent, misspelt)).toEqual([
    'error unknown-key /plans/p/rules/daily/schedule_expressions: unknown key "schedule_expressions"; did you mean schedule_expression?',
  ]);
});

test("where one policy cannot be read nothing is said of what they come to", () => {
  const half = JSON.stringify(policyWith({ [`${plan}/regions`]: undefined }));

  expect(
    lintPolicies([
      { path: "parent.json", text: half },
      { path: "child.json", text: '{ "plans": ' },
    ]),
  ).toMatchObject([{ rule: "policy-json", place: { file: "child.json", line: 1, column: 12 } }]);
});
