import { expect, test } from "vitest";
import type { Judge, Question } from "../access.ts";
import {
  management,
  of,
  ordersAccount,
  planNamed,
  rootId,
  sharedAccount,
  smallOrganization,
  someoneElsesAccount,
} from "./small-organization.ts";

const delegation = (accountId: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${accountId}:root` },
        Action: ["organizations:Describe*", "organizations:AttachPolicy"],
        Resource: "*",
      },
    ],
  });

function recorded(verdict: (question: Question) => boolean = () => true) {
  const asked: Question[] = [];
  const judge: Judge = async (question) => {
    asked.push(question);
    return { allowed: verdict(question), because: "the test says so" };
  };
  return { ...smallOrganization(judge), asked };
}

test("the management account acts by its identity policies alone", async () => {
  const { organizations, asked } = recorded();

  await organizations.createPolicy(management, {
    Type: "BACKUP_POLICY",
    Name: "gold",
    Description: "",
    Content: planNamed("gold"),
    Tags: [{ Key: "class", Value: "prod" }],
  });

  expect(asked.map(({ action }) => action)).toEqual(["organizations:CreatePolicy", "organizations:TagResource"]);
  for (const question of asked) {
    expect(question).toMatchObject({
      resourceArn: "arn:aws:organizations::111111111111:policy/o-a1b2c3d4e5/backup_policy/p-0000000001",
      resourcePolicy: null,
      context: {
        "organizations:PolicyType": "BACKUP_POLICY",
        "aws:RequestTag/class": "prod",
        "aws:TagKeys": ["class"],
      },
    });
    expect(question.context).not.toHaveProperty("aws:ResourceTag/class");
  }
});

test("who is denied changes nothing", async () => {
  const { organizations } = recorded(({ action }) => action !== "organizations:TagResource");
  const policy = { Type: "BACKUP_POLICY", Name: "gold", Description: "", Content: planNamed("gold") } as const;

  await expect(
    organizations.createPolicy(management, { ...policy, Tags: [{ Key: "a", Value: "b" }] }),
  ).rejects.toMatchObject({ code: "AccessDeniedException", httpStatus: 403 });

  expect((await organizations.listPolicies(management, { Filter: "BACKUP_POLICY" })).Policies).toEqual([]);
});

test("attaching is asked on the policy with its tags, and on what it is attached to", async () => {
  const { organizations, asked } = recorded();
  organizations.switchOnPolicyType("BACKUP_POLICY");
  await organizations.createPolicy(management, {
    Type: "BACKUP_POLICY",
    Name: "gold",
    Description: "",
    Content: planNamed("gold"),
    Tags: [{ Key: "class", Value: "prod" }],
  });
  asked.length = 0;

  await organizations.attachPolicy(management, { PolicyId: "p-0000000001", TargetId: ordersAccount });

  expect(asked).toMatchObject([
    {
      action: "organizations:AttachPolicy",
      resourceArn: "arn:aws:organizations::111111111111:policy/o-a1b2c3d4e5/backup_policy/p-0000000001",
      context: { "organizations:PolicyType": "BACKUP_POLICY", "aws:ResourceTag/class": "prod" },
    },
    {
      action: "organizations:AttachPolicy",
      resourceArn: "arn:aws:organizations::111111111111:account/o-a1b2c3d4e5/333333333333",
      context: { "organizations:PolicyType": "BACKUP_POLICY" },
    },
  ]);
  expect(asked[1]?.context).not.toHaveProperty("aws:ResourceTag/class");
});

test("a delegated account is asked across accounts, against the delegation policy", async () => {
  const { organizations, asked } = recorded();
  await organizations.putResourcePolicy(management, { Content: delegation(sharedAccount) });
  asked.length = 0;

  await organizations.describeAccount(of(sharedAccount), { AccountId: ordersAccount });

  expect(asked).toMatchObject([
    {
      principalArn: `arn:aws:iam::${sharedAccount}:root`,
      resourceAccountId: "111111111111",
      resourcePolicy: {
        name: "delegation policy of the organization",
        document: JSON.parse(delegation(sharedAccount)),
      },
    },
  ]);
});

test("without a delegation policy no member reaches the organization, whatever its own policies allow", async () => {
  const { organizations } = recorded();
  const denied = { code: "AccessDeniedException" };

  await expect(organizations.listAccounts(of(ordersAccount))).rejects.toMatchObject(denied);
  await expect(
    organizations.attachPolicy(of(ordersAccount), { PolicyId: "p-FullAWSAccess", TargetId: rootId }),
  ).rejects.toMatchObject(denied);
  expect((await organizations.describeOrganization(of(ordersAccount))).Organization).toMatchObject({
    Id: "o-a1b2c3d4e5",
    MasterAccountId: "111111111111",
  });
});

test("what cannot be delegated stays the management account's, whatever the delegation policy says", async () => {
  const { organizations } = recorded();
  await organizations.putResourcePolicy(management, { Content: delegation(sharedAccount) });
  const shared = of(sharedAccount);
  const denied = { code: "AccessDeniedException" };

  await expect(organizations.putResourcePolicy(shared, { Content: "{}" })).rejects.toMatchObject(denied);
  await expect(organizations.deleteResourcePolicy(shared)).rejects.toMatchObject(denied);
  await expect(organizations.closeAccount(shared, { AccountId: ordersAccount })).rejects.toMatchObject(denied);
  await expect(
    organizations.enableAWSServiceAccess(shared, { ServicePrincipal: "backup.amazonaws.com" }),
  ).rejects.toMatchObject(denied);
  await expect(
    organizations.moveAccount(shared, {
      AccountId: ordersAccount,
      SourceParentId: "ou-ab12-11111111",
      DestinationParentId: rootId,
    }),
  ).rejects.toMatchObject(denied);
});

test("a service's delegated administrator reads by its own policies, and changes nothing", async () => {
  const { organizations, asked } = recorded();
  organizations.delegateService(sharedAccount, "backup.amazonaws.com");

  expect((await organizations.listAccounts(of(sharedAccount))).Accounts).toHaveLength(3);
  expect(asked).toMatchObject([{ resourceAccountId: sharedAccount, resourcePolicy: null }]);
  await expect(organizations.deletePolicy(of(sharedAccount), { PolicyId: "p-FullAWSAccess" })).rejects.toMatchObject({
    code: "AccessDeniedException",
  });
});

test("an account outside has no organization to ask", async () => {
  const { organizations } = recorded();

  await expect(organizations.listAccounts(of(someoneElsesAccount))).rejects.toMatchObject({
    code: "AWSOrganizationsNotInUseException",
  });
  await expect(organizations.describeOrganization(of(someoneElsesAccount))).rejects.toMatchObject({
    code: "AWSOrganizationsNotInUseException",
  });
});
