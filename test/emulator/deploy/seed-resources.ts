import { sourceKeyStatements } from "../../../src/explain/source-key-statements.ts";
import type { AppAccount, Estate } from "../../../src/model.ts";
import type { Cloud } from "../model/cloud.ts";
import type { Document } from "../model/policy-document.ts";
import type { ProtectedResource, ResourceKind } from "../model/resources.ts";

interface Example {
  readonly kind: ResourceKind;
  readonly arn: (place: { readonly region: string; readonly accountId: string; readonly id: string }) => string;
  /** AWS's own key that it has where nobody chose one; `null`: a key that is in no account. */
  readonly awsKey: string | null;
}

const volume: Example = {
  kind: "EBS",
  arn: ({ region, accountId, id }) => `arn:aws:ec2:${region}:${accountId}:volume/vol-${id}`,
  awsKey: "alias/aws/ebs",
};

const examples: readonly Example[] = [
  volume,
  {
    kind: "RDS instance",
    arn: ({ region, accountId, id }) => `arn:aws:rds:${region}:${accountId}:db:orders-${id}`,
    awsKey: "alias/aws/rds",
  },
  {
    kind: "DynamoDB",
    arn: ({ region, accountId, id }) => `arn:aws:dynamodb:${region}:${accountId}:table/sessions-${id}`,
    awsKey: null,
  },
  { kind: "S3", arn: ({ region, accountId }) => `arn:aws:s3:::documents-${accountId}-${region}`, awsKey: null },
  {
    kind: "EFS",
    arn: ({ region, accountId, id }) => `arn:aws:elasticfilesystem:${region}:${accountId}:file-system/fs-${id}`,
    awsKey: "alias/aws/elasticfilesystem",
  },
  {
    kind: "Aurora",
    arn: ({ region, accountId, id }) => `arn:aws:rds:${region}:${accountId}:cluster:ledger-${id}`,
    awsKey: "alias/aws/rds",
  },
];

const tagSets: readonly Readonly<Record<string, string>>[] = [
  { "backup-plan": "gold" },
  { "backup-plan": "silver" },
  { "backup-plan": "none" },
  { "backup-plan": "goldd" },
  {},
];

/**
 * Resources of six kinds in every Region of every application account; tags for a plan, for none, misspelt and missing
 * take turns. Where the owner has said so they have customer keys, elsewhere AWS's own; of those there is a volume without
 * a tag, which is backed up and can never be copied.
 */
export function seedResources(cloud: Cloud, estate: Estate): readonly ProtectedResource[] {
  return estate.accounts.flatMap((account, turn) =>
    account.regions.flatMap((region) => {
      const all = account.hasCustomerKeys ? examples : [...examples, volume];
      return all.map(({ kind, arn, awsKey }, index) => {
        const { accountId } = account;
        const id = `0${accountId}${String(index).padStart(4, "0")}`;
        return cloud.resources.add({
          arn: arn({ region, accountId, id }),
          accountId,
          region,
          kind,
          tags: index < examples.length ? (tagSets[(index + turn) % tagSets.length] ?? {}) : {},
          keyArn: account.hasCustomerKeys
            ? putCustomerKey(cloud, estate, account, region)
            : awsKey && putAwsKey(cloud, accountId, region, awsKey),
        });
      });
    }),
  );
}

/** The key of an account's data, as its owner makes it for copies into the central account. */
function putCustomerKey({ kms }: Cloud, estate: Estate, account: AppAccount, region: string): string {
  const { accountId } = account;
  const arn = keyArn(accountId, region, "application-data");
  if (kms.key(arn)) return arn;
  kms.put({
    arn,
    accountId,
    region,
    policy: customerKeyPolicy(estate, account),
    aliases: ["alias/application-data"],
    tags: {},
    state: "Enabled",
    deletedAt: null,
    isAwsManaged: false,
  });
  return arn;
}

/** What an administrator of the account makes, with what `explain` says to add. */
function customerKeyPolicy(estate: Estate, account: AppAccount): Document {
  const { central, own } = sourceKeyStatements(estate, account);
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "EnableIamPolicies",
        Effect: "Allow",
        Principal: { AWS: `arn:${estate.partition}:iam::${account.accountId}:root` },
        Action: "kms:*",
        Resource: "*",
      },
      ...central,
      ...own,
    ],
  };
}

/**
 * A key that AWS makes and keeps in an account, for one of its services there.
 * Source: docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-cmk
 */
function putAwsKey({ kms }: Cloud, accountId: string, region: string, alias: string): string {
  const service = alias.replace("alias/aws/", "");
  const arn = keyArn(accountId, region, `aws-${service}`);
  if (kms.key(arn)) return arn;
  kms.put({
    arn,
    accountId,
    region,
    policy: awsKeyPolicy(accountId, `${service === "ebs" ? "ec2" : service}.${region}.amazonaws.com`),
    aliases: [alias],
    tags: {},
    state: "Enabled",
    deletedAt: null,
    isAwsManaged: true,
  });
  return arn;
}

const awsKeyPolicy = (accountId: string, service: string): Document => ({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "ThroughTheServiceForAllInTheAccount",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: [
        "kms:Encrypt",
        "kms:Decrypt",
        "kms:ReEncrypt*",
        "kms:GenerateDataKey*",
        "kms:CreateGrant",
        "kms:DescribeKey",
      ],
      Resource: "*",
      Condition: { StringEquals: { "kms:CallerAccount": accountId, "kms:ViaService": service } },
    },
    {
      Sid: "AccountLooks",
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${accountId}:root` },
      Action: ["kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant"],
      Resource: "*",
    },
  ],
});

const keyArn = (accountId: string, region: string, id: string) => `arn:aws:kms:${region}:${accountId}:key/${id}`;
