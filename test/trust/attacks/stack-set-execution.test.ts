import { describe, expect, test } from "vitest";
import { custodian } from "../organization/attacks.ts";
import { example, type Request, target } from "../organization/organization.ts";
import { roleArn } from "../organization/people.ts";
import { account, central, shared } from "../organization/places.ts";
import { testAttack } from "./attack.ts";
import { byGuardrail, executionRole, executionRoleTarget } from "./attackers.ts";
import { asks } from "./aws-step.ts";

const places = [
  ["stack-set-execution-application", "payments-prod", account("payments-prod").accountId],
  ["stack-set-execution-central", "central prod", central.prod.accountId],
] as const;

const stackOf = (accountId: string) =>
  target(`arn:aws:cloudformation:${shared.region}:${accountId}:stack/StackSet-lockstep-pipeline-roles-1/x`, accountId);

for (const [id, place, accountId] of places) {
  const who = `the administrator of ${place}`;
  const as = example.administrator(accountId);

  testAttack({
    id,
    steps: [],
    ends: [
      ...["iam:DeleteRole", "iam:DetachRolePolicy", "iam:DeleteRolePolicy", "iam:PutRolePermissionsBoundary"].map(
        (action) =>
          asks({
            who,
            does: `asks ${action} of StackSets' role`,
            as,
            request: [action, executionRoleTarget(accountId)],
            today: byGuardrail("StackSetRoles"),
          }),
      ),
      asks({
        who,
        does: "deletes the StackSet's stack, and retains its roles",
        as,
        request: ["cloudformation:DeleteStack", stackOf(accountId)],
        today: byGuardrail("StackSetRoles"),
      }),
    ],
  });
}

describe.each(places)("%s: the administrator of %s", (_, __, accountId) => {
  test("makes no role of StackSets' name, nor adds to it or to whom it trusts", async () => {
    const role = executionRoleTarget(accountId);
    const attacks = ["AttachRolePolicy", "CreateRole", "PutRolePolicy", "UpdateAssumeRolePolicy"].map(
      (name): Request => [`iam:${name}`, role],
    );

    expect(await example.allowed(example.administrator(accountId), attacks)).toEqual([]);
  });

  test("hands StackSets' role to no service, and changes nothing of the stack that it made", async () => {
    const attacks: readonly Request[] = [
      ["iam:PassRole", executionRoleTarget(accountId), { "iam:PassedToService": "cloudformation.amazonaws.com" }],
      ...["UpdateStack", "CreateChangeSet", "ExecuteChangeSet", "SetStackPolicy", "UpdateTerminationProtection"].map(
        (name): Request => [`cloudformation:${name}`, stackOf(accountId)],
      ),
    ];

    expect(await example.allowed(example.administrator(accountId), attacks)).toEqual([]);
  });

  test("reads both", async () => {
    const reads: readonly Request[] = [
      ["iam:GetRole", executionRoleTarget(accountId)],
      ["iam:ListAttachedRolePolicies", executionRoleTarget(accountId)],
      ["cloudformation:DescribeStacks", stackOf(accountId)],
      ["cloudformation:GetTemplate", stackOf(accountId)],
    ];

    expect(await example.denied(example.administrator(accountId), reads)).toEqual([]);
  });

  test("does not delete the service-linked roles that StackSets and AWS Backup work with", async () => {
    const attacks = [
      "member.org.stacksets.cloudformation.amazonaws.com/AWSServiceRoleForCloudFormationStackSetsOrgMember",
      "backup.amazonaws.com/AWSServiceRoleForBackup",
    ].map((name): Request => {
      const role = target(roleArn(accountId, `aws-service-role/${name}`), accountId);
      return ["iam:DeleteServiceLinkedRole", role];
    });

    expect(await example.allowed(example.administrator(accountId), attacks)).toEqual([]);
    expect(await example.allowed(example.rootUser(accountId), attacks)).toEqual([]);
  });

  test("does not delete the custodian's role", async () => {
    const attack: Request = ["iam:DeleteRole", example.roleTarget(accountId, custodian)];

    expect(await example.lets(example.administrator(accountId), attack)).toBe(false);
  });
});

test("StackSets' own role changes the stack, and deletes it when an account is let go", async () => {
  const { accountId } = central.prod;
  const work: readonly Request[] = [
    ["cloudformation:UpdateStack", stackOf(accountId)],
    ["cloudformation:DeleteStack", stackOf(accountId)],
    ["iam:PassRole", executionRoleTarget(accountId)],
    ["iam:UpdateAssumeRolePolicy", example.roleTarget(accountId, custodian)],
  ];

  expect(await example.denied(executionRole(accountId), work)).toEqual([]);
});

test("nobody makes a role that counts as one with which EC2 decrypts", async () => {
  const { accountId } = central.prod;
  const attack: Request = ["iam:CreateRole", target(roleArn(accountId, "aws:ec2-infrastructure/i-0"), accountId)];

  expect(await example.lets(example.administrator(accountId), attack)).toBe(false);
});
