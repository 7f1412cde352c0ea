import { expect, test } from "vitest";
import { all, type Block, exampleEstate, stacksOf } from "../support/stacks.ts";

const stacks = stacksOf(exampleEstate());
const statementsOf = (policy: unknown) =>
  (JSON.parse(String(policy)) as { readonly Statement: readonly Block[] }).Statement;

function vaultStatements(stack: string): readonly Block[] {
  const [first, ...others] = all(stacks.get(stack), "aws_backup_vault_policy").map(({ policy }) => policy);
  for (const other of others) expect(other).toBe(first);
  return statementsOf(first);
}
const denied = (Sid: string, Action: readonly string[], unless?: string) => ({
  Sid,
  Effect: "Deny",
  Principal: "*",
  Action,
  Resource: "*",
  ...(unless ? { Condition: { ArnNotEquals: { "aws:PrincipalArn": [unless] } } } : {}),
});
/** What is denied around every vault of an account. */
const aroundVaults = (accountId: string) => [
  denied("NobodyDeletesOrShortens", [
    "backup:DeleteRecoveryPoint",
    "backup:UpdateRecoveryPointLifecycle",
    "backup:DisassociateRecoveryPoint",
    "backup:DisassociateRecoveryPointFromParent",
    "backup:DeleteBackupVault",
  ]),
  denied(
    "OnlyCustodianUnlocks",
    ["backup:DeleteBackupVaultLockConfiguration", "backup:DeleteBackupVaultAccessPolicy"],
    `arn:aws:iam::${accountId}:role/lockstep-vault-custodian`,
  ),
  denied(
    "OnlyPipelineLocks",
    ["backup:PutBackupVaultLockConfiguration"],
    `arn:aws:iam::${accountId}:role/lockstep-pipeline-apply`,
  ),
  denied(
    "OnlyPipelineChangesThis",
    ["backup:PutBackupVaultAccessPolicy"],
    `arn:aws:iam::${accountId}:role/lockstep-pipeline-apply`,
  ),
  denied(
    "OnlyRestoreOperatorOpens",
    ["backup:CreateBackupAccessPoint"],
    `arn:aws:iam::${accountId}:role/lockstep-restore-operator`,
  ),
];

test("into a local vault copies the central account of its class alone, and out of it nothing goes but there and home", () => {
  expect(vaultStatements("app-payments-prod")).toEqual([
    {
      Sid: "CopyInFromCentral",
      Effect: "Allow",
      Principal: "*",
      Action: "backup:CopyIntoBackupVault",
      Resource: "*",
      Condition: {
        StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5", "aws:PrincipalAccount": "333333333333" },
        ArnLike: {
          "aws:PrincipalArn": [
            "arn:aws:iam::333333333333:role/lockstep-AWSBackup-copy-back",
            "arn:aws:iam::333333333333:role/lockstep-restore-operator",
          ],
        },
      },
    },
    {
      ...denied("CopiesGoNowhereElse", ["backup:CopyFromBackupVault"]),
      Condition: {
        "ForAnyValue:ArnNotLike": {
          "backup:CopyTargets": [
            "arn:aws:backup:*:333333333333:backup-vault:lockstep-central-prod",
            "arn:aws:backup:*:555555555501:backup-vault:lockstep-local",
          ],
        },
      },
    },
    ...aroundVaults("555555555501"),
  ]);
});

test.each([
  ["prod", "333333333333"],
  ["nonprod", "444444444444"],
])("into a central vault copy the backup role and the operator of its class alone: %s", (cls, accountId) => {
  const statements = vaultStatements(`central-${cls}`);
  const copyIn = statements.filter(({ Effect }) => Effect === "Allow");

  expect(copyIn.length).toBeGreaterThan(0);
  for (const statement of copyIn) {
    expect(statement).toMatchObject({
      Action: "backup:CopyIntoBackupVault",
      Condition: {
        StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
        ArnLike: {
          "aws:PrincipalArn": [
            "arn:aws:iam::*:role/lockstep-AWSBackup-backup",
            "arn:aws:iam::*:role/lockstep-backup-operator",
          ],
        },
      },
    });
  }
  expect(statements.slice(copyIn.length)).toEqual([
    {
      ...denied("CopiesGoNowhereElse", ["backup:CopyFromBackupVault"]),
      Condition: {
        "ForAnyValue:ArnNotLike": { "backup:CopyTargets": ["arn:aws:backup:*:*:backup-vault:lockstep-local"] },
      },
    },
    ...aroundVaults(accountId),
  ]);
});

test("the role that copies back copies into local vaults alone, and makes no backups", () => {
  for (const stack of ["central-prod", "central-nonprod"]) {
    const [own, ...more] = all(stacks.get(stack), "aws_iam_role_policy").filter(({ role }) =>
      String(role).includes("copy-back"),
    );

    expect(more).toEqual([]);
    expect(statementsOf(own?.["policy"])).toEqual([
      {
        Sid: "OnlyToLocalVaults",
        Effect: "Deny",
        Action: "backup:CopyIntoBackupVault",
        NotResource: "arn:aws:backup:*:*:backup-vault:lockstep-local",
      },
      { Sid: "NoNewBackups", Effect: "Deny", Action: "backup:StartBackupJob", Resource: "*" },
    ]);
  }
});

const service = (name: string, condition?: object) => [
  {
    Sid: "Service",
    Effect: "Allow",
    Principal: { Service: name },
    Action: "sts:AssumeRole",
    ...(condition ? { Condition: condition } : {}),
  },
];

test("who forwards events is EventBridge of the same account alone, to the bus of the shared account", () => {
  let found = 0;
  for (const [id, stack] of stacks) {
    if (!id.startsWith("app-") && !id.startsWith("central-")) continue;
    const [, accountId] = /iam::(\d{12})/.exec(JSON.stringify(stack.provider)) ?? [];
    const [role] = all(stack, "aws_iam_role").filter(({ name }) => name === "lockstep-event-forwarder");
    const [policy] = all(stack, "aws_iam_role_policy").filter((each) => String(each["role"]).includes("forwarder"));
    if (!role) continue;
    found += 1;

    expect(statementsOf(role["assume_role_policy"])).toEqual(
      service("events.amazonaws.com", { StringEquals: { "aws:SourceAccount": accountId } }),
    );
    expect(statementsOf(policy?.["policy"])).toEqual([
      {
        Sid: "Forward",
        Effect: "Allow",
        Action: "events:PutEvents",
        Resource: "arn:aws:events:eu-west-2:222222222222:event-bus/lockstep-alerts",
      },
    ]);
  }
  expect(found).toBeGreaterThan(4);
});

test("roles of AWS Backup are taken by AWS Backup alone, for an hour, and within a boundary", () => {
  let found = 0;
  for (const stack of stacks.values()) {
    for (const role of all(stack, "aws_iam_role")) {
      if (!String(role["name"]).startsWith("lockstep-AWSBackup-")) continue;
      found += 1;
      expect(statementsOf(role["assume_role_policy"])).toEqual(service("backup.amazonaws.com"));
      expect(role["max_session_duration"]).toBe(3600);
      expect(String(role["permissions_boundary"])).toMatch(
        new RegExp(`:policy/lockstep-boundary-${String(role["name"]).slice("lockstep-".length)}$`),
      );
    }
  }
  expect(found).toBeGreaterThan(8);
});

test("roles of AWS Backup hold what AWS says they need, and what S3 needs beside it", () => {
  const attached = (stack: string, role: string) =>
    all(stacks.get(stack), "aws_iam_role_policy_attachment")
      .filter((attachment) => attachment["role"] === `\${aws_iam_role.${role}_role.name}`)
      .map(({ policy_arn }) => policy_arn);
  const managed = (...names: readonly string[]) => names.map((name) => `arn:aws:iam::aws:policy/${name}`);
  const backup = managed("AWSBackupServiceRolePolicyForS3Backup", "service-role/AWSBackupServiceRolePolicyForBackup");
  const restore = managed(
    "AWSBackupServiceRolePolicyForS3Restore",
    "service-role/AWSBackupServiceRolePolicyForRestores",
  );

  expect(attached("app-payments-prod", "lockstep-AWSBackup-backup").sort()).toEqual(backup);
  expect(attached("app-payments-prod", "lockstep-AWSBackup-restore").sort()).toEqual(restore);
  expect(attached("central-prod", "lockstep-AWSBackup-restore").sort()).toEqual(restore);
});

test("duties are taken by whom config names, of this organization, with MFA where config asks for it", () => {
  const roles = all(stacks.get("central-prod"), "aws_iam_role");
  const trustOf = (name: string) => statementsOf(roles.find((role) => role["name"] === name)?.["assume_role_policy"]);
  const trusted = (permissionSet: string) => [
    {
      Sid: "Trusted",
      Effect: "Allow",
      Principal: { AWS: ["arn:aws:iam::222222222222:root"] },
      Action: "sts:AssumeRole",
      Condition: {
        StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
        ArnLike: {
          "aws:PrincipalArn": [
            `arn:aws:iam::222222222222:role/aws-reserved/sso.amazonaws.com/eu-west-2/AWSReservedSSO_${permissionSet}_*`,
          ],
        },
      },
    },
  ];

  expect(trustOf("lockstep-auditor")).toEqual(trusted("BackupAuditor"));
  expect(trustOf("lockstep-restore-operator")).toEqual(trusted("RestoreOperator"));
});
