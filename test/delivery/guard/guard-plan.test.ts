import { describe, expect, test } from "vitest";
import type { PlanAction, PlanJson, ResourceChange } from "../../../src/delivery/terraform/plan-json.ts";
import { readPlan } from "../../../src/delivery/terraform/read-plan.ts";
import { created, deleted, foundIn, linesOf, planOf, updated } from "./support/plan.ts";

const kept = [
  "aws_backup_vault",
  "aws_backup_logically_air_gapped_vault",
  "aws_backup_vault_lock_configuration",
  "aws_backup_vault_policy",
  "aws_backup_global_settings",
  "aws_backup_region_settings",
  "aws_kms_key",
  "aws_kms_key_policy",
  "aws_kms_alias",
  "aws_organizations_policy",
  "aws_organizations_policy_attachment",
  "aws_organizations_resource_policy",
  "aws_organizations_delegated_administrator",
  "aws_iam_role",
  "aws_iam_service_linked_role",
  "aws_iam_openid_connect_provider",
  "aws_cloudformation_stack_set",
  "aws_cloudformation_stack_set_instance",
  "aws_s3_bucket",
  "aws_s3_bucket_policy",
  "aws_s3_bucket_versioning",
  "aws_s3_bucket_public_access_block",
  "aws_s3_bucket_server_side_encryption_configuration",
  "aws_s3_bucket_lifecycle_configuration",
  "aws_cloudwatch_event_bus",
  "aws_cloudwatch_event_bus_policy",
  "aws_cloudwatch_event_rule",
  "aws_cloudwatch_event_target",
  "aws_sns_topic",
  "aws_sns_topic_policy",
];

describe.each(kept)("%s", (type) => {
  test.each<[string, readonly PlanAction[], readonly string[]]>([
    ["deleted", ["delete"], ["delete"]],
    ["replaced, the old one first", ["delete", "create"], ["replace"]],
    ["replaced, the new one first", ["create", "delete"], ["replace"]],
    ["forgotten", ["forget"], ["forget"]],
    ["replaced and forgotten", ["create", "forget"], ["forget"]],
    ["left alone", ["no-op"], []],
    ["read", ["read"], []],
    ["updated in what nobody guards", ["update"], []],
  ])("%s", (_, actions, rules) => {
    const found = foundIn(planOf({ type, actions, before: { tags: 1 }, after: { tags: 2 } }));

    expect(found.map(({ rule }) => rule)).toEqual(rules);
  });
});

test.each([
  ["aws_sns_topic_subscription", {}, []],
  ["aws_iam_role_policy_attachment", { role: "lockstep-auditor" }, []],
  ["aws_iam_role_policy_attachment", { role: "lockstep-AWSBackup-backup" }, ["delete"]],
  ["aws_iam_role_policy", { role: "lockstep-AWSBackup-copy-back", policy: "" }, ["delete"]],
  ["aws_iam_role_policy", { role: "lockstep-event-forwarder", policy: "" }, ["delete"]],
  ["aws_iam_role_policy", { role: "lockstep-reach-in-prod", policy: "" }, []],
])("deleting %s of %j", (type, before, rules) => {
  const found = foundIn(planOf({ type, actions: ["delete"], before }));

  expect(found.map(({ rule }) => rule)).toEqual(rules);
});

test("a vault that moved to another address is not destroyed", () => {
  const plan = planOf({ type: "aws_backup_vault", actions: ["no-op"], before: {}, after: {} });
  const moved = { ...plan.resource_changes?.[0], previous_address: "aws_backup_vault.earlier" };

  expect(foundIn({ ...plan, resource_changes: [moved] } as PlanJson)).toEqual([]);
});

test("a vault that moved and is replaced is", () => {
  const plan = planOf({ type: "aws_backup_vault", actions: ["delete", "create"], before: {}, after: {} });
  const moved = { ...plan.resource_changes?.[0], previous_address: "aws_backup_vault.earlier" };

  expect(linesOf({ ...plan, resource_changes: [moved] } as PlanJson)).toEqual([
    "replace: aws_backup_vault is deleted and created anew; in between, or for ever, goes the vault, and every backup in it; keep it",
  ]);
});

test("what somebody else changed meanwhile is drift, not this plan", () => {
  const plan = planOf({ type: "aws_backup_vault", actions: ["delete"], before: {} });

  expect(foundIn({ terraform_version: "1.11.4", resource_drift: plan.resource_changes ?? [] })).toEqual([]);
});

const lockType = "aws_backup_vault_lock_configuration";
const lock = (min: number | null, max: number | null, cooling: number | null = null) => ({
  min_retention_days: min,
  max_retention_days: max,
  changeable_for_days: cooling,
});
test.each([
  ["the same bounds", lock(7, 365), lock(7, 365), []],
  ["a longer shortest retention", lock(7, 365), lock(8, 365), []],
  [
    "a shorter shortest retention",
    lock(7, 365),
    lock(6, 365),
    ["lock-weakened: the shortest retention of the lock falls from 7 to 6 days; keep 7 or more"],
  ],
  [
    "no shortest retention",
    lock(7, 365),
    lock(null, 365),
    ["lock-weakened: the shortest retention of the lock falls from 7 to none at all; keep 7 or more"],
  ],
  [
    "no shortest retention, as the provider writes it",
    lock(7, 365),
    lock(0, 365),
    ["lock-weakened: the shortest retention of the lock falls from 7 to none at all; keep 7 or more"],
  ],
  ["a first shortest retention", lock(null, 365), lock(7, 365), []],
  ["a shorter longest retention", lock(7, 365), lock(7, 364), []],
  [
    "a longer longest retention",
    lock(7, 365),
    lock(7, 366),
    ["lock-weakened: the longest retention of the lock grows from 365 to 366 days; keep 365 or less"],
  ],
  [
    "no longest retention",
    lock(7, 365),
    lock(7, null),
    ["lock-weakened: the longest retention of the lock grows from 365 to none at all; keep 365 or less"],
  ],
  ["a first longest retention", lock(7, null), lock(7, 365), []],
  [
    "a governance lock that becomes a compliance lock",
    lock(7, 365),
    lock(7, 365, 14),
    [
      "lock-armed: a compliance lock is armed: 14 days after the apply nobody can ever remove it, AWS included; leave arm out",
    ],
  ],
  [
    "a compliance lock that becomes a governance lock",
    lock(7, 365, 14),
    lock(7, 365),
    ["lock-weakened: the compliance lock becomes a governance lock; keep changeable_for_days"],
  ],
  ["the same cooling-off", lock(7, 365, 14), lock(7, 365, 14), []],
  [
    "a longer cooling-off",
    lock(7, 365, 14),
    lock(7, 365, 15),
    ["lock-cooling-off: the cooling-off of the lock changes from 14 to 15 days; keep 14"],
  ],
  [
    "a shorter cooling-off",
    lock(7, 365, 14),
    lock(7, 365, 13),
    ["lock-cooling-off: the cooling-off of the lock changes from 14 to 13 days; keep 14"],
  ],
])("a lock with %s", (_, before, after, lines) => {
  expect(updated(lockType, before, after)).toEqual(lines);
});

test("an air-gapped vault's retentions are the bounds of a lock", () => {
  const bounds = (min: number, max: number) => ({ name: "isolated", min_retention_days: min, max_retention_days: max });

  expect(updated("aws_backup_logically_air_gapped_vault", bounds(7, 365), bounds(6, 365))).toEqual([
    "lock-weakened: the shortest retention of the lock falls from 7 to 6 days; keep 7 or more",
  ]);
});

test.each([
  ["a governance lock", lock(7, 365), undefined, []],
  [
    "a compliance lock",
    lock(7, 365, 3),
    undefined,
    [
      "lock-armed: a compliance lock is armed: 3 days after the apply nobody can ever remove it, AWS included; leave arm out",
    ],
  ],
  [
    "a lock that may turn out to be either",
    lock(7, 365),
    { changeable_for_days: true },
    [
      "unjudged: changeable_for_days is known only after the apply, or secret, and cannot be judged; use a value that the plan shows",
    ],
  ],
])("creating %s", (_, after, unknown, lines) => {
  expect(created(lockType, after, unknown)).toEqual(lines);
});

const pattern = (...states: readonly string[]) => JSON.stringify({ source: ["aws.backup"], detail: { state: states } });
test.each<[string, string, object, object, readonly string[]]>([
  ["a key", "aws_kms_key", { is_enabled: true }, { is_enabled: true }, []],
  [
    "a disabled key",
    "aws_kms_key",
    { is_enabled: true },
    { is_enabled: false },
    ["key-weakened: is_enabled is turned off; keep it on"],
  ],
  ["a key that is enabled again", "aws_kms_key", { is_enabled: false }, { is_enabled: true }, []],
  [
    "a key without rotation",
    "aws_kms_key",
    { enable_key_rotation: true },
    { enable_key_rotation: false },
    ["key-weakened: enable_key_rotation is turned off; keep it on"],
  ],
  ["a key that waits as long", "aws_kms_key", { deletion_window_in_days: 30 }, { deletion_window_in_days: 30 }, []],
  [
    "a key that waits less",
    "aws_kms_key",
    { deletion_window_in_days: 30 },
    { deletion_window_in_days: 29 },
    ["key-weakened: deletion_window_in_days falls from 30 to 29; keep 30"],
  ],
  [
    "an alias of another key",
    "aws_kms_alias",
    { target_key_id: "a" },
    { target_key_id: "b" },
    ["alias-redirected: target_key_id changes from a to b; keep it"],
  ],
  [
    "a role without boundary",
    "aws_iam_role",
    { permissions_boundary: "arn:b" },
    { permissions_boundary: null },
    ["boundary-lost: permissions_boundary changes from arn:b to none; keep it"],
  ],
  [
    "a role with another boundary",
    "aws_iam_role",
    { permissions_boundary: "arn:b" },
    { permissions_boundary: "arn:c" },
    ["boundary-lost: permissions_boundary changes from arn:b to arn:c; keep it"],
  ],
  [
    "a role that leaves the boundary that all had for one of its own",
    "aws_iam_role",
    { permissions_boundary: "arn:aws:iam::111111111111:policy/lockstep-boundary" },
    { permissions_boundary: "arn:aws:iam::111111111111:policy/lockstep-boundary-auditor" },
    [],
  ],
  [
    "a role that leaves it for another account's",
    "aws_iam_role",
    { permissions_boundary: "arn:aws:iam::111111111111:policy/lockstep-boundary" },
    { permissions_boundary: "arn:aws:iam::222222222222:policy/lockstep-boundary-auditor" },
    [
      "boundary-lost: permissions_boundary changes from arn:aws:iam::111111111111:policy/lockstep-boundary to arn:aws:iam::222222222222:policy/lockstep-boundary-auditor; keep it",
    ],
  ],
  [
    "a role that goes back to it",
    "aws_iam_role",
    { permissions_boundary: "arn:aws:iam::111111111111:policy/lockstep-boundary-auditor" },
    { permissions_boundary: "arn:aws:iam::111111111111:policy/lockstep-boundary" },
    [
      "boundary-lost: permissions_boundary changes from arn:aws:iam::111111111111:policy/lockstep-boundary-auditor to arn:aws:iam::111111111111:policy/lockstep-boundary; keep it",
    ],
  ],
  [
    "a role with its first boundary",
    "aws_iam_role",
    { permissions_boundary: "" },
    { permissions_boundary: "arn:b" },
    [],
  ],
  [
    "a vault that may be destroyed with its backups",
    "aws_backup_vault",
    { force_destroy: null },
    { force_destroy: true },
    ["force-destroy: force_destroy is turned on; leave it off"],
  ],
  [
    "a bucket that may be destroyed with the state",
    "aws_s3_bucket",
    { force_destroy: false },
    { force_destroy: true },
    ["force-destroy: force_destroy is turned on; leave it off"],
  ],
  [
    "copies between accounts turned off",
    "aws_backup_global_settings",
    { global_settings: { isCrossAccountBackupEnabled: "true" } },
    { global_settings: { isCrossAccountBackupEnabled: "false" } },
    ["setting-lost: isCrossAccountBackupEnabled in global_settings is turned off; keep it on"],
  ],
  [
    "a resource type no longer opted in",
    "aws_backup_region_settings",
    { resource_type_opt_in_preference: { EBS: true, RDS: true, S3: false } },
    { resource_type_opt_in_preference: { EBS: true, S3: true } },
    ["setting-lost: RDS in resource_type_opt_in_preference is kept on by nothing any more; keep it on"],
  ],
  [
    "a resource type that AWS has added, and nobody ever named",
    "aws_backup_region_settings",
    { resource_type_opt_in_preference: { EBS: true, "Newest Service": true } },
    { resource_type_opt_in_preference: { EBS: true } },
    [],
  ],
  [
    "a type turned off beside one that is left out",
    "aws_backup_region_settings",
    { resource_type_opt_in_preference: { EBS: true, RDS: true, "Newest Service": true } },
    { resource_type_opt_in_preference: { EBS: false } },
    [
      "setting-lost: EBS in resource_type_opt_in_preference is turned off, RDS in resource_type_opt_in_preference is kept on by nothing any more; keep it on",
    ],
  ],
  [
    "a resource type no longer managed",
    "aws_backup_region_settings",
    { resource_type_management_preference: { EFS: true } },
    { resource_type_management_preference: { EFS: false } },
    ["setting-lost: EFS in resource_type_management_preference is turned off; keep it on"],
  ],
  [
    "a bucket that keeps versions",
    "aws_s3_bucket_versioning",
    { versioning_configuration: [{ status: "Enabled" }] },
    { versioning_configuration: [{ status: "Enabled" }] },
    [],
  ],
  [
    "a bucket that keeps none",
    "aws_s3_bucket_versioning",
    { versioning_configuration: [{ status: "Enabled" }] },
    { versioning_configuration: [{ status: "Suspended" }] },
    ["bucket-weakened: the bucket keeps no versions any more; keep status Enabled"],
  ],
  [
    "a bucket that may be public",
    "aws_s3_bucket_public_access_block",
    { block_public_policy: true },
    { block_public_policy: false },
    ["bucket-weakened: block_public_policy is turned off; keep it on"],
  ],
  [
    "a bucket under AWS's own key",
    "aws_s3_bucket_server_side_encryption_configuration",
    { rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: "aws:kms" }] }] },
    { rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: "AES256" }] }] },
    ["bucket-weakened: sse_algorithm changes from aws:kms to AES256; keep it"],
  ],
  [
    "a rule that is disabled",
    "aws_cloudwatch_event_rule",
    { state: "ENABLED" },
    { state: "DISABLED" },
    ["alerts-muted: the rule is disabled; keep it enabled"],
  ],
  [
    "a rule that catches more",
    "aws_cloudwatch_event_rule",
    { event_pattern: pattern("FAILED") },
    { event_pattern: pattern("ABORTED", "FAILED") },
    [],
  ],
  [
    "a rule that catches less",
    "aws_cloudwatch_event_rule",
    { event_pattern: pattern("ABORTED", "FAILED") },
    { event_pattern: pattern("FAILED") },
    ["alerts-muted: the rule catches less than it did; keep every value of event_pattern"],
  ],
  [
    "a rule with one filter fewer",
    "aws_cloudwatch_event_rule",
    { event_pattern: pattern("FAILED") },
    { event_pattern: '{"source":["aws.backup"]}' },
    [],
  ],
  [
    "a rule with one filter more",
    "aws_cloudwatch_event_rule",
    { event_pattern: '{"source":["aws.backup"]}' },
    { event_pattern: pattern("FAILED") },
    ["alerts-muted: the rule catches less than it did; keep every value of event_pattern"],
  ],
  [
    "a rule whose pattern is no JSON",
    "aws_cloudwatch_event_rule",
    { event_pattern: pattern("FAILED") },
    { event_pattern: "{" },
    ["alerts-muted: the rule catches less than it did; keep every value of event_pattern"],
  ],
  [
    "alerts that go elsewhere",
    "aws_cloudwatch_event_target",
    { arn: "arn:hub" },
    { arn: "arn:mine" },
    ["alerts-muted: arn changes from arn:hub to arn:mine; keep it"],
  ],
])("%s", (_, type, before, after, lines) => {
  expect(updated(type, before as Record<string, unknown>, after as Record<string, unknown>)).toEqual(lines);
});

test.each([
  ["aws_kms_key", "enable_key_rotation"],
  ["aws_kms_alias", "target_key_id"],
  ["aws_iam_role", "permissions_boundary"],
  ["aws_backup_global_settings", "global_settings"],
  ["aws_cloudwatch_event_rule", "event_pattern"],
  [lockType, "min_retention_days"],
])("%s cannot be judged while %s is unknown, or secret", (type, attribute) => {
  const line = `unjudged: ${attribute} is known only after the apply, or secret, and cannot be judged; use a value that the plan shows`;
  const change = { type, actions: ["update"], before: {}, after: {} } as const;

  expect(updated(type, {}, {}, { [attribute]: true })).toEqual([line]);
  expect(updated(type, {}, {}, { [attribute]: { a: [false, true] } })).toEqual([line]);
  expect(updated(type, {}, {}, { [attribute]: { a: [false] }, other: true })).toEqual([]);
  expect(linesOf(planOf({ ...change, sensitive: { [attribute]: true } }))).toEqual([line]);
});

test("a vault that is created to be destroyed with its backups", () => {
  expect(created("aws_backup_vault", { force_destroy: true })).toEqual([
    "force-destroy: force_destroy is turned on; leave it off",
  ]);
  expect(created("aws_backup_vault", { force_destroy: null })).toEqual([]);
});

describe("what cannot be made sense of is not let through", () => {
  test.each([
    ["an action that nobody knows", ["obliterate"], {}, {}, 'got actions ["obliterate"]'],
    ["no action", [], {}, {}, "got actions []"],
    ["an update from nothing", ["update"], null, {}, "got update without saying of what"],
    ["an update to a text", ["update"], {}, "x", "got update without saying of what"],
    ["a deletion of nothing", ["delete"], null, null, "got delete without saying of what"],
    ["a creation of nothing", ["create"], null, null, "got create without saying of what"],
  ])("%s", (_, actions, before, after, what) => {
    const change = { type: "aws_sns_topic_subscription", actions, before, after } as Parameters<typeof planOf>[0];

    expect(linesOf(planOf(change))).toEqual([`unjudged: ${what} and cannot be judged; plan again`]);
  });

  test("a plan that did not finish", () => {
    expect(linesOf({ terraform_version: "1.11.4", errored: true })).toEqual([
      "unjudged: the plan did not finish and cannot be judged; mend what it failed on",
    ]);
  });
});

test.each([
  ["no JSON", "{", "plan.json: got no JSON; use what terraform show -json says of a plan"],
  [
    "another JSON",
    "[]",
    "plan.json: got no plan at the whole; use what terraform show -json says of a plan (format version 1)",
  ],
  [
    "a later format",
    '{"format_version":"2.0","terraform_version":"9"}',
    "plan.json: got no plan at format_version; use what terraform show -json says of a plan (format version 1)",
  ],
  [
    "a change without actions",
    '{"format_version":"1.2","terraform_version":"1.11.4","resource_changes":[{"address":"a","mode":"managed","type":"t","change":{}}]}',
    "plan.json: got no plan at resource_changes.0.change.actions; use what terraform show -json says of a plan (format version 1)",
  ],
])("%s is no plan, and the file is named", (_, text, message) => {
  expect(() => readPlan(text, "plan.json")).toThrow(new Error(message));
});

test("a plan of another format version within 1 is read", () => {
  expect(readPlan('{"format_version":"1.9","terraform_version":"1.99.0"}', "plan.json")).toMatchObject({
    terraform_version: "1.99.0",
  });
});

test("a deletion is told once, whatever else would be lost with it", () => {
  expect(deleted("aws_backup_vault_policy", { policy: '{"Statement":[{"Effect":"Deny","Action":"*"}]}' })).toHaveLength(
    1,
  );
});

describe("what is taken over", () => {
  const trust = (Principal: unknown) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Sid: "In", Effect: "Allow", Action: "sts:AssumeRole", Principal }],
    });
  const taken = (actions: readonly PlanAction[], before: string, after: string) => {
    const [resource] = planOf({
      ...{ type: "aws_iam_role", actions },
      before: { assume_role_policy: before },
      after: { assume_role_policy: after },
    }).resource_changes as [ResourceChange];
    const change = { ...resource.change, importing: { id: "lockstep-auditor" } };
    return linesOf({ terraform_version: "1.11.4", resource_changes: [{ ...resource, change }] });
  };
  const own = trust({ AWS: "arn:aws:iam::222222222222:root" });

  test.each<[string, readonly PlanAction[]]>([
    ["as it is", ["no-op"]],
    ["and changed", ["update"]],
  ])("%s is no replacement", (_, actions) => {
    expect(taken(actions, own, own)).toEqual([]);
  });

  test("is judged like something new", () => {
    expect(taken(["no-op"], trust("*"), trust("*"))).toEqual([
      "access-widened: lets in anybody at all (statement In); name an organization or account",
    ]);
  });

  test("and replaced is a replacement", () => {
    expect(taken(["delete", "create"], own, own)).toEqual([
      expect.stringMatching(/^replace: aws_iam_role is deleted and created anew/),
    ]);
  });
});
