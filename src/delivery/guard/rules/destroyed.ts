import type { JsonObject } from "../../stack/json-object.ts";
import { type GuardRule, violation } from "../guarded-change.ts";

/** Resources that protection rests on, and what is lost without them. */
const kept: Readonly<Record<string, string>> = {
  aws_backup_vault: "the vault, and every backup in it",
  aws_backup_logically_air_gapped_vault: "the vault, and every backup in it",
  aws_backup_vault_lock_configuration: "the lock: backups can be deleted early",
  aws_backup_vault_policy: "the access policy: nothing keeps an administrator from deleting backups",
  aws_backup_global_settings: "copies between accounts",
  aws_backup_region_settings: "the opt-in: resource types are backed up no more",
  aws_kms_key: "the key, and with it every backup that it encrypts",
  aws_kms_key_policy: "the key's policy",
  aws_kms_alias: "the name by which the key is found",
  aws_organizations_policy: "the policy: its backups or guardrails end everywhere at once",
  aws_organizations_policy_attachment: "the policy's hold on this target: its backups or guardrails end there",
  aws_organizations_resource_policy: "the delegation: backup policies can no longer be changed",
  aws_organizations_delegated_administrator: "the delegation: the organization's backups can no longer be seen",
  aws_iam_role: "a role that backups, restores or the pipeline run with",
  aws_iam_service_linked_role: "the role with which AWS Backup copies",
  aws_iam_openid_connect_provider: "the trust in GitHub: the pipeline cannot start",
  aws_cloudformation_stack_set: "the pipeline's roles in every account",
  aws_cloudformation_stack_set_instance: "the pipeline's roles in the accounts of this target",
  aws_s3_bucket: "the state of everything",
  aws_s3_bucket_policy: "what keeps the state's history from being deleted",
  aws_s3_bucket_versioning: "the state's history",
  aws_s3_bucket_public_access_block: "what keeps the state from being public",
  aws_s3_bucket_server_side_encryption_configuration: "the encryption of the state",
  aws_s3_bucket_lifecycle_configuration: "the care for the state's history",
  aws_cloudwatch_event_bus: "alerts of every account",
  aws_cloudwatch_event_bus_policy: "alerts of every account",
  aws_cloudwatch_event_rule: "alerts: failed jobs go unnoticed",
  aws_cloudwatch_event_target: "alerts: failed jobs go unnoticed",
  aws_sns_topic: "alerts of every account",
  aws_sns_topic_policy: "alerts of every account",
};

/** Permissions of the roles that AWS Backup and EventBridge run with; other roles' come and go with what they may do. */
const workingRole = /AWSBackup|event-forwarder/;
const permissions = ["aws_iam_role_policy", "aws_iam_role_policy_attachment"];

/**
 * Something that protection rests on is deleted, replaced or forgotten. A resource that only moved to another address is
 * none of these.
 */
export const destroyed: GuardRule = (change) => {
  const { action, before, type } = change;
  if (!before || (action !== "delete" && action !== "replace" && action !== "forget")) return [];
  const lost = kept[type] ?? lostPermissions(type, before);
  if (lost === undefined) return [];
  const ways = {
    delete: `is deleted; with it goes ${lost}`,
    replace: `is deleted and created anew; in between, or for ever, goes ${lost}`,
    forget: `is left behind, seen by nobody; unguarded stays ${lost}`,
  };
  return [violation(change, action, `${type} ${ways[action]}; keep it`)];
};

/** Whether `destroyed` speaks of a resource that is gone, so that no other rule needs to. */
export const isKept = (type: string) => Object.hasOwn(kept, type);

function lostPermissions(type: string, { role }: JsonObject): string | undefined {
  return permissions.includes(type) && typeof role === "string" && workingRole.test(role)
    ? `what role ${role} may do: its backups, copies or alerts fail`
    : undefined;
}
