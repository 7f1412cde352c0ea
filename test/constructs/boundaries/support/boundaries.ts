import { backupRoleBoundary } from "../../../../src/constructs/boundaries/backup-role-boundary.ts";
import { copyBackRoleBoundary } from "../../../../src/constructs/boundaries/copy-back-role-boundary.ts";
import { restoreRoleBoundary } from "../../../../src/constructs/boundaries/restore-role-boundary.ts";
import type { Statement } from "../../../../src/constructs/policy-document.ts";
import type { Document } from "../../../emulator/model/policy-document.ts";

const document = (Statement: readonly Statement[]): Document => ({ Version: "2012-10-17", Statement });

export const ofBackup = document(backupRoleBoundary());
export const ofRestore = document(restoreRoleBoundary());
export const ofCopyBack = document(copyBackRoleBoundary());

const backsUp = ["AWSBackupServiceRolePolicyForBackup", "AWSBackupServiceRolePolicyForS3Backup"];

/** What a boundary is for: the role that has it, and AWS's own policies which that role works with. */
export interface Bounded {
  readonly role: string;
  readonly boundary: Document;
  readonly policies: readonly string[];
  /** What these allow and the boundary is meant not to, as `asText` has it. */
  readonly leftOut: readonly RegExp[];
}

export const boundedRoles: readonly Bounded[] = [
  { role: "the role that backs up", boundary: ofBackup, policies: backsUp, leftOut: [] },
  {
    role: "the role that restores",
    boundary: ofRestore,
    policies: ["AWSBackupServiceRolePolicyForRestores", "AWSBackupServiceRolePolicyForS3Restore"],
    // no other role than itself
    leftOut: [/^iam:PassRole on \S+ iam:PassedToService=backup\.amazonaws\.com$/],
  },
  {
    role: "the role that copies back",
    boundary: ofCopyBack,
    policies: backsUp,
    leftOut: [
      // to no other vault than a local one
      /^backup:CopyIntoBackupVault on \S+:backup-vault:\S*0123456789abcdef0$/,
      // AWS Backup copies what it stores itself by its own leave, and some types not at all
      /^backup-gateway:/,
      /^cloudformation:/,
      /^cloudwatch:/,
      /^dsql:/,
      /^eks:/,
      /^events:/,
      /^guardduty:/,
      /^iam:PassRole /,
      /^redshift(-serverless)?:/,
      /^s3:/,
      /^ssm(-sap)?:/,
      /^storagegateway:/,
      /^kms:Decrypt .* kms:ViaService=(dsql|s3)\./,
      // with these it would make backups
      /^dynamodb:(CreateBackup|StartAwsBackupJob) /,
      /^ec2:Create(Image|Snapshot) /,
      /^elasticfilesystem:Backup /,
      /^fsx:CreateBackup /,
      /^rds:(Create|Modify)DB(Cluster|ClusterSnapshot|Instance|Snapshot) /,
      /^timestream:StartAwsBackupJob /,
      // with these it would lose them
      /^(dynamodb|fsx):DeleteBackup /,
      /^ec2:(DeleteSnapshot|DeregisterImage|ModifySnapshotTier) /,
      /^rds:DeleteDB/,
    ],
  },
];
