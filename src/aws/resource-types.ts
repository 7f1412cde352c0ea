/**
 * Resource types of AWS Backup by the name that `aws backup describe-region-settings` gives them, with the patterns
 * that select them in a backup policy. Aurora, DocumentDB and Neptune share one: AWS cannot tell them apart there.
 * Source: docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html, September 2026
 */
const patterns = {
  Aurora: ["arn:aws:rds:*:*:cluster:*"],
  CloudFormation: ["arn:aws:cloudformation:*:*:stack/*"],
  DSQL: ["arn:aws:dsql:*:*:cluster/*"],
  DocumentDB: ["arn:aws:rds:*:*:cluster:*"],
  DynamoDB: ["arn:aws:dynamodb:*:*:table/*"],
  EBS: ["arn:aws:ec2:*:*:volume/*"],
  EC2: ["arn:aws:ec2:*:*:instance/*"],
  EFS: ["arn:aws:elasticfilesystem:*:*:file-system/*"],
  EKS: ["arn:aws:eks:*:*:cluster/*"],
  // ONTAP is backed up by volume
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
} as const satisfies Record<string, readonly string[]>;

export type ResourceType = keyof typeof patterns;
export const resourceTypes = Object.keys(patterns) as readonly ResourceType[];

/**
 * Opted in where config does not say otherwise: what AWS Backup offers nearly everywhere and can copy to another account.
 * A type that a Region does not know makes the deployment fail there, so that the rarer ones are asked for by name; so
 * are CloudFormation, Redshift and Redshift Serverless, whose backups stay in the account.
 */
export const commonResourceTypes: readonly ResourceType[] = [
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
];

/** @returns the patterns for `resource_types` in a backup policy; several types may share one. */
export const resourceTypePatterns = (type: string, partition: string): readonly string[] =>
  patterns[type as ResourceType].map((pattern) => pattern.replace("arn:aws:", `arn:${partition}:`));
