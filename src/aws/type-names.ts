/** Names of resource types as `aws backup describe-region-settings` gives them; config calls them so too. */
export const typeNames = [
  "Aurora",
  "CloudFormation",
  "DSQL",
  "DocumentDB",
  "DynamoDB",
  "EBS",
  "EC2",
  "EFS",
  "EKS",
  "FSx",
  "Neptune",
  "RDS",
  "Redshift",
  "Redshift Serverless",
  "S3",
  "SAP HANA on Amazon EC2",
  "Storage Gateway",
  "Timestream",
  "VirtualMachine",
] as const;

export type ResourceType = (typeof typeNames)[number];
