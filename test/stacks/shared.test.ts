import { expect, test } from "vitest";
import { SharedStack } from "../../stacks/shared-stack.ts";
import { all, exampleEstate, stackAlone } from "../support/stacks.ts";

const estate = exampleEstate();
const shared = stackAlone((app) => new SharedStack(app, estate));
const policies = Object.fromEntries(
  all(shared, "aws_iam_policy").map(({ name, description, policy }) => [
    String(name),
    { description, statements: (JSON.parse(String(policy)) as { readonly Statement: unknown }).Statement },
  ]),
);

const enter = { Effect: "Allow", Action: "sts:AssumeRole", Resource: "arn:aws:iam::*:role/lockstep-pipeline-apply" };
const attach = (...targets: readonly string[]) => ({
  Sid: "Targets",
  Effect: "Allow",
  Action: "organizations:AttachPolicy",
  Resource: targets.map((target) => `arn:aws:organizations::*:${target}`),
  Condition: { StringEquals: { "organizations:PolicyType": "BACKUP_POLICY" } },
});

test("the pipeline enters the accounts of a class by their ids, and those of its units by where they are", () => {
  expect(policies["lockstep-accounts-nonprod"]).toEqual({
    description: "the nonprod accounts that the pipeline applies",
    statements: [
      {
        ...enter,
        Sid: "ByAccount",
        Condition: { StringEquals: { "aws:ResourceAccount": [1, 2, 3, 4].map((number) => `66666666660${number}`) } },
      },
    ],
  });
  expect(policies["lockstep-accounts-prod"]).toEqual({
    description: "the prod accounts that the pipeline applies",
    statements: [
      {
        ...enter,
        Sid: "ByAccount",
        Condition: { StringEquals: { "aws:ResourceAccount": [1, 2, 3].map((number) => `55555555550${number}`) } },
      },
      {
        ...enter,
        Sid: "ByUnit",
        Condition: {
          "ForAnyValue:StringLike": { "aws:ResourceOrgPaths": ["o-a1b2c3d4e5/r-ab12/ou-ab12-1a2b3c4d/*"] },
        },
      },
    ],
  });
});

test("policies of a class are attached to its units and accounts alone, those of retired ones left out", () => {
  const account = (id: string) => `account/*/${id}`;

  expect(policies["lockstep-targets-nonprod-1"]).toEqual({
    description: "what backup policies of nonprod may be attached to",
    statements: [attach(account("666666666601"), account("666666666603"), account("666666666602"))],
  });
  expect(policies["lockstep-targets-prod-1"]).toEqual({
    description: "what backup policies of prod may be attached to",
    statements: [
      attach("ou/*/ou-ab12-1a2b3c4d", account("555555555503"), account("555555555501"), account("555555555502")),
    ],
  });
});

test("each list is attached to the role of its own class", () => {
  const attached = all(shared, "aws_iam_role_policy_attachment").map(({ role, policy_arn }) => [role, policy_arn]);

  expect(Object.fromEntries(attached)).toEqual({
    "lockstep-hub-apply-app-nonprod": "${aws_iam_policy.accounts-nonprod.arn}",
    "lockstep-hub-apply-app-prod": "${aws_iam_policy.accounts-prod.arn}",
    "lockstep-pipeline-apply-policies-nonprod": "${aws_iam_policy.targets-nonprod-1.arn}",
    "lockstep-pipeline-apply-policies-prod": "${aws_iam_policy.targets-prod-1.arn}",
  });
});

test("a class without accounts lets nobody enter", () => {
  const accounts = estate.accounts.filter((account) => account.class === "prod");
  const names = all(
    stackAlone((app) => new SharedStack(app, { ...estate, accounts })),
    "aws_iam_policy",
  ).map(({ name }) => name);

  expect(names).toEqual(["lockstep-accounts-prod", "lockstep-targets-prod-1"]);
});
