/** What AWS Backup does with one kind of resource. */
export interface ResourceFeatures {
  /** The name it is opted in by (`DescribeRegionSettings`). */
  readonly optInType: string;
  readonly copiesAcrossRegions: boolean;
  readonly copiesAcrossAccounts: boolean;
  readonly isContinuous: boolean;
  /** Encrypted with the vault's key; the others with the resource's own. */
  readonly isEncryptedByVault: boolean;
  /** `archive`: only where the rule opts in to it. */
  readonly cold: "yes" | "archive" | "no";
  /** The service that uses the resource's key, as `kms:ViaService` names it. `backup`: AWS Backup itself. */
  readonly keyIsUsedBy: "ec2" | "rds" | "fsx" | "backup";
}

type Has = "regions" | "accounts" | "continuous" | "vault-key" | "cold" | "archive";

const features = (
  optInType: string,
  keyIsUsedBy: ResourceFeatures["keyIsUsedBy"],
  ...has: readonly Has[]
): ResourceFeatures => ({
  optInType,
  copiesAcrossRegions: has.includes("regions"),
  copiesAcrossAccounts: has.includes("accounts"),
  isContinuous: has.includes("continuous"),
  isEncryptedByVault: has.includes("vault-key"),
  cold: has.includes("cold") ? "yes" : has.includes("archive") ? "archive" : "no",
  keyIsUsedBy,
});

/**
 * As of 24 September 2026. Source: docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html, and
 * encryption.html for the keys. Where the page contradicts itself, the reading that promises less: RDS Multi-AZ clusters
 * have ticks for copies and a footnote against them, FSx for OpenZFS a tick for cold storage that its column denies.
 * DynamoDB is the row with advanced features; without them it is never copied and has its own key.
 */
export const resourceFeatures = {
  EC2: features("EC2", "ec2", "regions", "accounts"),
  S3: features("S3", "backup", "regions", "accounts", "continuous", "vault-key"),
  EBS: features("EBS", "ec2", "regions", "accounts", "archive"),
  "RDS instance": features("RDS", "rds", "regions", "accounts", "continuous"),
  "RDS Multi-AZ cluster": features("RDS", "rds"),
  Aurora: features("Aurora", "rds", "regions", "accounts", "continuous"),
  "Aurora DSQL": features("DSQL", "backup", "regions", "accounts", "vault-key", "cold"),
  EFS: features("EFS", "backup", "regions", "accounts", "vault-key", "cold"),
  "FSx for Lustre": features("FSx", "fsx", "regions", "accounts"),
  "FSx for Windows": features("FSx", "fsx", "regions", "accounts"),
  "FSx for ONTAP": features("FSx", "fsx", "regions", "accounts"),
  "FSx for OpenZFS": features("FSx", "fsx", "regions", "accounts"),
  "Storage Gateway": features("Storage Gateway", "ec2", "regions", "accounts"),
  DocumentDB: features("DocumentDB", "rds", "regions", "accounts"),
  Neptune: features("Neptune", "rds", "regions", "accounts"),
  "Redshift Serverless": features("Redshift Serverless", "backup"),
  Timestream: features("Timestream", "backup", "regions", "accounts", "vault-key", "cold"),
  "Virtual machines": features("VirtualMachine", "backup", "regions", "accounts", "vault-key", "cold"),
  CloudFormation: features("CloudFormation", "backup", "regions", "vault-key", "cold"),
  DynamoDB: features("DynamoDB", "backup", "regions", "accounts", "vault-key", "cold"),
  "SAP HANA on EC2": features(
    "SAP HANA on Amazon EC2",
    "backup",
    "regions",
    "accounts",
    "continuous",
    "vault-key",
    "cold",
  ),
  EKS: features("EKS", "backup", "regions", "accounts", "vault-key"),
} as const satisfies Readonly<Record<string, ResourceFeatures>>;

/** A row of AWS's table. */
export type ResourceKind = keyof typeof resourceFeatures;

/** DynamoDB as it is backed up where its advanced features are off. */
export const basicDynamoDb: ResourceFeatures = features("DynamoDB", "backup");
