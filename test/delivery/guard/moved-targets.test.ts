import { expect, test } from "vitest";
import type { PlanJson, ResourceChange } from "../../../src/delivery/terraform/plan-json.ts";
import { type BackupPolicy, backupPolicies } from "../../../src/estate/backup-policies.ts";
import type { Estate, Rule } from "../../../src/model.ts";
import { exampleEstate } from "../../support/stacks.ts";
import { linesOf } from "./support/plan.ts";

const example = exampleEstate();
const withPlan = (change: (rule: Rule) => Rule, spreadMinutes = 0): Estate => ({
  ...example,
  plans: example.plans.map((plan) =>
    plan.name === "bronze" ? { ...plan, spreadMinutes, rules: plan.rules.map(change) } : plan,
  ),
});
const same = (rule: Rule) => rule;

const bodyOf = ({ name, document, plan }: BackupPolicy) => ({
  ...{ type: "BACKUP_POLICY", name, content: document },
  tags: { "lockstep:plan": plan.name },
});

/** What Terraform plans for the policies of a class when config changes from one estate to the other. */
function planFrom(base: Estate, head: Estate): PlanJson {
  const [were, are] = [base, head].map((estate) => backupPolicies(estate, "prod")) as [
    readonly BackupPolicy[],
    readonly BackupPolicy[],
  ];
  const change = (type: string, name: string, before: object | null, after: object | null): ResourceChange => ({
    ...{ address: `${type}.${name}`, mode: "managed", type, name, provider_name: "aws" },
    change: {
      actions: [
        !before ? "create" : !after ? "delete" : JSON.stringify(before) === JSON.stringify(after) ? "no-op" : "update",
      ],
      before,
      after,
      after_unknown: before ? {} : { id: true, policy_id: true },
    },
  });
  const attached = (policies: readonly BackupPolicy[]) =>
    new Map(
      policies.flatMap(({ id, targets }) =>
        targets.map(({ kind, name, targetId }) => [`${id}_${kind}-${name}`, { id, targetId }] as const),
      ),
    );
  const [wereAttached, areAttached] = [attached(were), attached(are)];
  const names = <T>(one: Iterable<T>, other: Iterable<T>) => [...new Set([...one, ...other])];
  const policyOf = (policies: readonly BackupPolicy[], id: string) => policies.find((policy) => policy.id === id);
  const known = new Set(were.map(({ id }) => id));
  return {
    terraform_version: "1.11.4",
    resource_changes: [
      ...names(
        were.map(({ id }) => id),
        are.map(({ id }) => id),
      ).map((id) => {
        const [was, is] = [policyOf(were, id), policyOf(are, id)];
        return change(
          "aws_organizations_policy",
          `${id}_policy`,
          was ? { id: `p-${id}`, ...bodyOf(was) } : null,
          is ? { ...(was ? { id: `p-${id}` } : {}), ...bodyOf(is) } : null,
        );
      }),
      ...names(wereAttached.keys(), areAttached.keys()).map((name) => {
        const [was, is] = [wereAttached.get(name), areAttached.get(name)];
        const body = (of: typeof was, isKnown: boolean) =>
          of ? { target_id: of.targetId, ...(isKnown ? { policy_id: `p-${of.id}` } : {}) } : null;
        return change(
          "aws_organizations_policy_attachment",
          name,
          body(was, true),
          body(is, is ? known.has(is.id) : false),
        );
      }),
    ],
  };
}

const moved =
  "targets-moved: 4 units and accounts get another backup policy of the same plan; in between, or until a failed apply is run again, nothing is backed up there; allow it for a day on which the apply is watched";

test("spreading a plan that is deployed is one finding, and going back is another", () => {
  const spread = withPlan(same, 720);

  expect(backupPolicies(spread, "prod").length).toBeGreaterThan(backupPolicies(example, "prod").length);
  expect(linesOf(planFrom(example, example))).toEqual([]);
  expect(linesOf(planFrom(example, spread))).toEqual([moved]);
  expect(linesOf(planFrom(spread, example))).toEqual([moved]);
});

test("what the other policy lacks is told as if the one had changed", () => {
  const shorter = withPlan((rule) => ({ ...rule, local: { ...rule.local, deleteAfterDays: 3 } }), 720);
  const rarer = withPlan((rule) => ({ ...rule, schedule: "cron(0 3 ? * SUN *)" }), 720);

  const rules = (head: Estate) => [...new Set(linesOf(planFrom(example, head)).map((line) => line.split(":")[0]))];
  expect(rules(shorter)).toEqual(["retention-lowered", "targets-moved"]);
  expect(rules(rarer)).toEqual(["schedule-thinned", "targets-moved"]);
});

test("a target that gets no other policy of the plan is a deletion, beside those that do", () => {
  const spread = withPlan(same, 720);
  const without: Estate = {
    ...spread,
    accounts: spread.accounts.map((one) =>
      one.name === "payments-prod" ? { ...one, plans: ["gold", "silver"] } : one,
    ),
  };
  const lines = linesOf(planFrom(example, without));

  expect(
    lines.filter((line) => line.startsWith("delete: aws_organizations_policy_attachment is deleted")),
  ).toHaveLength(1);
  expect(lines.filter((line) => line.startsWith("targets-moved"))).toHaveLength(1);
});

test("a policy of another plan is no other policy of the plan", () => {
  const plan = planFrom(example, withPlan(same, 720));
  const asSilver = JSON.parse(
    JSON.stringify(plan, (key, value) =>
      key === "after" && value?.type === "BACKUP_POLICY" && value.name.includes("later")
        ? { ...value, tags: { "lockstep:plan": "silver" } }
        : value,
    ),
  );

  expect(linesOf(asSilver).filter((line) => line.startsWith("delete:"))).not.toEqual([]);
  expect(linesOf(asSilver).filter((line) => line.startsWith("targets-moved"))).toEqual([]);
});
