import { describe, expect, test } from "vitest";
import { copyBackRole, localVault, restoreRole } from "../../../src/names.ts";
import { iamJudge } from "../../emulator/judge/iam-judge.ts";
import type { Context } from "../../emulator/model/access.ts";
import { allowEverything, type Document } from "../../emulator/model/policy-document.ts";
import { ofBackup, ofCopyBack, ofRestore } from "./support/boundaries.ts";
import { accountId, region } from "./support/resources-of.ts";

const judge = iamJudge();

const snapshot = `arn:aws:ec2:${region}::snapshot/snap-0123456789abcdef0`;
const key = `arn:aws:kms:${region}:${accountId}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const role = (name: string) => `arn:aws:iam::${accountId}:role/${name}`;
const vault = (name: string, of = accountId) => `arn:aws:backup:${region}:${of}:backup-vault:${name}`;
const recoveryPoint = `arn:aws:backup:${region}:${accountId}:recovery-point:1EB3B5E7-9EB0-435A-A80B-108B488B0D45`;
const madeByBackup = { "aws:ResourceTag/aws:backup:source-resource": "vol-0123456789abcdef0:1234" };
const passedTo = (service: string) => ({ "iam:PassedToService": service });

/** What the simulator says of a role to which everything is attached, of a resource whose own policy leaves it to IAM. */
async function isAllowed(boundary: Document, action: string, resourceArn: string, context: Context = {}) {
  const { allowed } = await judge({
    principalArn: role(copyBackRole),
    action,
    resourceArn,
    resourceAccountId: accountId,
    context: { "aws:PrincipalAccount": accountId, "aws:ResourceAccount": accountId, ...context },
    identityPolicies: [{ name: "everything", document: allowEverything }],
    boundary: { name: "boundary", document: boundary },
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: /^(kms|backup):/.test(action)
      ? {
          name: "own policy",
          document: {
            Version: "2012-10-17",
            Statement: [
              {
                Sid: "A",
                Effect: "Allow",
                Principal: { AWS: `arn:aws:iam::${accountId}:root` },
                Action: "*",
                Resource: "*",
              },
            ],
          },
        }
      : null,
  });
  return allowed;
}

describe.each([
  ["the role that backs up", ofBackup],
  ["the role that restores", ofRestore],
  ["the role that copies back", ofCopyBack],
])("%s, with everything attached to it", (_, boundary) => {
  test.each([
    ["backup:DeleteRecoveryPoint", recoveryPoint],
    ["backup:UpdateRecoveryPointLifecycle", recoveryPoint],
    ["backup:DisassociateRecoveryPoint", recoveryPoint],
    ["backup:PutBackupVaultAccessPolicy", vault("lockstep-central-prod")],
    ["backup:DeleteBackupVaultLockConfiguration", vault("lockstep-central-prod")],
    ["backup:CreateBackupAccessPoint", recoveryPoint],
    ["backup:StartBackupJob", vault(localVault)],
    ["backup:StartCopyJob", recoveryPoint],
    ["kms:PutKeyPolicy", key],
    ["kms:CreateAlias", key],
    ["kms:ScheduleKeyDeletion", key],
    ["kms:DisableKey", key],
    ["kms:CreateGrant", key],
    ["kms:Decrypt", key],
    ["iam:CreateRole", role("lockstep-x")],
    ["iam:UpdateAssumeRolePolicy", role("lockstep-vault-custodian")],
    ["iam:DeleteRolePermissionsBoundary", role(restoreRole)],
    ["sts:AssumeRole", role("lockstep-vault-custodian")],
    ["cloudformation:ExecuteChangeSet", `arn:aws:cloudformation:${region}:${accountId}:stack/app/1`],
    ["cloudformation:UpdateStackSet", `arn:aws:cloudformation:${region}:${accountId}:stackset/lockstep:1`],
    ["organizations:LeaveOrganization", "*"],
    ["ec2:ModifySnapshotAttribute", snapshot],
  ])("may not %s", async (action, resource) => {
    expect(await isAllowed(boundary, action, resource)).toBe(false);
  });
});

test("only AWS Backup's own snapshots can be deleted after a restore, and none after a copy back", async () => {
  const allowed = (boundary: Document, context?: Context) =>
    isAllowed(boundary, "ec2:DeleteSnapshot", snapshot, context);

  expect(await allowed(ofRestore, madeByBackup)).toBe(true);
  expect(await allowed(ofRestore)).toBe(false);
  expect(await allowed(ofCopyBack, madeByBackup)).toBe(false);
  expect(await allowed(ofCopyBack)).toBe(false);
  // AWS's policy sets no condition where recovery points expire
  expect(await allowed(ofBackup)).toBe(true);
});

test("only AWS Backup's own snapshots are shared, and never with everybody", async () => {
  const allowed = (boundary: Document, context: Context) =>
    isAllowed(boundary, "ec2:ModifySnapshotAttribute", snapshot, context);

  for (const boundary of [ofBackup, ofCopyBack]) {
    expect(await allowed(boundary, { ...madeByBackup, "ec2:Add/userId": "222222222222" })).toBe(true);
    expect(await allowed(boundary, { "ec2:Add/userId": "222222222222" })).toBe(false);
    expect(await allowed(boundary, { ...madeByBackup, "ec2:Add/group": "all" })).toBe(false);
  }
  expect(await allowed(ofRestore, { ...madeByBackup, "ec2:Add/userId": "222222222222" })).toBe(false);
});

test("copies go back to local vaults and nowhere else", async () => {
  const allowed = (arn: string) => isAllowed(ofCopyBack, "backup:CopyIntoBackupVault", arn);

  expect(await allowed(vault(localVault))).toBe(true);
  expect(await allowed(vault("lockstep-central-prod"))).toBe(false);
  expect(await allowed(vault(`${localVault}-2`))).toBe(false);
});

test("a role is handed to what it was made for, and none of Lockstep's to a machine", async () => {
  const allowed = (name: string, service: string, boundary = ofRestore) =>
    isAllowed(boundary, "iam:PassRole", role(name), passedTo(service));

  expect(await allowed("web-server", "ec2.amazonaws.com")).toBe(true);
  expect(await allowed("cluster-node", "eks.amazonaws.com")).toBe(true);
  expect(await allowed("lockstep-vault-custodian", "ec2.amazonaws.com")).toBe(false);
  expect(await allowed("web-server", "lambda.amazonaws.com")).toBe(false);
  expect(await allowed(restoreRole, "backup.amazonaws.com")).toBe(true);
  expect(await allowed("AWSBackupDefaultServiceRole", "backup.amazonaws.com")).toBe(false);
  expect(await allowed("scanner", "malware-protection.guardduty.amazonaws.com", ofBackup)).toBe(true);
  expect(await allowed("lockstep-vault-custodian", "malware-protection.guardduty.amazonaws.com", ofBackup)).toBe(false);
  expect(await allowed("web-server", "ec2.amazonaws.com", ofBackup)).toBe(false);
  expect(await allowed(restoreRole, "backup.amazonaws.com", ofCopyBack)).toBe(false);
});

test("a key works for AWS's services and not for whoever holds the role", async () => {
  const viaVolumes = { "kms:ViaService": `ec2.${region}.amazonaws.com` };

  expect(await isAllowed(ofRestore, "kms:Decrypt", key, viaVolumes)).toBe(true);
  expect(await isAllowed(ofRestore, "kms:Decrypt", key, { "kms:ViaService": `ec2.cn-north-1.amazonaws.com.cn` })).toBe(
    true,
  );
  expect(await isAllowed(ofRestore, "kms:Decrypt", key, { "kms:ViaService": `lambda.${region}.amazonaws.com` })).toBe(
    false,
  );
  expect(await isAllowed(ofCopyBack, "kms:CreateGrant", key, { "kms:GrantIsForAWSResource": "true" })).toBe(true);
  expect(await isAllowed(ofCopyBack, "kms:CreateGrant", key, { "kms:GrantIsForAWSResource": "false" })).toBe(false);
});
