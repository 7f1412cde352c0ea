import type { ResourceType } from "./resource-types.ts";

/** What AWS Backup can do with one kind of resource. One opt-in type may cover several kinds. */
export interface ResourceKind {
  /** As AWS's documentation calls it. */
  readonly name: string;
  /** The name it is opted in by, and selected by in config. */
  readonly type: ResourceType;
  /** The type whose pattern selects it in a policy: AWS cannot tell all kinds apart there. */
  readonly selectedAs: ResourceType;
  readonly copiesAcrossRegions: boolean;
  readonly copiesAcrossAccounts: boolean;
  /** Data lost at most with continuous backup, in minutes; `null`: it has none. */
  readonly continuousRpoMinutes: number | null;
  /** Whether its backups are encrypted with the vault's key; otherwise with the resource's own, which must be shared. */
  readonly isEncryptedByVault: boolean;
  /** `archive`: only with `archiveEbs`. Elsewhere a `coldAfter` is ignored without an error. */
  readonly coldStorage: "yes" | "archive" | "no";
  /** Whether a backup holds only what changed since the one before, so that a warm full one must be there. */
  readonly isIncremental: boolean;
  readonly restoreTesting: boolean;
  /** Whether a logically air-gapped vault takes it. */
  readonly airGapped: boolean;
}

const kind = (
  name: string,
  type: ResourceType,
  can: string,
  continuousRpoMinutes: number | null = null,
  selectedAs = type,
): ResourceKind => {
  const abilities = can.split(" ");
  const has = (ability: string) => abilities.includes(ability);
  return {
    name,
    type,
    selectedAs,
    copiesAcrossRegions: has("regions"),
    copiesAcrossAccounts: has("accounts"),
    continuousRpoMinutes,
    isEncryptedByVault: has("vault-key"),
    coldStorage: has("cold") ? "yes" : has("archive") ? "archive" : "no",
    isIncremental: has("incremental"),
    restoreTesting: has("restore-testing"),
    airGapped: has("air-gapped"),
  };
};

/**
 * As of 24 September 2026. Source: docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html,
 * encryption.html for the keys, point-in-time-recovery.html for the minutes. Where the page contradicts itself or has no row
 * (RDS Multi-AZ clusters, FSx for OpenZFS, Redshift), the reading that promises less stands here.
 */
export const resourceKinds: readonly ResourceKind[] = [
  kind("Aurora", "Aurora", "regions accounts restore-testing air-gapped incremental", 5),
  kind("CloudFormation", "CloudFormation", "regions vault-key cold incremental"),
  kind("Aurora DSQL", "DSQL", "regions accounts vault-key cold air-gapped"),
  kind("DocumentDB", "DocumentDB", "regions accounts restore-testing air-gapped"),
  // with AWS Backup's advanced features, which Lockstep switches on; without them DynamoDB is never copied
  kind("DynamoDB", "DynamoDB", "regions accounts vault-key cold restore-testing air-gapped"),
  kind("EBS", "EBS", "regions accounts archive restore-testing air-gapped incremental"),
  kind("EC2", "EC2", "regions accounts restore-testing air-gapped incremental"),
  kind("EFS", "EFS", "regions accounts vault-key cold restore-testing air-gapped incremental"),
  kind("EKS", "EKS", "regions accounts vault-key air-gapped"),
  kind("FSx for Lustre", "FSx", "regions accounts restore-testing air-gapped incremental"),
  kind("FSx for ONTAP", "FSx", "regions accounts restore-testing air-gapped incremental"),
  kind("FSx for OpenZFS", "FSx", "regions accounts restore-testing"),
  kind("FSx for Windows", "FSx", "regions accounts restore-testing air-gapped incremental"),
  kind("Neptune", "Neptune", "regions accounts restore-testing air-gapped"),
  kind("RDS instance", "RDS", "regions accounts restore-testing incremental", 5),
  kind("RDS Multi-AZ cluster", "RDS", "restore-testing incremental", null, "Aurora"),
  kind("Redshift", "Redshift", ""),
  kind("Redshift Serverless", "Redshift Serverless", ""),
  kind("S3", "S3", "regions accounts vault-key restore-testing air-gapped incremental", 15),
  kind("SAP HANA on EC2", "SAP HANA on Amazon EC2", "regions accounts vault-key cold incremental", 1),
  kind("Storage Gateway", "Storage Gateway", "regions accounts air-gapped incremental"),
  kind("Timestream", "Timestream", "regions accounts vault-key cold air-gapped incremental"),
  kind("Virtual machines", "VirtualMachine", "regions accounts vault-key cold air-gapped incremental"),
];
