import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { copyObstacle } from "./copy-obstacle.ts";
import { basicDynamoDb, type ResourceKind, resourceFeatures } from "./resource-features.ts";

const rows = readFileSync(new URL("../../../aws/resource-features.csv", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .slice(1)
  .map((line) => line.split(","));

/** Where AWS's page contradicts itself, the model promises less than its ticks. */
const less: Readonly<Record<string, object>> = {
  "RDS Multi-AZ cluster": { copiesAcrossRegions: false, copiesAcrossAccounts: false },
  "FSx for OpenZFS": { cold: "no" },
  // encryption.html names it among those with a key of the vault
  CloudFormation: { isEncryptedByVault: true },
  // only where the rule opts in to the archive
  EBS: { cold: "archive" },
};

test("the kinds are the rows of AWS's table", () => {
  expect(Object.keys(resourceFeatures)).toEqual(rows.map(([kind]) => kind));
});

test.each(rows)("%s does what AWS's table ticks", (kind = "", regions, accounts, _, pitr, management, cold) => {
  expect(resourceFeatures[kind as ResourceKind]).toMatchObject({
    copiesAcrossRegions: regions === "1",
    copiesAcrossAccounts: accounts === "1",
    isContinuous: pitr === "1",
    isEncryptedByVault: management === "1",
    cold: cold === "1" ? "yes" : "no",
    ...less[kind],
  });
});

const from = { accountId: "333333333333", region: "eu-west-2" };
const sameRegion = { accountId: "222222222222", region: "eu-west-2" };
const obstacle = (kind: ResourceKind, to: { accountId: string; region: string }) =>
  copyObstacle(kind, resourceFeatures[kind], from, to);

test.each([
  ["EBS", sameRegion, null],
  ["EBS", { ...sameRegion, region: "me-south-1" }, null],
  ["Redshift Serverless", { ...from, region: "eu-west-1" }, "AWS Backup makes no copies of Redshift Serverless"],
  ["CloudFormation", { ...from, region: "eu-west-1" }, null],
  ["CloudFormation", sameRegion, "AWS Backup copies no CloudFormation to another account"],
  ["Neptune", { ...sameRegion, region: "eu-west-1" }, null],
  [
    "Neptune",
    { ...sameRegion, region: "eu-south-1" },
    "AWS Backup copies no Neptune to another account from or to a Region that is opted in to",
  ],
  ["Neptune", { ...from, region: "eu-south-1" }, null],
  ["FSx for Lustre", sameRegion, null],
  [
    "FSx for Lustre",
    { ...sameRegion, region: "me-south-1" },
    "AWS Backup copies no FSx for Lustre out of or into me-central-1 and me-south-1",
  ],
  [
    "FSx for ONTAP",
    { ...from, region: "ap-southeast-6" },
    "AWS Backup copies no FSx for ONTAP from or to ap-southeast-6, cn-north-1 and cn-northwest-1",
  ],
] as const)("%s to %o: %s", (kind, to, expected) => {
  expect(obstacle(kind, to)).toBe(expected);
});

test("DynamoDB without its advanced features is not copied at all", () => {
  expect(copyObstacle("DynamoDB", basicDynamoDb, from, sameRegion)).toBe("AWS Backup makes no copies of DynamoDB");
  expect(copyObstacle("DynamoDB", basicDynamoDb, from, from)).toBe("AWS Backup makes no copies of DynamoDB");
  expect(obstacle("DynamoDB", sameRegion)).toBeNull();
});

test.each([
  ["EBS", "cn-north-1", "cn-north-1", null],
  ["EBS", "cn-north-1", "cn-northwest-1", null],
  ["S3", "cn-north-1", "cn-northwest-1", "AWS Backup copies no S3 to another account in China"],
  ["Aurora", "cn-north-1", "cn-north-1", null],
  ["Aurora", "cn-north-1", "cn-northwest-1", "AWS Backup copies no Aurora out of or into a Region of China"],
  ["EBS", "cn-north-1", "ap-east-1", "AWS Backup makes no copies between cn-north-1 and ap-east-1"],
  ["EBS", "eu-west-1", "us-gov-west-1", "AWS Backup makes no copies between eu-west-1 and us-gov-west-1"],
  ["EBS", "us-gov-east-1", "us-gov-west-1", null],
  [
    ...(["EBS", "eusc-de-east-1", "eusc-de-east-1"] as const),
    "AWS Backup makes no copies to other accounts or Regions in the European Sovereign Cloud",
  ],
] as const)("%s from %s to another account in %s: %s", (kind, region, to, expected) => {
  const other = { ...sameRegion, region: to };

  expect(copyObstacle(kind, resourceFeatures[kind], { ...from, region }, other)).toBe(expected);
});

test("within an account and Region copies are made everywhere", () => {
  for (const region of ["cn-north-1", "us-gov-west-1", "eusc-de-east-1"]) {
    const here = { ...from, region };
    expect(copyObstacle("S3", resourceFeatures.S3, here, here)).toBeNull();
  }
});

test.each([
  ["RDS instance", "option group", sameRegion, null],
  [
    ...(["RDS instance", "option group", { ...sameRegion, region: "eu-west-1" }] as const),
    "The snapshot requires a target option group with the options of its own",
  ],
  ["RDS instance", "TDE", sameRegion, "AWS Backup does not pass on the TDE option group"],
  [
    ...(["FSx for OpenZFS", "tiering", sameRegion] as const),
    "Backups of file systems in Intelligent-Tiering cannot be copied",
  ],
] as const)("%s with %s to %o: %s", (kind, uncopiedFor, to, expected) => {
  expect(copyObstacle(kind, resourceFeatures[kind], from, to, uncopiedFor)).toBe(expected);
  expect(obstacle(kind, to)).toBeNull();
});
