import { resourceTypePatterns, resourceTypes } from "../../../src/aws/resource-types.ts";

/**
 * Services of which every action has a class: AWS Backup's own, those that decide who may do what, those that can
 * build or share anything, and those that keep the estate's state, records and alarms. Not directory buckets (s3express)
 * nor table buckets (s3tables): no resource type of AWS Backup is one of these, and nothing of the estate's lies there.
 */
export const wholeServices: readonly string[] = [
  "account",
  "backup",
  "backup-search",
  "backup-storage",
  "cloudformation",
  "cloudtrail",
  "cloudwatch",
  "events",
  "iam",
  "identity-sync",
  "identitystore",
  "identitystore-auth",
  "kms",
  "mpa",
  "organizations",
  "ram",
  "rolesanywhere",
  "s3",
  "s3-object-lambda",
  "signin",
  "sns",
  "sqs",
  "sso",
  "sso-directory",
  "sso-oauth",
  "sts",
];

const serviceOf = (arn: string) => arn.split(":")[2];

/** As ARNs name them: of `arn:aws:ec2:…:volume/*` that is ec2. */
const backedUpServices = new Set(
  resourceTypes.flatMap((type) => resourceTypePatterns(type, "aws")).map((pattern) => serviceOf(pattern)),
);

/**
 * Whether resources of this type are what AWS Backup stores, or may be: snapshots, images, backups and recovery points
 * of the services that it backs up. The ARN decides whose they are, since EBS direct APIs are a service of their own
 * that act on EC2's snapshots. Not an FPGA's image, nor the task of an import or export, which holds no data.
 */
export const isStoredByBackup = (type: string, arn: string): boolean =>
  /snapshot|image|backup|recovery-?point/i.test(type) &&
  !/^fpga-image$|-task$/.test(type) &&
  backedUpServices.has(serviceOf(arn));
