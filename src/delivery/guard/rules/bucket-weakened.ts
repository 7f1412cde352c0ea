import { planRule } from "../plan-rule.ts";
import { settingsWeakened } from "../weaker-settings.ts";

export const bucketWeakened = planRule({
  id: "bucket-weakened",
  severity: "error",
  what: "the state bucket keeps no versions, is less encrypted or can be public",
  why: "Whoever changes or reads the state owns the pipeline.",
  source: "docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
  example: {
    type: "aws_s3_bucket_public_access_block",
    before: { block_public_policy: true, block_public_acls: false },
    bad: { block_public_policy: false, block_public_acls: false },
    good: { block_public_policy: true, block_public_acls: true },
  },
  check: (change) => settingsWeakened("bucket-weakened", change),
});
