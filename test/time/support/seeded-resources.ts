import { sourceKeyStatements } from "../../../src/explain/source-key-statements.ts";
import type { AppAccount, Estate } from "../../../src/model.ts";
import { resourceFeatures } from "../../emulator/model/backup/resource-features.ts";
import type { Cloud } from "../../emulator/model/cloud.ts";
import type { ProtectedResource, ResourceKind } from "../../emulator/model/resources.ts";
import { ownWindowsOf } from "./own-windows.ts";

type Tags = Readonly<Record<string, string>>;

const every = Object.keys(resourceFeatures) as readonly ResourceKind[];

const arnOf: Readonly<Record<ResourceKind, (region: string, accountId: string, id: string) => string>> = {
  EC2: (region, account, id) => `arn:aws:ec2:${region}:${account}:instance/i-${id}`,
  S3: (region, account, id) => `arn:aws:s3:::${id}-${account}-${region}`,
  EBS: (region, account, id) => `arn:aws:ec2:${region}:${account}:volume/vol-${id}`,
  "RDS instance": (region, account, id) => `arn:aws:rds:${region}:${account}:db:${id}`,
  "RDS Multi-AZ cluster": (region, account, id) => `arn:aws:rds:${region}:${account}:cluster:multi-az-${id}`,
  Aurora: (region, account, id) => `arn:aws:rds:${region}:${account}:cluster:aurora-${id}`,
  "Aurora DSQL": (region, account, id) => `arn:aws:dsql:${region}:${account}:cluster/${id}`,
  EFS: (region, account, id) => `arn:aws:elasticfilesystem:${region}:${account}:file-system/fs-${id}`,
  "FSx for Lustre": (region, account, id) => `arn:aws:fsx:${region}:${account}:file-system/fs-lustre-${id}`,
  "FSx for Windows": (region, account, id) => `arn:aws:fsx:${region}:${account}:file-system/fs-windows-${id}`,
  "FSx for ONTAP": (region, account, id) => `arn:aws:fsx:${region}:${account}:volume/fs-ontap/fsvol-${id}`,
  "FSx for OpenZFS": (region, account, id) => `arn:aws:fsx:${region}:${account}:file-system/fs-openzfs-${id}`,
  "Storage Gateway": (region, account, id) => `arn:aws:storagegateway:${region}:${account}:gateway/sgw-1/volume/${id}`,
  DocumentDB: (region, account, id) => `arn:aws:rds:${region}:${account}:cluster:docdb-${id}`,
  Neptune: (region, account, id) => `arn:aws:rds:${region}:${account}:cluster:neptune-${id}`,
  "Redshift Serverless": (region, account, id) => `arn:aws:redshift-serverless:${region}:${account}:namespace/${id}`,
  Timestream: (region, account, id) => `arn:aws:timestream:${region}:${account}:database/${id}`,
  "Virtual machines": (region, account, id) => `arn:aws:backup-gateway:${region}:${account}:vm/vm-${id}`,
  CloudFormation: (region, account, id) => `arn:aws:cloudformation:${region}:${account}:stack/${id}/1`,
  DynamoDB: (region, account, id) => `arn:aws:dynamodb:${region}:${account}:table/${id}`,
  "SAP HANA on EC2": (region, account, id) => `arn:aws:ssm-sap:${region}:${account}:HANA/${id}`,
  EKS: (region, account, id) => `arn:aws:eks:${region}:${account}:cluster/${id}`,
};

/** A customer key that allows what `explain` says and nothing else: nobody's IAM policies count for it. */
function customerKey(cloud: Cloud, estate: Estate, account: AppAccount, region: string): string {
  const arn = `arn:aws:kms:${region}:${account.accountId}:key/of-its-data`;
  if (cloud.kms.key(arn)) return arn;
  const { central, own } = sourceKeyStatements(estate, account);
  cloud.kms.put({
    arn,
    accountId: account.accountId,
    region,
    policy: { Version: "2012-10-17", Statement: [...central, ...own] },
    aliases: ["alias/data"],
    tags: {},
    state: "Enabled",
    deletedAt: null,
    isAwsManaged: false,
  });
  return arn;
}

/** The key that AWS makes for a service in an account, which no other account can use. */
function awsManagedKey(cloud: Cloud, accountId: string, region: string): string {
  const arn = `arn:aws:kms:${region}:${accountId}:key/of-aws`;
  if (cloud.kms.key(arn)) return arn;
  cloud.kms.put({
    arn,
    accountId,
    region,
    policy: {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "OnlyInTheAccount",
          Effect: "Allow",
          Principal: { AWS: "*" },
          Action: ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*"],
          Resource: "*",
          Condition: { StringEquals: { "kms:CallerAccount": accountId } },
        },
      ],
    },
    aliases: ["alias/aws/ebs"],
    tags: {},
    state: "Enabled",
    deletedAt: null,
    isAwsManaged: true,
  });
  return arn;
}

/** Puts a resource into an account; where its owner has customer keys it has one, elsewhere one of AWS's own. */
export function addResource(
  cloud: Cloud,
  estate: Estate,
  account: AppAccount,
  region: string,
  kind: ResourceKind,
  id: string,
  tags: Tags,
): ProtectedResource {
  const keyArn = account.hasCustomerKeys
    ? customerKey(cloud, estate, account, region)
    : awsManagedKey(cloud, account.accountId, region);
  const arn = arnOf[kind](region, account.accountId, id);
  const ownWindows = ownWindowsOf(estate, account, { kind, arn });
  return cloud.resources.add({ arn, accountId: account.accountId, region, kind, tags, keyArn, ownWindows });
}

/** One resource of every kind in every Region of some accounts; the sets of tags take turns with kinds and accounts. */
export function addEveryKind(
  cloud: Cloud,
  estate: Estate,
  accounts: readonly AppAccount[],
  tagSets: readonly Tags[],
): readonly ProtectedResource[] {
  const names = tagSets.map((tags) => Object.values(tags).join("-") || "untagged");
  return accounts.flatMap((account, turn) =>
    account.regions.flatMap((region) =>
      every.map((kind, index) => {
        const set = (index + turn) % tagSets.length;
        return addResource(cloud, estate, account, region, kind, `${names[set]}-${index}`, tagSets[set] ?? {});
      }),
    ),
  );
}

/** Types that config does not name keep the setting they have. Here nobody has ever opted in to one of them. */
export async function optInToNothingElse(cloud: Cloud, { management, central, accounts }: Estate): Promise<void> {
  for (const { accountId, optIn } of [...(management ? [management] : []), ...Object.values(central), ...accounts]) {
    const root = { arn: `arn:aws:iam::${accountId}:root`, accountId };
    for (const [region, types] of Object.entries(optIn)) {
      // one that the Region does not know would fail the update
      const { ResourceTypeOptInPreference = {} } = await cloud.backup.describeRegionSettings(root, region);
      const others = Object.keys(ResourceTypeOptInPreference).filter((type) => !types.includes(type));
      await cloud.backup.updateRegionSettings(root, region, {
        ResourceTypeOptInPreference: Object.fromEntries(others.map((type) => [type, false])),
      });
    }
  }
}
