import { joined } from "./found-again.ts";
import type { GuardedSetting, ResourceType } from "./resource-type.ts";

export const stackSetType = "aws_cloudformation_stack_set";
const bucketType = "aws_s3_bucket";

const blocked = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

/** What the pipeline itself rests on: its state, and its roles in every account. */
export const pipeline = {
  [bucketType]: {
    noun: ["bucket", "buckets"],
    loss: "the state of everything",
    preventDestroy: true,
    isTagged: true,
    foundAgain: { by: "id", id: ({ bucket }) => joined(bucket) },
    settings: [{ attribute: "force_destroy", rule: "force-destroy", weaker: "turned on" }],
  },
  aws_s3_bucket_policy: {
    noun: null,
    loss: "what keeps the state's history from being deleted",
    preventDestroy: false,
    isTagged: false,
    foundAgain: { by: "putting it again" },
    oneEach: { attribute: "bucket", refersTo: bucketType },
    document: { attribute: "policy", kind: "resource", denies: true },
  },
  aws_s3_bucket_versioning: {
    noun: null,
    loss: "the state's history",
    preventDestroy: false,
    isTagged: false,
    foundAgain: { by: "putting it again" },
    oneEach: { attribute: "bucket", refersTo: bucketType },
    settings: [{ attribute: "versioning_configuration", rule: "bucket-weakened", weaker: "versions no longer kept" }],
  },
  aws_s3_bucket_public_access_block: {
    noun: null,
    loss: "what keeps the state from being public",
    preventDestroy: false,
    isTagged: false,
    foundAgain: { by: "putting it again" },
    oneEach: { attribute: "bucket", refersTo: bucketType },
    settings: blocked.map(
      (attribute): GuardedSetting => ({ attribute, rule: "bucket-weakened", weaker: "turned off" }),
    ),
  },
  aws_s3_bucket_server_side_encryption_configuration: {
    noun: null,
    loss: "the encryption of the state",
    preventDestroy: false,
    isTagged: false,
    foundAgain: { by: "putting it again" },
    oneEach: { attribute: "bucket", refersTo: bucketType },
    settings: [{ attribute: "rule", rule: "bucket-weakened", weaker: "encrypted otherwise" }],
  },
  aws_s3_bucket_lifecycle_configuration: {
    noun: null,
    loss: "the care for the state's history",
    preventDestroy: false,
    isTagged: false,
    foundAgain: { by: "putting it again" },
    oneEach: { attribute: "bucket", refersTo: bucketType },
  },
  [stackSetType]: {
    noun: ["StackSet", "StackSets"],
    loss: "the pipeline's roles in every account",
    preventDestroy: false,
    isTagged: true,
    foundAgain: { by: "id", id: ({ name, call_as }) => joined(name, ",", call_as) },
    mayIgnore: /^administration_role_arn$/,
  },
  aws_cloudformation_stack_set_instance: {
    noun: ["target of the StackSet", "targets of the StackSet"],
    loss: "the pipeline's roles in the accounts of this target",
    preventDestroy: false,
    isTagged: false,
    foundAgain: { by: "putting it again" },
  },
} as const satisfies Readonly<Record<string, ResourceType>>;
