import type { Key, Kms } from "../kms.ts";
import type { Document } from "../policy-document.ts";
import { uuidOf } from "./random.ts";

/** The key that AWS makes in an account for vaults that name none: `aws/backup`, which no other account can use. */
export function backupKeyOf(kms: Kms, accountId: string, region: string): Key {
  const arn = `arn:aws:kms:${region}:${accountId}:key/${uuidOf(`aws/backup ${accountId} ${region}`)}`;
  const known = kms.key(arn);
  if (known) return known;
  const key: Key = {
    arn,
    accountId,
    region,
    policy: managedPolicy(accountId),
    aliases: ["alias/aws/backup"],
    tags: {},
    state: "Enabled",
    deletedAt: null,
    isAwsManaged: true,
  };
  kms.put(key);
  return key;
}

const managedPolicy = (accountId: string): Document => ({
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
});
