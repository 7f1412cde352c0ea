import { expect, test } from "vitest";
import { objectNames } from "../../src/aws/object-names.ts";
import { all, exampleEstate, stacksOf } from "../support/stacks.ts";

type Object = keyof typeof objectNames;
const a = (length: number) => "a".repeat(length);

test.each<readonly [Object, readonly string[], readonly string[]]>([
  ["backupPlan", [a(50), "a.b-c_D9"], ["", a(51), "a b", "a/b"]],
  ["backupRule", [a(50), "a.b-c_D9"], ["", a(51), "a b"]],
  ["backupSelection", [a(50), "a.b-c_D9"], ["", a(51), "a b"]],
  ["backupVault", ["ab", a(50), "a-b_C9"], ["a", a(51), "a.b"]],
  ["restoreTestingPlan", [a(50), "a_B9"], ["", a(51), "a-b"]],
  ["restoreTestingSelection", [a(50), "a_B9"], ["", a(51), "a-b"]],
  ["framework", [a(256), "a_B9"], ["", a(257), "a-b", "9a", "_a"]],
  ["reportPlan", [a(256), "a_B9"], ["", a(257), "a-b", "9a", "_a"]],
  ["role", [a(64), "a+=,.@-_9"], ["", a(65), "a/b"]],
  ["managedPolicy", [a(128), "a+=,.@-_9"], ["", a(129), "a/b"]],
  ["bucket", ["abc", a(63), "a-b.c9"], ["ab", a(64), "A-b", "-ab", "ab-", "a..b", "a_b"]],
  ["keyAlias", [`alias/${a(250)}`, "alias/a/b-c_9"], ["alias/", `alias/${a(251)}`, "a", "alias/aws/a", "alias/a.b"]],
  ["topic", [a(256), "a-b_9"], ["", a(257), "a.b"]],
  ["eventBus", [a(256), "a.b-c_9"], ["", a(257), "default", "aws.a", "a b"]],
  ["eventRule", [a(64), "a.b-c_9"], ["", a(65), "a/b"]],
  ["organizationsPolicy", [a(128), "a b/c"], ["", a(129)]],
  ["stackSet", [a(128), "a-B9"], ["", a(129), "9a", "a_b"]],
])("%s: the last good names are taken, the first bad ones are not", (object, good, bad) => {
  const { pattern } = objectNames[object];

  expect(good.filter((name) => !pattern.test(name))).toEqual([]);
  expect(bad.filter((name) => pattern.test(name))).toEqual([]);
});

/** Terraform's types and the argument that names them. */
const terraformNames: Readonly<Record<string, readonly [Object, string]>> = {
  aws_backup_framework: ["framework", "name"],
  aws_backup_plan: ["backupPlan", "name"],
  aws_backup_report_plan: ["reportPlan", "name"],
  aws_backup_restore_testing_plan: ["restoreTestingPlan", "name"],
  aws_backup_restore_testing_selection: ["restoreTestingSelection", "name"],
  aws_backup_selection: ["backupSelection", "name"],
  aws_backup_vault: ["backupVault", "name"],
  aws_backup_logically_air_gapped_vault: ["backupVault", "name"],
  aws_cloudformation_stack_set: ["stackSet", "name"],
  aws_cloudwatch_event_bus: ["eventBus", "name"],
  aws_cloudwatch_event_rule: ["eventRule", "name"],
  aws_iam_policy: ["managedPolicy", "name"],
  aws_iam_role: ["role", "name"],
  aws_iam_role_policy: ["managedPolicy", "name"],
  aws_kms_alias: ["keyAlias", "name"],
  aws_organizations_policy: ["organizationsPolicy", "name"],
  aws_s3_bucket: ["bucket", "bucket"],
  aws_sns_topic: ["topic", "name"],
};

const stacks = [...stacksOf(exampleEstate()).values()];

test("every name in the Terraform JSON of the example is one that AWS takes", () => {
  const refused = Object.entries(terraformNames).flatMap(([type, [object, argument]]) =>
    stacks
      .flatMap((stack) => all(stack, type).map((block) => String(block[argument])))
      .filter((name) => !objectNames[object].pattern.test(name))
      .map((name) => `${type} ${name}`),
  );

  expect(refused).toEqual([]);
});

test("every plan, rule and selection in its backup policies has a name that AWS takes", () => {
  const documents = stacks
    .flatMap((stack) => all(stack, "aws_organizations_policy"))
    .filter(({ type }) => type === "BACKUP_POLICY")
    .map(({ content }) => JSON.parse(String(content)));
  const own = (node: object) => Object.entries(node).filter(([key]) => !key.startsWith("@@"));
  const plans = documents.flatMap(({ plans: node }) => own(node));
  const rules = plans.flatMap(([, plan]) => own(plan.rules));
  const selections = plans.flatMap(([, plan]) => own(plan.selections).flatMap(([, kind]) => own(kind)));
  const refused = (object: Object, nodes: readonly (readonly [string, unknown])[]) =>
    nodes.map(([name]) => name).filter((name) => !objectNames[object].pattern.test(name));

  expect([plans, rules, selections].map((nodes) => nodes.length > 3)).toEqual([true, true, true]);
  expect([...refused("backupPlan", plans), ...refused("backupRule", rules)]).toEqual([]);
  expect(refused("backupSelection", selections)).toEqual([]);
});

test("no resource type with a name of its own is left out", () => {
  const named = stacks.flatMap(({ resource }) =>
    Object.entries(resource)
      .filter(([, blocks]) => Object.values(blocks).some(({ name }) => name !== undefined))
      .map(([type]) => type),
  );

  expect([...new Set(named)].filter((type) => !Object.hasOwn(terraformNames, type))).toEqual([]);
});
