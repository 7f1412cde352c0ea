import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias/index.js";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key/index.js";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy/index.js";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning/index.js";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { policyDocument } from "./policy-document.ts";

export interface StateBucketProps {
  readonly provider: TerraformProvider;
  readonly name: string;
  readonly arn: string;
  readonly keyAlias: string;
  readonly accountRootArn: string;
}

/** Terraform's remote state: versioned, encrypted with its own key, and no version of it can be deleted by hand. */
export class StateBucket extends Construct {
  readonly key: KmsKey;
  readonly bucket: S3Bucket;

  constructor(scope: Construct, id: string, props: StateBucketProps) {
    super(scope, id);
    const { provider } = props;
    const kept = { preventDestroy: true };

    this.key = new KmsKey(this, "key", {
      provider,
      description: "encrypts the state of the backup infrastructure",
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: policyDocument([
        {
          Sid: "IamPoliciesDecide",
          Effect: "Allow",
          Principal: { AWS: props.accountRootArn },
          Action: "kms:*",
          Resource: "*",
        },
        {
          Sid: "NobodyDestroys",
          Effect: "Deny",
          Principal: "*",
          Action: ["kms:ScheduleKeyDeletion", "kms:DisableKey"],
          Resource: "*",
        },
      ]),
      lifecycle: kept,
    });
    new KmsAlias(this, "alias", { provider, name: props.keyAlias, targetKeyId: this.key.keyId });

    this.bucket = new S3Bucket(this, "bucket", { provider, bucket: props.name, lifecycle: kept });
    const bucket = this.bucket.id;
    const versioning = new S3BucketVersioningA(this, "versioning", {
      provider,
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      provider,
      bucket,
      rule: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: this.key.arn },
          bucketKeyEnabled: true,
        },
      ],
    });
    new S3BucketPublicAccessBlock(this, "public-access-block", {
      provider,
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketPolicy(this, "policy", {
      provider,
      bucket,
      policy: policyDocument([
        {
          Sid: "OnlyEncryptedTransport",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [props.arn, `${props.arn}/*`],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
        {
          Sid: "NobodyDeletesHistory",
          Effect: "Deny",
          Principal: "*",
          Action: ["s3:DeleteBucket", "s3:DeleteObjectVersion"],
          Resource: [props.arn, `${props.arn}/*`],
        },
      ]),
    });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      provider,
      bucket,
      // every lock leaves a version of its lock file behind, and a delete marker
      rule: [
        {
          id: "expire-old-versions",
          status: "Enabled",
          filter: [{ prefix: "" }],
          noncurrentVersionExpiration: [{ noncurrentDays: 365, newerNoncurrentVersions: 20 }],
          expiration: [{ expiredObjectDeleteMarker: true }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
        // a plan holds what Terraform would write, secrets included, and is of no use once its run is over
        ...["plans/", "runs/"].map((prefix) => ({
          id: `expire-${prefix.slice(0, -1)}`,
          status: "Enabled",
          filter: [{ prefix }],
          expiration: [{ days: 35 }],
          noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
        })),
      ],
      dependsOn: [versioning],
    });
  }
}
