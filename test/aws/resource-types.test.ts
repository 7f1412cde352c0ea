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
