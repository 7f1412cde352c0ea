import { expect, test } from "vitest";
import type { Document } from "../../emulator/model/policy-document.ts";
import type { ActionClass } from "../../trust/actions/action-class.ts";
import { readClassification } from "../../trust/actions/read-classification.ts";
import { list } from "../../trust/organization/documents.ts";
import { actionsOf } from "./support/actions-of.ts";
import { ofBackup, ofCopyBack, ofRestore } from "./support/boundaries.ts";

const powers: readonly ActionClass[] = ["takes out", "weakens", "changes who may", "hands a role to a service"];
/** Of these even what only reads. */
const mighty = /^(account|cloudformation|iam|organizations|sts):/;

const classification = readClassification();

test("the role that backs up has no other powers than these", () => {
  expect(powersOf(ofBackup)).toMatchInlineSnapshot(`
    [
      "Read: none",
      "BackUp: backup:CopyFromBackupVault backup:CopyIntoBackupVault dynamodb:DeleteBackup ec2:CopyImage ec2:CopySnapshot ec2:DeleteSnapshot ec2:DeregisterImage fsx:CopyBackup fsx:DeleteBackup fsx:ManageBackupPrincipalAssociations rds:AddTagsToResource rds:CopyDBClusterSnapshot rds:CopyDBSnapshot rds:DeleteDBClusterAutomatedBackup rds:DeleteDBInstanceAutomatedBackup s3:PutBucketNotification s3:PutInventoryConfiguration",
      "OnlyThese: cloudformation:DescribeStacks cloudformation:GetTemplate cloudformation:ListStackResources cloudformation:ListStacks ec2:CreateTags events:DeleteRule events:DisableRule events:PutRule events:PutTargets events:RemoveTargets fsx:TagResource rds:DeleteDBClusterSnapshot rds:DeleteDBSnapshot rds:ModifyDBClusterSnapshotAttribute rds:ModifyDBSnapshotAttribute redshift-serverless:TagResource redshift:CreateTags redshift:DeleteClusterSnapshot",
      "OnAnyMachine: none",
      "MadeByBackup: ec2:ModifyImageAttribute ec2:ModifySnapshotAttribute ec2:ModifySnapshotTier redshift-serverless:DeleteSnapshot",
      "TagOwnPoints: backup:TagResource",
      "EnterClustersForBackup: none",
      "GrantsForAws: kms:CreateGrant",
      "KeysOfTables: none",
      "KeysOfBuckets: none",
      "KeysOfClusters: none",
      "KeysOfVolumes: none",
      "PassScanners: iam:PassRole",
    ]
  `);
});

test("the role that restores has no other powers than these", () => {
  expect(powersOf(ofRestore)).toMatchInlineSnapshot(`
    [
      "Read: iam:GetRole iam:ListAttachedRolePolicies",
      "Restore: rds:AddTagsToResource rds:DeleteDBCluster",
      "OnlyThese: cloudformation:CreateChangeSet cloudformation:DescribeChangeSet cloudformation:TagResource fsx:TagResource s3:DeleteObject s3:PutBucketOwnershipControls s3:PutBucketVersioning s3:PutObject s3:PutObjectAcl s3:PutObjectTagging s3:PutObjectVersionAcl",
      "MadeByBackup: ec2:DeleteSnapshot ec2:DeleteTags ec2:RestoreSnapshotTier fsx:DeleteFileSystem fsx:DeleteVolume fsx:UntagResource",
      "TagNew: ec2:CreateTags",
      "TagNewToo: ec2:CreateTags",
      "TagAsBackup: ec2:CreateTags",
      "TagRoutes: ec2:CreateTags",
      "LeaveClusters: none",
      "GrantsForAws: kms:CreateGrant",
      "Keys: none",
      "KeysOfBuckets: none",
      "PassToMachines: iam:PassRole",
      "PassItself: iam:PassRole",
    ]
  `);
});

test("the role that copies back has no other powers than these, and none to delete", () => {
  expect(powersOf(ofCopyBack)).toMatchInlineSnapshot(`
    [
      "Read: none",
      "Copy: backup:CopyFromBackupVault ec2:CopyImage ec2:CopySnapshot fsx:CopyBackup fsx:ManageBackupPrincipalAssociations rds:AddTagsToResource rds:CopyDBClusterSnapshot rds:CopyDBSnapshot",
      "OnlyThese: backup:CopyIntoBackupVault ec2:CreateTags fsx:TagResource rds:ModifyDBClusterSnapshotAttribute rds:ModifyDBSnapshotAttribute",
      "MadeByBackup: ec2:ModifyImageAttribute ec2:ModifySnapshotAttribute",
      "TagOwnPoints: backup:TagResource",
      "GrantsForAws: kms:CreateGrant",
      "KeysOfTables: none",
      "KeysOfVolumes: none",
    ]
  `);
});

/** What a boundary allows of all that can harm a backup or a power, on some condition or other, by statement. */
function powersOf({ Statement }: Document): readonly string[] {
  return Statement.filter(({ Effect }) => Effect === "Allow").map(({ Sid, Action }) => {
    const harmful = list(Action).flatMap(actionsOf).filter(isHarmful);
    return `${Sid}: ${harmful.length === 0 ? "none" : harmful.toSorted().join(" ")}`;
  });
}

function isHarmful(action: string): boolean {
  const its = classification.classOf(action);
  return mighty.test(action) || (its !== undefined && powers.includes(its));
}
