import type { Statement } from "../policy-document.ts";
import { from, unless } from "./unless.ts";

export interface CentralGuardrailProps {
  /** Vaults that copies may return to. */
  readonly localVaultArns: string;
  readonly centralAccountIds: readonly string[];
  readonly pipelineRoleArn: string;
  readonly custodianRoleArn: string;
  readonly restoreOperatorRoleArn: string;
  /** The roles that AWS Backup works with. */
  readonly backupRoleArns: string;
}

/** What changes or starts something in AWS Backup, by the verbs of its actions; a test holds them against AWS's list. */
const writes = ["A*", "C*", "Del*", "Dis*", "P*", "R*", "S*", "T*", "U*"].map((verb) => `backup:${verb}`);

/** What AWS Backup stores with other services, as these name it; a test holds them against AWS's list. */
const stored = [
  "dynamodb:*:*:table/*/backup/*",
  "ec2:*::image/*",
  "ec2:*::snapshot/*",
  "ec2:*:*:image-usage-report/*",
  "fsx:*:*:backup/*",
  "fsx:*:*:snapshot/*",
  "rds:*:*:auto-backup:*",
  "rds:*:*:cluster-auto-backup:*",
  "rds:*:*:cluster-snapshot:*",
  "rds:*:*:snapshot:*",
  "rds:*:*:snapshot-tenant-database:*",
  "redshift:*:*:snapshot:*",
  "redshift:*:*:snapshotcopygrant:*",
  "redshift:*:*:snapshotschedule:*",
  "redshift-serverless:*:*:recoverypoint/*",
  "redshift-serverless:*:*:snapshot/*",
].map((resource) => `arn:*:${resource}`);

/**
 * Central accounts hold backups and nothing else, so that little is let do there, and to few. Whoever administers one
 * reads what there is; what else they try in AWS Backup, or with what it stores, ends with an explicit denial in a
 * service control policy.
 */
export function centralGuardrails(props: CentralGuardrailProps): Statement[] {
  const { pipelineRoleArn, custodianRoleArn, restoreOperatorRoleArn, backupRoleArns } = props;
  const inCentral = from(props.centralAccountIds);
  const deny = (Sid: string, Action: string | readonly string[], ...roleArns: readonly string[]): Statement => ({
    Sid,
    Effect: "Deny",
    Action,
    Resource: "*",
    Condition: { ...(roleArns.length > 0 ? unless(...roleArns) : {}), ...inCentral },
  });

  return [
    deny("CentralBackupsStay", [
      "backup:DeleteRecoveryPoint",
      "backup:DisassociateRecoveryPoint",
      "backup:DisassociateRecoveryPointFromParent",
      "backup:UpdateRecoveryPointLifecycle",
      // a recovery point of EC2 whose image is disabled cannot be restored, locked or not
      "ec2:DisableImage",
    ]),
    deny("CentralDuties", writes, pipelineRoleArn, custodianRoleArn, restoreOperatorRoleArn, backupRoleArns),
    deny(
      "CentralRestores",
      ["backup:Copy*", "backup:CreateBackupAccessPoint", "backup:S*"],
      restoreOperatorRoleArn,
      backupRoleArns,
    ),
    // as the vault's own policy says, for when a custodian has deleted it
    {
      Sid: "CentralCopiesReturn",
      Effect: "Deny",
      Action: "backup:CopyFromBackupVault",
      Resource: "*",
      Condition: { "ForAnyValue:ArnNotLike": { "backup:CopyTargets": props.localVaultArns }, ...inCentral },
    },
    deny("CentralHolds", ["backup:CancelLegalHold", "backup:CreateLegalHold"], custodianRoleArn),
    // a type that is opted out in the destination is not copied there
    deny("CentralOptInStays", "backup:UpdateRegionSettings", pipelineRoleArn),
    {
      Sid: "CentralStores",
      Effect: "Deny",
      NotAction: [
        "dynamodb:Describe*",
        "ebs:List*",
        "ec2:Describe*",
        "ec2:Get*",
        "fsx:List*",
        "rds:Describe*",
        "rds:List*",
        "redshift:Describe*",
        "redshift-serverless:Get*",
        "redshift-serverless:List*",
      ],
      Resource: stored,
      Condition: { ...unless(backupRoleArns), ...inCentral },
    },
    // an access point on a backup of S3 is an access point of S3 as well, and who may read by it may read the backup
    {
      Sid: "CentralAccessPoints",
      Effect: "Deny",
      NotAction: "s3:GetAccessPoint*",
      Resource: "arn:*:s3:*:*:accesspoint/*",
      Condition: { ...unless(restoreOperatorRoleArn), ...inCentral },
    },
  ];
}
