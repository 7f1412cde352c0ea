import { expect, test } from "vitest";
import { dutyStatements } from "../../src/constructs/duty-policies.ts";
import type { Statement } from "../../src/constructs/policy-document.ts";
import { reachInStatements } from "../../src/constructs/reach-in-policy.ts";
import { all, type Block, exampleEstate, stacksOf } from "../support/stacks.ts";

const stacks = stacksOf(exampleEstate());

/** The roles of a stack: what each is for, and its boundary. */
const rolesOf = (stack: string) =>
  Object.fromEntries(
    all(stacks.get(stack), "aws_iam_role").map(({ name, description, permissions_boundary }) => [
      name,
      [description, permissions_boundary],
    ]),
  );
const bounded = (accountId: string, roles: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(roles).map(([name, description]) => [
      `lockstep-${name}`,
      [description, `arn:aws:iam::${accountId}:policy/lockstep-boundary-${name}`],
    ]),
  );
const alerts = "forwards failed backup, copy and restore jobs to the alert hub";

test.each([
  [
    "app-payments-prod",
    bounded("555555555501", {
      "AWSBackup-backup":
        "AWS Backup backs up and copies with it; recovery points can expire only as long as it exists",
      "AWSBackup-restore": "AWS Backup restores with it",
      auditor: "duty: auditor",
      "backup-operator": "duty: backupOperator",
      "event-forwarder": alerts,
      "reach-in-prod": "the restore operator of the central account inspects and restores here",
      "restore-operator": "duty: restoreOperator",
    }),
  ],
  [
    "central-nonprod",
    bounded("444444444444", {
      "AWSBackup-copy-back": "copies recovery points back to application accounts, and nowhere else",
      "AWSBackup-restore": "AWS Backup restores with it",
      auditor: "duty: auditor",
      "event-forwarder": alerts,
      "restore-operator": "duty: restoreOperator",
    }),
  ],
  ["shared", bounded("222222222222", { auditor: "duty: auditor", "policy-admin": "duty: policyAdmin" })],
])("%s has the roles of its duties and of AWS Backup, each within its own boundary", (stack, roles) => {
  expect(rolesOf(stack)).toEqual(roles);
});

const roleArn = (name: string) => `\${aws_iam_role.lockstep-${name}_role.arn}`;
const nothingToPass = { backupRoleArn: null, restoreRoleArns: [], reachInRoleArn: null };

test.each<[string, string, readonly Statement[]]>([
  [
    "app-payments-prod",
    "lockstep-backup-operator",
    dutyStatements("backupOperator", "app", { ...nothingToPass, backupRoleArn: roleArn("AWSBackup-backup") }),
  ],
  [
    "app-payments-prod",
    "lockstep-restore-operator",
    dutyStatements("restoreOperator", "app", { ...nothingToPass, restoreRoleArns: [roleArn("AWSBackup-restore")] }),
  ],
  ["app-payments-prod", "reach-in", reachInStatements(roleArn("AWSBackup-restore"))],
  [
    "central-prod",
    "lockstep-restore-operator",
    dutyStatements("restoreOperator", "central", {
      ...nothingToPass,
      restoreRoleArns: [roleArn("AWSBackup-copy-back"), roleArn("AWSBackup-restore")],
      reachInRoleArn: "arn:aws:iam::*:role/lockstep-reach-in-prod",
    }),
  ],
  ["shared", "lockstep-policy-admin", dutyStatements("policyAdmin", "shared", nothingToPass)],
])("in %s %s works with the roles that are there for it", (stack, role, statements) => {
  const policies = all(stacks.get(stack), "aws_iam_role_policy").filter(
    (each) => each["role"] === `\${aws_iam_role.${role}_role.name}`,
  );

  expect(
    policies.map(({ policy }) => (JSON.parse(String(policy)) as { readonly Statement: readonly Block[] }).Statement),
  ).toEqual([statements]);
});

test("the operator of the central account of the class alone reaches in, with the MFA that the first role asked for", () => {
  const [role] = all(stacks.get("app-sandbox"), "aws_iam_role").filter(
    ({ name }) => name === "lockstep-reach-in-nonprod",
  );

  expect(JSON.parse(String(role?.["assume_role_policy"]))).toMatchObject({
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: ["arn:aws:iam::444444444444:root"] },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
          ArnLike: { "aws:PrincipalArn": ["arn:aws:iam::444444444444:role/lockstep-restore-operator"] },
        },
      },
    ],
  });
  expect(String(role?.["assume_role_policy"])).not.toContain("MultiFactor");
});
