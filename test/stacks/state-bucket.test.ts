import { expect, test } from "vitest";
import { all, type Block, exampleEstate, stacksOf } from "../support/stacks.ts";

const bootstrap = stacksOf(exampleEstate()).get("bootstrap");
const only = (type: string) => {
  const [found, ...others] = all(bootstrap, type);
  if (!found || others.length > 0) throw new Error(`got ${others.length + (found ? 1 : 0)} ${type}; use one`);
  return found;
};
const policyOf = (type: string) => JSON.parse(String(only(type)["policy"])) as { readonly Statement: readonly Block[] };

test("nobody destroys the key of the state, not even who may do everything", () => {
  const key = only("aws_kms_key");

  expect(key).toMatchObject({
    description: "encrypts the state of the backup infrastructure",
    enable_key_rotation: true,
    deletion_window_in_days: 30,
    lifecycle: { prevent_destroy: true },
  });
  expect(policyOf("aws_kms_key").Statement).toContainEqual({
    Sid: "NobodyDestroys",
    Effect: "Deny",
    Principal: "*",
    Action: ["kms:ScheduleKeyDeletion", "kms:DisableKey"],
    Resource: "*",
  });
});

test("the state's key has the alias by which every stack's backend names it", () => {
  expect(only("aws_kms_alias")).toMatchObject({
    name: "alias/lockstep-state",
    target_key_id: expect.stringMatching(/^\$\{aws_kms_key\..*\.key_id\}$/),
  });
});

test("nobody deletes the bucket or a version of an object in it, and nothing goes over an open line", () => {
  const resources = policyOf("aws_s3_bucket_policy").Statement.map((statement) => statement["Resource"]);
  const bucket = String(only("aws_s3_bucket")["bucket"]);

  expect(only("aws_s3_bucket")).toMatchObject({ lifecycle: { prevent_destroy: true } });
  expect(resources).toEqual([0, 1].map(() => [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`]));
  expect(policyOf("aws_s3_bucket_policy").Statement).toMatchObject([
    {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    { Effect: "Deny", Principal: "*", Action: ["s3:DeleteBucket", "s3:DeleteObjectVersion"] },
  ]);
});

test("the bucket keeps versions, encrypts with its own key and is closed to the public in all four ways", () => {
  expect(only("aws_s3_bucket_versioning")).toMatchObject({ versioning_configuration: { status: "Enabled" } });
  expect(only("aws_s3_bucket_server_side_encryption_configuration")["rule"]).toEqual([
    {
      apply_server_side_encryption_by_default: {
        sse_algorithm: "aws:kms",
        kms_master_key_id: expect.stringMatching(/^\$\{aws_kms_key\..*\.arn\}$/),
      },
      bucket_key_enabled: true,
    },
  ]);
  expect(only("aws_s3_bucket_public_access_block")).toMatchObject({
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
});

test("old versions of the state go after a year, but for the last twenty; plans and runs after 35 days", () => {
  const rules = only("aws_s3_bucket_lifecycle_configuration")["rule"];

  expect(rules).toEqual([
    {
      id: "expire-old-versions",
      status: "Enabled",
      filter: [{ prefix: "" }],
      noncurrent_version_expiration: [{ noncurrent_days: 365, newer_noncurrent_versions: 20 }],
      expiration: [{ expired_object_delete_marker: true }],
      abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
    },
    ...["plans", "runs"].map((folder) => ({
      id: `expire-${folder}`,
      status: "Enabled",
      filter: [{ prefix: `${folder}/` }],
      expiration: [{ days: 35 }],
      noncurrent_version_expiration: [{ noncurrent_days: 1 }],
    })),
  ]);
});

test("accounts that come get the pipeline's roles, and one that is moved out keeps them", () => {
  expect(only("aws_cloudformation_stack_set")).toMatchObject({
    permission_model: "SERVICE_MANAGED",
    call_as: "DELEGATED_ADMIN",
    capabilities: ["CAPABILITY_NAMED_IAM"],
    auto_deployment: { enabled: true, retain_stacks_on_account_removal: true },
    operation_preferences: { failure_tolerance_percentage: 10, max_concurrent_percentage: 25 },
    lifecycle: { ignore_changes: ["administration_role_arn"] },
  });
  expect(all(bootstrap, "aws_cloudformation_stack_set_instance")).toMatchObject([
    { call_as: "DELEGATED_ADMIN", deployment_targets: { organizational_unit_ids: ["r-ab12"] } },
  ]);
});
