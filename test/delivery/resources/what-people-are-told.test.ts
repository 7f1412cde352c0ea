import { expect, test } from "vitest";
import { resourceTypes } from "../../../src/delivery/resources/resource-types.ts";

const rows = Object.entries(resourceTypes);

test("each type is called by one name, and several of it by another; parts of something else by none", () => {
  const nouns = rows.map(([type, { noun }]) => [type, noun?.join(", ") ?? null]);

  expect(Object.fromEntries(nouns)).toEqual({
    aws_backup_vault: "vault, vaults",
    aws_backup_logically_air_gapped_vault: "air-gapped vault, air-gapped vaults",
    aws_backup_vault_lock_configuration: "vault lock, vault locks",
    aws_backup_vault_policy: "vault access policy, vault access policies",
    aws_kms_key: "key, keys",
    aws_kms_key_policy: "key policy, key policies",
    aws_kms_alias: "key alias, key aliases",
    aws_iam_role: "role, roles",
    aws_iam_role_policy: null,
    aws_iam_role_policy_attachment: null,
    aws_iam_policy: "managed policy, managed policies",
    aws_iam_service_linked_role: "service-linked role, service-linked roles",
    aws_iam_openid_connect_provider: "identity provider, identity providers",
    aws_organizations_policy: "organization policy, organization policies",
    aws_organizations_policy_attachment: "policy attachment, policy attachments",
    aws_organizations_resource_policy: "delegation policy, delegation policies",
    aws_organizations_delegated_administrator: "delegated administrator, delegated administrators",
    aws_backup_region_settings: "opt-in setting, opt-in settings",
    aws_backup_global_settings: "organization setting, organization settings",
    aws_cloudwatch_event_bus: "event bus, event buses",
    aws_cloudwatch_event_rule: "event rule, event rules",
    aws_cloudwatch_event_target: null,
    aws_cloudwatch_event_bus_policy: null,
    aws_sns_topic: "topic, topics",
    aws_sns_topic_policy: null,
    aws_sns_topic_subscription: "subscription, subscriptions",
    aws_s3_bucket: "bucket, buckets",
    aws_s3_bucket_policy: null,
    aws_s3_bucket_versioning: null,
    aws_s3_bucket_public_access_block: null,
    aws_s3_bucket_server_side_encryption_configuration: null,
    aws_s3_bucket_lifecycle_configuration: null,
    aws_cloudformation_stack_set: "StackSet, StackSets",
    aws_cloudformation_stack_set_instance: "target of the StackSet, targets of the StackSet",
  });
});

test("before something is deleted, a person reads what goes with it", () => {
  const losses = rows.flatMap(([type, { loss }]) => (typeof loss === "function" ? [] : [[type, loss]]));

  expect(Object.fromEntries(losses)).toEqual({
    aws_backup_vault: "the vault, and every backup in it",
    aws_backup_logically_air_gapped_vault: "the vault, and every backup in it",
    aws_backup_vault_lock_configuration: "the lock: backups can be deleted early",
    aws_backup_vault_policy: "the access policy: nothing keeps an administrator from deleting backups",
    aws_kms_key: "the key, and with it every backup that it encrypts",
    aws_kms_key_policy: "the key's policy",
    aws_kms_alias: "the name by which the key is found",
    aws_iam_role: "a role that backups, restores or the pipeline run with",
    aws_iam_policy: null,
    aws_iam_service_linked_role: "the role with which AWS Backup copies",
    aws_iam_openid_connect_provider: "the trust in GitHub: the pipeline cannot start",
    aws_organizations_policy: "the policy: its backups or guardrails end everywhere at once",
    aws_organizations_policy_attachment: "the policy's hold on this target: its backups or guardrails end there",
    aws_organizations_resource_policy: "the delegation: backup policies can no longer be changed",
    aws_organizations_delegated_administrator: "the delegation: the organization's backups can no longer be seen",
    aws_backup_region_settings: "the opt-in: resource types are backed up no more",
    aws_backup_global_settings: "copies between accounts",
    aws_cloudwatch_event_bus: "alerts of every account",
    aws_cloudwatch_event_rule: "alerts: failed jobs go unnoticed",
    aws_cloudwatch_event_target: "alerts: failed jobs go unnoticed",
    aws_cloudwatch_event_bus_policy: "alerts of every account",
    aws_sns_topic: "alerts of every account",
    aws_sns_topic_policy: "alerts of every account",
    aws_sns_topic_subscription: null,
    aws_s3_bucket: "the state of everything",
    aws_s3_bucket_policy: "what keeps the state's history from being deleted",
    aws_s3_bucket_versioning: "the state's history",
    aws_s3_bucket_public_access_block: "what keeps the state from being public",
    aws_s3_bucket_server_side_encryption_configuration: "the encryption of the state",
    aws_s3_bucket_lifecycle_configuration: "the care for the state's history",
    aws_cloudformation_stack_set: "the pipeline's roles in every account",
    aws_cloudformation_stack_set_instance: "the pipeline's roles in the accounts of this target",
  });
});

test("permissions of roles that work are a loss, those of others come and go", () => {
  const lossOf = (type: string, role: unknown) => {
    const loss = resourceTypes[type]?.loss;
    return typeof loss === "function" ? loss({ role }) : loss;
  };

  for (const type of ["aws_iam_role_policy", "aws_iam_role_policy_attachment"]) {
    for (const role of ["lockstep-AWSBackup-restore", "lockstep-event-forwarder"])
      expect(lossOf(type, role)).toBe(`what role ${role} may do: its backups, copies or alerts fail`);
    expect(lossOf(type, "lockstep-auditor")).toBeNull();
    expect(lossOf(type, undefined)).toBeNull();
  }
});

test("arguments that a person reads about have words and a unit", () => {
  const words = rows.flatMap(([type, row]) => (row.words ? [[type, row.words]] : []));

  expect(Object.fromEntries(words)).toEqual({
    aws_backup_logically_air_gapped_vault: {
      min_retention_days: ["shortest retention of air-gapped vault", "d"],
      max_retention_days: ["longest retention of air-gapped vault", "d"],
    },
    aws_backup_vault_lock_configuration: {
      min_retention_days: ["shortest retention of lock", "d"],
      max_retention_days: ["longest retention of lock", "d"],
      changeable_for_days: ["cooling-off of lock", "d"],
    },
    aws_kms_key: { deletion_window_in_days: ["waiting time before deletion of key", "d"] },
  });
});

test("settings that protection rests on name the rule that guards them, and how they become weaker", () => {
  const settings = rows.flatMap(([type, row]) =>
    (row.settings ?? []).map(({ attribute, rule, weaker }) => `${type}.${attribute} ${rule}: ${weaker}`),
  );

  expect(settings).toEqual([
    "aws_backup_vault.force_destroy force-destroy: turned on",
    "aws_kms_key.is_enabled key-weakened: turned off",
    "aws_kms_key.enable_key_rotation key-weakened: turned off",
    "aws_kms_key.deletion_window_in_days key-weakened: lowered",
    "aws_kms_alias.target_key_id alias-redirected: changed",
    "aws_iam_role.permissions_boundary boundary-lost: another boundary",
    "aws_backup_region_settings.resource_type_opt_in_preference setting-lost: a switch turned off",
    "aws_backup_region_settings.resource_type_management_preference setting-lost: a switch turned off",
    "aws_backup_global_settings.global_settings setting-lost: a switch turned off",
    "aws_cloudwatch_event_rule.state alerts-muted: disabled",
    "aws_cloudwatch_event_rule.is_enabled alerts-muted: turned off",
    "aws_cloudwatch_event_rule.event_pattern alerts-muted: catches less",
    "aws_cloudwatch_event_target.arn alerts-muted: changed",
    "aws_cloudwatch_event_target.role_arn alerts-muted: changed",
    "aws_s3_bucket.force_destroy force-destroy: turned on",
    "aws_s3_bucket_versioning.versioning_configuration bucket-weakened: versions no longer kept",
    "aws_s3_bucket_public_access_block.block_public_acls bucket-weakened: turned off",
    "aws_s3_bucket_public_access_block.block_public_policy bucket-weakened: turned off",
    "aws_s3_bucket_public_access_block.ignore_public_acls bucket-weakened: turned off",
    "aws_s3_bucket_public_access_block.restrict_public_buckets bucket-weakened: turned off",
    "aws_s3_bucket_server_side_encryption_configuration.rule bucket-weakened: encrypted otherwise",
  ]);
});
