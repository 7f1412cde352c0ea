import type { Resource } from "../emulator/deploy/stack-resources.ts";

/** What Terraform does with a resource that stays, or comes. */
export interface ResourceChange {
  /** `null`: it is new. */
  readonly before: Resource | null;
  readonly after: Resource;
  /** Arguments that differ, sorted; `tags` are those of the provider too. */
  readonly changed: readonly string[];
}

export interface ResourceChanges {
  readonly changes: readonly ResourceChange[];
  /** What would be destroyed, be it to be made anew, with the reason. */
  readonly lost: readonly string[];
}

/**
 * What the provider changes in place: every other argument "forces new resource".
 * Source: registry.terraform.io/providers/hashicorp/aws/5.100.0/docs
 */
const inPlace: Readonly<Record<string, readonly string[]>> = {
  aws_backup_global_settings: ["global_settings"],
  aws_backup_region_settings: ["resource_type_management_preference", "resource_type_opt_in_preference"],
  aws_backup_vault: ["tags"],
  aws_backup_vault_policy: ["policy"],
  aws_cloudformation_stack_set: ["capabilities", "description", "operation_preferences", "tags", "template_body"],
  aws_cloudformation_stack_set_instance: ["operation_preferences"],
  aws_cloudwatch_event_bus: ["description", "tags"],
  aws_cloudwatch_event_bus_policy: ["policy"],
  aws_cloudwatch_event_rule: ["description", "event_pattern", "state", "tags"],
  aws_cloudwatch_event_target: ["arn", "input_transformer", "role_arn"],
  aws_iam_openid_connect_provider: ["client_id_list", "tags"],
  aws_iam_policy: ["policy", "tags"],
  aws_iam_role: ["assume_role_policy", "description", "max_session_duration", "permissions_boundary", "tags"],
  aws_iam_role_policy: ["policy"],
  aws_iam_service_linked_role: ["description", "tags"],
  aws_kms_alias: ["target_key_id"],
  aws_kms_key: ["deletion_window_in_days", "description", "enable_key_rotation", "policy", "tags"],
  aws_organizations_policy: ["content", "description", "name", "tags"],
  aws_organizations_resource_policy: ["content", "tags"],
  aws_s3_bucket: ["tags"],
  aws_s3_bucket_lifecycle_configuration: ["rule"],
  aws_s3_bucket_policy: ["policy"],
  aws_s3_bucket_public_access_block: [
    "block_public_acls",
    "block_public_policy",
    "ignore_public_acls",
    "restrict_public_buckets",
  ],
  aws_s3_bucket_server_side_encryption_configuration: ["rule"],
  aws_s3_bucket_versioning: ["versioning_configuration"],
  aws_sns_topic: ["kms_master_key_id", "tags"],
  aws_sns_topic_policy: ["policy"],
};

/** What becomes of a stack's resources when another release of it is applied. */
export function resourceChanges(before: readonly Resource[], after: readonly Resource[]): ResourceChanges {
  const had = new Map(before.map((one) => [addressOf(one), one]));
  const wanted = new Set(after.map(addressOf));
  const changes = after.flatMap((one): ResourceChange[] => {
    const old = had.get(addressOf(one));
    if (!old) return [{ before: null, after: one, changed: [] }];
    const changed = differing(old, one);
    return changed.length === 0 ? [] : [{ before: old, after: one, changed }];
  });
  return {
    changes,
    lost: [
      ...before.filter((one) => !wanted.has(addressOf(one))).map((one) => `${nameOf(one)} is no longer in the stack`),
      ...changes.flatMap(({ before: old, after: one, changed }) => {
        const anew = old === null ? [] : changed.filter((argument) => !inPlace[one.type]?.includes(argument));
        return anew.length === 0 ? [] : [`${nameOf(one)} is made anew for another ${anew.join(" and ")}`];
      }),
    ],
  };
}

export const addressOf = ({ type, name }: Resource) => `${type}.${name}`;

const nameOf = (resource: Resource) => `${resource.stack}: ${addressOf(resource)}`;

// how Terraform deals with a resource, not what is sent to AWS
const meta = ["provider", "lifecycle", "depends_on", "tags"];

function differing(old: Resource, now: Resource): readonly string[] {
  const keys = new Set([...Object.keys(old.body), ...Object.keys(now.body)].filter((key) => !meta.includes(key)));
  const isOther = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other);
  return [
    ...[...keys].filter((key) => isOther(old.body[key], now.body[key])),
    ...(isTagged(now) && isOther(sorted(old.tags), sorted(now.tags)) ? ["tags"] : []),
    ...(old.accountId === now.accountId && old.region === now.region ? [] : ["provider"]),
  ].sort();
}

const sorted = (tags: Resource["tags"]) => Object.entries(tags).sort();

/** Whether the provider gives its default tags to a type. */
const isTagged = ({ type }: Resource) => inPlace[type]?.includes("tags") ?? false;
