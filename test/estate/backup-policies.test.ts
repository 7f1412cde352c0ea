import { expect, test } from "vitest";
import { backupPolicies } from "../../src/estate/backup-policies.ts";
import { policyTargets } from "../../src/estate/policy-targets.ts";
import type { AppAccount, Estate, Plan, Selection, Unit } from "../../src/model.ts";
import { estateOf } from "../support/config.ts";
import { exampleConfig } from "../support/example-config.ts";

const example = estateOf(exampleConfig);
const only = <T extends { readonly name: string }>(all: readonly T[], name: string): T => {
  const found = all.find((each) => each.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};
const gold = only(example.plans, "gold");
const account = only(example.accounts, "sandbox");
const unit = only(example.units, "data-platform");

const accountWith = (name: string, change: Partial<AppAccount> = {}): AppAccount => ({
  ...account,
  name,
  accountId: `id-of-${name}`,
  class: "prod",
  plans: ["gold"],
  regions: ["eu-west-2"],
  ...change,
});
const unitWith = (name: string, change: Partial<Unit> = {}): Unit => ({
  ...unit,
  name,
  ouId: `ou-of-${name}`,
  class: "prod",
  plans: ["gold"],
  regions: ["eu-west-2"],
  ...change,
});
const estateWith = (change: Partial<Estate>): Estate => ({
  ...example,
  plans: [gold],
  units: [],
  accounts: [],
  ...change,
});

/** Policies of a class as `id: kind name targetId, …`. */
const told = (estate: Estate, cls: "prod" | "nonprod" = "prod") =>
  backupPolicies(estate, cls).map(
    ({ id, targets }) =>
      `${id}: ${targets.map(({ kind, name, targetId }) => `${kind} ${name} ${targetId}`).join(", ")}`,
  );

test("a plan is one policy for all that have it in the same Regions, whatever the order they are written in", () => {
  const estate = estateWith({
    accounts: [
      accountWith("a", { regions: ["eu-west-2", "eu-west-1"] }),
      accountWith("b"),
      accountWith("c", { regions: ["eu-west-1", "eu-west-2"] }),
    ],
  });

  expect(told(estate)).toEqual([
    "gold_eu-west-1_eu-west-2: account a id-of-a, account c id-of-c",
    "gold_eu-west-2: account b id-of-b",
  ]);
});

test("units come before accounts, each with what the policy is attached to", () => {
  const estate = estateWith({ units: [unitWith("u")], accounts: [accountWith("a")] });

  expect(told(estate)).toEqual(["gold_eu-west-2: unit u ou-of-u, account a id-of-a"]);
});

test("retired accounts, accounts and units of the other class, and those without the plan are no targets", () => {
  const estate = estateWith({
    units: [unitWith("other", { class: "nonprod" }), unitWith("none", { plans: [] })],
    accounts: [
      accountWith("gone", { state: "retired" }),
      accountWith("test", { class: "nonprod" }),
      accountWith("bare", { plans: [] }),
    ],
  });

  expect(told(estate)).toEqual([]);
  expect(told(estate, "nonprod")).toEqual(["gold_eu-west-2: unit other ou-of-other, account test id-of-test"]);
});

test("policies are told by id, with their names, classes and Regions", () => {
  const plans = ["zinc", "gold", "lead"].map((name): Plan => ({ ...gold, name }));
  const accounts = [accountWith("a", { plans: ["gold", "lead", "zinc"] })];

  const policies = backupPolicies(estateWith({ plans, accounts }), "prod");

  expect(policies.map(({ id, name, class: cls, plan, regions }) => [id, name, cls, plan.name, regions])).toEqual([
    ["gold_eu-west-2", "lockstep-prod-gold_eu-west-2", "prod", "gold", ["eu-west-2"]],
    ["lead_eu-west-2", "lockstep-prod-lead_eu-west-2", "prod", "lead", ["eu-west-2"]],
    ["zinc_eu-west-2", "lockstep-prod-zinc_eu-west-2", "prod", "zinc", ["eu-west-2"]],
  ]);
});

const withoutOperators = (text: string): unknown =>
  JSON.parse(text, (key, value) => {
    if (key === "@@operators_allowed_for_child_policies") return undefined;
    return value && typeof value === "object" && "@@assign" in value ? value["@@assign"] : value;
  });

/** The one plan of the one policy, without the operators of policies further down. */
function planOf(plan: Plan): unknown {
  const [policy] = backupPolicies(estateWith({ plans: [plan], accounts: [accountWith("a")] }), "prod");
  return (withoutOperators(policy?.document ?? "{}") as { plans: Record<string, unknown> }).plans["lockstep-gold"];
}

test("a rule backs up to the local vault and copies to each Region of its class's central account, home first", () => {
  const [rule] = gold.rules;
  if (!rule) throw new Error("gold has no rule");

  expect(planOf({ ...gold, rules: [rule] })).toMatchObject({
    regions: ["eu-west-2"],
    rules: {
      "four-hourly": {
        schedule_expression: "cron(0 0/4 ? * * *)",
        target_backup_vault_name: "lockstep-local",
        start_backup_window_minutes: "60",
        complete_backup_window_minutes: "120",
        enable_continuous_backup: "true",
        lifecycle: { delete_after_days: "14" },
        copy_actions: {
          "arn:aws:backup:eu-west-2:333333333333:backup-vault:lockstep-central-prod": {
            target_backup_vault_arn: "arn:aws:backup:eu-west-2:333333333333:backup-vault:lockstep-central-prod",
            lifecycle: { delete_after_days: "35" },
          },
          "arn:aws:backup:eu-west-1:333333333333:backup-vault:lockstep-central-prod": {
            target_backup_vault_arn: "arn:aws:backup:eu-west-1:333333333333:backup-vault:lockstep-central-prod",
            lifecycle: { delete_after_days: "14" },
          },
        },
      },
    },
  });
});

test("a rule that keeps its backups to itself copies nowhere", () => {
  const rules = gold.rules.map((rule) => ({ ...rule, copies: { kind: "localOnly", reason: "a cache" } as const }));

  const plan = planOf({ ...gold, rules }) as { readonly rules: Readonly<Record<string, object>> };

  expect(Object.keys(plan.rules)).toEqual(["four-hourly", "monthly"]);
  expect(Object.values(plan.rules).filter((rule) => "copy_actions" in rule)).toEqual([]);
});

const selectionsOf = (selection: Partial<Selection>) =>
  (planOf({ ...gold, selection: { ...gold.selection, ...selection } }) as { readonly selections: unknown }).selections;

const iam_role_arn = "arn:aws:iam::$account:role/lockstep-AWSBackup-backup";
test("tag values without a star are one selection by tag", () => {
  expect(selectionsOf({ tagValues: ["gold", "or"] })).toEqual({
    tags: { tagged: { iam_role_arn, tag_key: "backup-plan", tag_value: ["gold", "or"] } },
  });
});

test("a value with a star makes a selection of each value, because conditions of one must all hold", () => {
  expect(selectionsOf({ tagValues: ["gold", "or*"] })).toMatchObject({
    resources: {
      "tagged-1": { iam_role_arn, resource_types: ["*"] },
      "tagged-2": { iam_role_arn, resource_types: ["*"] },
    },
  });
  expect(JSON.stringify(selectionsOf({ tagValues: ["gold", "or*"] }))).toMatch(
    /"tagged-1".*"string_equals".*"gold".*"tagged-2".*"string_like".*"or\*"/,
  );
});

test("types narrow a selection by tag to their patterns, sorted and each once", () => {
  const text = JSON.stringify(selectionsOf({ types: ["S3", "EBS", "S3"] }));

  expect(text).toContain('"tagged-1"');
  expect(text).toContain('["arn:aws:ec2:*:*:volume/*","arn:aws:s3:::*"]');
  expect(text).toMatch(/"string_equals".*"aws:ResourceTag\/backup-plan".*"gold"/);
});

test("everything except some values is one selection of everything, with a condition for each", () => {
  const text = JSON.stringify(selectionsOf({ kind: "everythingExcept", tagValues: ["none", "test-*"] }));

  expect(text).toMatch(/^\{"resources":\{"everything-except":/);
  expect(text).toContain('["*"]');
  expect(text).toMatch(/"string_not_equals".*"none"/);
  expect(text).toMatch(/"string_not_like".*"test-\*"/);
});

test("targets of a class are told once however many policies they have, units first, by name", () => {
  const plans = ["gold", "lead"].map((name): Plan => ({ ...gold, name }));
  const has = { plans: ["gold", "lead"] };
  const estate = estateWith({
    plans,
    units: [unitWith("z", has), unitWith("y", has)],
    accounts: [accountWith("b", has), accountWith("a", has)],
  });

  expect(policyTargets(estate, "prod").map((list) => list.map(({ name }) => name))).toEqual([["y", "z", "a", "b"]]);
  expect(policyTargets(estate, "nonprod")).toEqual([]);
});

test("a list of targets is as long as one managed policy can name, with 250 characters to spare", () => {
  // "arn:aws:organizations::*:account/*/id-of-000", is 47 characters
  const accounts = Array.from({ length: 251 }, (_, index) => accountWith(String(index).padStart(3, "0")));

  const lists = policyTargets(estateWith({ accounts }), "prod");

  expect(lists.map(({ length }) => length)).toEqual([125, 125, 1]);
  expect(lists.flat().map(({ name }) => name)).toEqual(accounts.map(({ name }) => name));
});

test("a list that fills its policy to the last character is not broken", () => {
  // of 5894 characters, 124 targets of 47 leave 66: room for a target whose name is 19 longer
  const longName = (length: number) => [
    ...Array.from({ length: 124 }, (_, index) => String(index).padStart(3, "0")),
    "x".repeat(length),
  ];
  const lengths = (length: number) =>
    policyTargets(estateWith({ accounts: longName(length).map((name) => accountWith(name)) }), "prod").map(
      (list) => list.length,
    );

  expect(lengths(22)).toEqual([125]);
  expect(lengths(23)).toEqual([124, 1]);
});
