/**
 * Every type of resource that stacks are made of; data sources there are none. A new one is added here, in a change that
 * somebody reviews for what its provider code does on the runner and what the pipeline's roles could do with it.
 */
export const allowedTypes: readonly string[] = [
  "aws_backup_global_settings",
  "aws_backup_region_settings",
  "aws_backup_vault",
  "aws_backup_vault_lock_configuration",
  "aws_backup_vault_policy",
  "aws_cloudformation_stack_set",
  "aws_cloudformation_stack_set_instance",
  "aws_cloudwatch_event_bus",
  "aws_cloudwatch_event_bus_policy",
  "aws_cloudwatch_event_rule",
  "aws_cloudwatch_event_target",
  "aws_iam_openid_connect_provider",
  "aws_iam_policy",
  "aws_iam_role",
  "aws_iam_role_policy",
  "aws_iam_role_policy_attachment",
  "aws_iam_service_linked_role",
  "aws_kms_alias",
  "aws_kms_key",
  "aws_organizations_delegated_administrator",
  "aws_organizations_policy",
  "aws_organizations_policy_attachment",
  "aws_organizations_resource_policy",
  "aws_s3_bucket",
  "aws_s3_bucket_lifecycle_configuration",
  "aws_s3_bucket_policy",
  "aws_s3_bucket_public_access_block",
  "aws_s3_bucket_server_side_encryption_configuration",
  "aws_s3_bucket_versioning",
  "aws_sns_topic",
  "aws_sns_topic_policy",
  "aws_sns_topic_subscription",
];

/** Types that Terraform must refuse to destroy. */
export const preventDestroyTypes: readonly string[] = [
  "aws_backup_vault",
  "aws_backup_vault_lock_configuration",
  "aws_iam_openid_connect_provider",
  "aws_iam_service_linked_role",
  "aws_kms_key",
  "aws_s3_bucket",
];

/** What may be left as it is found, by type: never a policy document. */
export const ignoredChanges: Readonly<Record<string, RegExp>> = {
  aws_backup_global_settings: /^global_settings\["isMpaEnabled"\]$/,
  aws_backup_region_settings: /^resource_type_(opt_in|management)_preference\["[A-Za-z0-9 ]+"\]$/,
  aws_cloudformation_stack_set: /^administration_role_arn$/,
};

/**
 * What names the thing that a resource of a type is for. Two of them for one thing would undo each other, in whatever
 * order they are applied.
 */
export const oneEach: Readonly<Record<string, OneEach>> = {
  aws_backup_vault: { attribute: "name", refersTo: null },
  aws_backup_vault_lock_configuration: { attribute: "backup_vault_name", refersTo: "aws_backup_vault" },
  aws_backup_vault_policy: { attribute: "backup_vault_name", refersTo: "aws_backup_vault" },
  aws_kms_alias: { attribute: "name", refersTo: null },
  aws_s3_bucket_policy: { attribute: "bucket", refersTo: "aws_s3_bucket" },
  aws_s3_bucket_public_access_block: { attribute: "bucket", refersTo: "aws_s3_bucket" },
  aws_s3_bucket_server_side_encryption_configuration: { attribute: "bucket", refersTo: "aws_s3_bucket" },
  aws_s3_bucket_versioning: { attribute: "bucket", refersTo: "aws_s3_bucket" },
};

interface OneEach {
  readonly attribute: string;
  /** Type that it must refer to: by a name alone it could be any; `null`: its own name. */
  readonly refersTo: string | null;
}
