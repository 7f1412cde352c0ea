import fc from "fast-check";
import { expect, test } from "vitest";
import { type PolicyPlan, renderBackupPolicy } from "../../../src/aws/backup-policy.ts";
import { toPlainJson } from "../../../src/aws/policy/effective-policy.ts";
import { mergePolicies } from "../../../src/aws/policy/merge-policies.ts";
import { readJson } from "../../../src/aws/policy/read-json.ts";
import { runs, seed } from "../../support/soak.ts";
import { attached, beside, effectiveOf, findingsOf } from "./support/merge.ts";

const parameters = { seed, numRuns: runs(500, 30_000) };

type Content = { readonly [key: string]: Content | string | readonly string[] };

// few names and values, so that policies meet
const name = fc.constantFrom("a", "b", "plans", "rules", "regions");
const value = fc.constantFrom("x", "y", "z", "$account");
const list = fc.uniqueArray(value, { minLength: 1, maxLength: 3 });
const { content } = fc.letrec<{ content: Content; entry: Content | string | readonly string[] }>((tie) => ({
  content: fc.dictionary(name, tie("entry"), { minKeys: 1, maxKeys: 3, depthIdentifier: "content" }),
  entry: fc.oneof({ depthSize: "small", maxDepth: 4, depthIdentifier: "content" }, value, list, tie("content")),
}));

/** A policy that says as much as its content does. */
const policyOf = (node: Content, beside: object = {}): object => ({
  ...beside,
  ...Object.fromEntries(
    Object.entries(node).map(([key, entry]) => [
      key,
      typeof entry === "string" || Array.isArray(entry)
        ? { ...beside, [Array.isArray(entry) && entry.length > 1 ? "@@append" : "@@assign"]: entry }
        : policyOf(entry as Content, beside),
    ]),
  ),
});
const none = { "@@operators_allowed_for_child_policies": ["@@none"] };

const operator = fc.constantFrom("@@assign", "@@append", "@@remove");
const limit = fc.uniqueArray(fc.constantFrom("@@assign", "@@append", "@@remove", "@@all", "@@none"), { minLength: 1 });
const setting = fc.oneof(
  fc.dictionary(operator, fc.oneof(value, list), { minKeys: 1 }),
  fc.tuple(limit, fc.dictionary(operator, list)).map(([allowed, operations]) => ({
    "@@operators_allowed_for_child_policies": allowed,
    ...operations,
  })),
);
/** Policies that use every operator, rightly and wrongly. */
const { policy } = fc.letrec<{ policy: object; entry: unknown }>((tie) => ({
  policy: fc.dictionary(
    fc.oneof(
      { weight: 9, arbitrary: name },
      { weight: 1, arbitrary: fc.constant("@@operators_allowed_for_child_policies") },
    ),
    tie("entry"),
    { maxKeys: 3, depthIdentifier: "policy" },
  ),
  entry: fc.oneof(
    { depthSize: "small", maxDepth: 4, depthIdentifier: "policy" },
    { weight: 4, arbitrary: setting },
    { weight: 1, arbitrary: fc.oneof(value, limit) },
    { weight: 4, arbitrary: tie("policy") },
  ),
}));

test("one policy alone gives its own content, limits or not", () => {
  fc.assert(
    fc.property(content, fc.constantFrom({}, none), (own, limits) => {
      expect(effectiveOf(policyOf(own, limits))).toEqual(own);
      expect(findingsOf(policyOf(own, limits))).toEqual([]);
    }),
    parameters,
  );
});

test("a policy merged with itself, further down, stays what it is", () => {
  fc.assert(
    fc.property(content, (own) => {
      expect(effectiveOf(policyOf(own), policyOf(own))).toEqual(own);
    }),
    parameters,
  );
});

test("@@none at every node leaves no child an effect, and whatever it sets has a finding", () => {
  fc.assert(
    fc.property(content, fc.array(policy, { minLength: 1, maxLength: 3 }), (own, children) => {
      const sealed = policyOf(own, none);

      expect(effectiveOf(sealed, ...children)).toEqual(own);
      if (children.some((child) => /"@@(assign|append|remove)":/.test(JSON.stringify(child)))) {
        expect(findingsOf(sealed, ...children)).not.toEqual([]);
      }
    }),
    parameters,
  );
});

test("the effective policy names no operator and holds no empty section", () => {
  fc.assert(
    fc.property(fc.array(policy, { maxLength: 4 }), (policies) => {
      const effective = JSON.stringify(effectiveOf(...policies));

      expect(effective).not.toContain("@@");
      expect(effective).not.toMatch(/:\{\}/);
    }),
    parameters,
  );
});

test("policies of one place give the same values in either order, unless there is a finding", () => {
  const sorted = (node: unknown): unknown => {
    if (Array.isArray(node)) return [...node].sort();
    if (typeof node !== "object" || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, sorted(child)]));
  };
  fc.assert(
    fc.property(policy, policy, policy, (parent, one, other) => {
      fc.pre(findingsOf(parent, one, beside(other)).length === 0);
      expect(sorted(effectiveOf(parent, other, beside(one)))).toEqual(sorted(effectiveOf(parent, one, beside(other))));
    }),
    { ...parameters, maxSkipsPerRun: 1000 },
  );
});

test("never throws, whatever JSON the documents are, and gives the same again", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.jsonValue(), policy), { maxLength: 4 }), (documents) => {
      const files = attached(documents);

      expect(mergePolicies(files)).toEqual(mergePolicies(files));
      expect(() => JSON.stringify(toPlainJson(mergePolicies(files).effective))).not.toThrow();
    }),
    parameters,
  );
});

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
const lifecycle = fc.record({
  deleteAfterDays: fc.integer({ min: 1, max: 36_500 }),
  coldAfterDays: fc.option(fc.integer({ min: 1, max: 1000 })),
  archiveEbs: fc.boolean(),
});
const rules = fc.uniqueArray(
  fc.record({
    name: word,
    schedule: fc.constantFrom("cron(0 5 ? * * *)", "cron(0 * ? * * *)"),
    vault: word,
    startWithinMinutes: fc.integer({ min: 60, max: 10_000 }),
    completeWithinMinutes: fc.integer({ min: 60, max: 10_000 }),
    continuous: fc.boolean(),
    lifecycle,
    copies: fc.uniqueArray(
      fc.record({
        vaultArn: word.map((vault) => `arn:aws:backup:eu-west-1:$account:backup-vault:${vault}`),
        lifecycle,
      }),
      { selector: ({ vaultArn }) => vaultArn, maxLength: 2 },
    ),
    recoveryPointTags: fc.array(fc.record({ key: word, value: word }), { maxLength: 3 }),
  }),
  { selector: (rule) => rule.name, minLength: 1, maxLength: 2 },
);
const roleArn = "arn:aws:iam::$account:role/backup";
const conditions = fc.array(
  fc.record({
    operator: fc.constantFrom("string_equals" as const, "string_not_like" as const),
    key: word,
    value: word,
  }),
  { maxLength: 2 },
);
const selections = fc.uniqueArray(
  fc.oneof(
    fc.record({
      kind: fc.constant("tag" as const),
      name: word,
      roleArn: fc.constant(roleArn),
      tagKey: word,
      tagValues: fc.uniqueArray(word, { minLength: 1, maxLength: 3 }),
      conditions,
    }),
    fc.record({
      kind: fc.constant("resources" as const),
      name: word,
      roleArn: fc.constant(roleArn),
      types: fc.uniqueArray(word, { minLength: 1, maxLength: 3 }),
      notTypes: fc.uniqueArray(word, { maxLength: 2 }),
      conditions,
    }),
  ),
  { selector: ({ kind, name }) => `${kind} ${name}`, minLength: 1, maxLength: 2 },
);
const plans: fc.Arbitrary<PolicyPlan> = fc.record({
  name: fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,8}$/),
  regions: fc.uniqueArray(word, { minLength: 1, maxLength: 3 }),
  rules,
  selections,
  windowsVss: fc.boolean(),
});

/** A plan as AWS shows it, written a second time. */
function shown({ name, regions, rules, selections, windowsVss }: PolicyPlan) {
  const kept = ({ deleteAfterDays, coldAfterDays, archiveEbs }: PolicyPlan["rules"][number]["lifecycle"]) => ({
    delete_after_days: `${deleteAfterDays}`,
    ...(coldAfterDays !== null && { move_to_cold_storage_after_days: `${coldAfterDays}` }),
    ...(coldAfterDays !== null && archiveEbs && { opt_in_to_archive_for_supported_resources: "true" }),
  });
  const bySelection: Record<string, Record<string, unknown>> = {};
  for (const selection of selections) {
    const kind = selection.kind === "tag" ? "tags" : "resources";
    bySelection[kind] ??= {};
    bySelection[kind][selection.name] =
      selection.kind === "tag"
        ? {
            iam_role_arn: selection.roleArn,
            tag_key: selection.tagKey,
            tag_value: selection.tagValues,
            ...(selection.conditions.length > 0 && { conditions: expect.anything() }),
          }
        : {
            iam_role_arn: selection.roleArn,
            resource_types: selection.types,
            ...(selection.notTypes.length > 0 && { not_resource_types: selection.notTypes }),
            ...(selection.conditions.length > 0 && { conditions: expect.anything() }),
          };
  }
  return {
    plans: {
      [name]: {
        regions,
        rules: Object.fromEntries(
          rules.map((rule) => [
            rule.name,
            {
              schedule_expression: rule.schedule,
              target_backup_vault_name: rule.vault,
              start_backup_window_minutes: `${rule.startWithinMinutes}`,
              complete_backup_window_minutes: `${rule.completeWithinMinutes}`,
              ...(rule.continuous && { enable_continuous_backup: "true" }),
              lifecycle: kept(rule.lifecycle),
              ...(rule.copies.length > 0 && {
                copy_actions: Object.fromEntries(
                  rule.copies.map(({ vaultArn, lifecycle }) => [
                    vaultArn,
                    { target_backup_vault_arn: vaultArn, lifecycle: kept(lifecycle) },
                  ]),
                ),
              }),
              ...(rule.recoveryPointTags.length > 0 && {
                recovery_point_tags: Object.fromEntries(
                  rule.recoveryPointTags.map(({ key, value }, index) => [
                    `tag-${index + 1}`,
                    { tag_key: key, tag_value: value },
                  ]),
                ),
              }),
            },
          ]),
        ),
        selections: bySelection,
        ...(windowsVss && { advanced_backup_settings: { ec2: { windows_vss: "enabled" } } }),
      },
    },
  };
}

const conditionsOf = (effective: string) =>
  [...effective.matchAll(/"condition_(?:key|value)":"([^"]*)"/g)].map(([, text]) => text);

test("a plan that Lockstep renders is what AWS runs, and no child changes it", () => {
  fc.assert(
    fc.property(plans, plans, fc.array(policy, { maxLength: 2 }), (plan, other, children) => {
      const reading = readJson(renderBackupPolicy(plan));
      if (!reading.ok) throw new Error(reading.problems[0]?.got);
      const rendered = { root: reading.root, name: "rendered" };
      const alone = mergePolicies([rendered]);
      const effective = toPlainJson(alone.effective);

      expect(effective).toEqual(shown(plan));
      expect(alone.findings).toEqual([]);
      const conditions = plan.selections.flatMap((selection) => selection.conditions);
      expect(conditionsOf(JSON.stringify(effective)).sort()).toEqual(
        conditions.flatMap(({ key, value }) => [key, value]).sort(),
      );

      const rival = attached([JSON.parse(renderBackupPolicy({ ...other, name: plan.name })), ...children]);
      expect(toPlainJson(mergePolicies([rendered, ...rival]).effective)).toMatchObject(effective as object);
      expect(toPlainJson(mergePolicies([rendered, ...rival.slice(0, 1)]).effective)).toEqual(effective);
    }),
    parameters,
  );
});

test("two plans that Lockstep renders both run, attached to one place or one above the other", () => {
  fc.assert(
    fc.property(plans, plans, fc.boolean(), (one, other, isBeside) => {
      fc.pre(one.name !== other.name);
      const documents = [one, other].map((plan) => JSON.parse(renderBackupPolicy(plan)) as unknown);
      const [first, second] = [documents[0], isBeside ? beside(documents[1]) : documents[1]];

      expect(effectiveOf(first, second)).toEqual({ plans: { ...shown(one).plans, ...shown(other).plans } });
      expect(findingsOf(first, second)).toEqual([]);
    }),
    parameters,
  );
});
