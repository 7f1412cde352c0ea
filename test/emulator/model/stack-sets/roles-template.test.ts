import { expect, test } from "vitest";
import { pipelineRoles } from "../../../../stacks/pipeline-roles.ts";
import { exampleEstate } from "../../../support/stacks.ts";
import { rolesTemplate } from "./roles-template.ts";

test("the product's own template is understood", () => {
  const template = JSON.parse(pipelineRoles(exampleEstate()).replaceAll("$${", "${")) as object;

  const { roles, policies } = rolesTemplate(template, "333333333333");

  expect(roles.map(({ inline }) => [...inline.keys()])).toEqual([["permissions"], ["permissions"], ["permissions"]]);
  // boundaries, and what the role that applies has been given
  const attached = roles.flatMap(({ attachedPolicyArns }) => attachedPolicyArns);
  expect(attached.length).toBeGreaterThan(0);
  expect(policies.length).toBeGreaterThan(attached.length);
});

test("Ref is the ARN of a policy, the name of a role, and the account", () => {
  const document = { Version: "2012-10-17", Statement: [] };
  const { roles } = rolesTemplate(
    {
      Resources: {
        Limits: {
          Type: "AWS::IAM::ManagedPolicy",
          Properties: { ManagedPolicyName: "limits", Path: "/backup/", PolicyDocument: document },
        },
        Apply: {
          Type: "AWS::IAM::Role",
          DependsOn: "Limits",
          Properties: {
            RoleName: "apply",
            AssumeRolePolicyDocument: document,
            ManagedPolicyArns: [{ Ref: "Limits" }],
            PermissionsBoundary: { Ref: "Limits" },
            Tags: [
              { Key: "account", Value: { Ref: "AWS::AccountId" } },
              { Key: "role", Value: { Ref: "Apply" } },
            ],
          },
        },
      },
    },
    "333333333333",
  );

  expect(roles).toMatchObject([
    {
      attachedPolicyArns: ["arn:aws:iam::333333333333:policy/backup/limits"],
      boundaryArn: "arn:aws:iam::333333333333:policy/backup/limits",
      tags: { account: "333333333333", role: "apply" },
    },
  ]);
});

test("a policy that names the roles which it is attached to is attached to them", () => {
  const document = { Version: "2012-10-17", Statement: [] };
  const policy = { ManagedPolicyName: "vaults", PolicyDocument: document, Roles: [{ Ref: "Apply" }] };
  const role = { RoleName: "apply", AssumeRolePolicyDocument: document };
  const template = {
    Resources: {
      Vaults: { Type: "AWS::IAM::ManagedPolicy", DependsOn: "Apply", Properties: policy },
      Apply: { Type: "AWS::IAM::Role", Properties: role },
      Plan: { Type: "AWS::IAM::Role", Properties: { ...role, RoleName: "plan" } },
    },
  };

  expect(rolesTemplate(template, "333333333333").roles.map(({ attachedPolicyArns }) => attachedPolicyArns)).toEqual([
    ["arn:aws:iam::333333333333:policy/vaults"],
    [],
  ]);
});

test.each([
  ["another type", { Resources: { A: { Type: "AWS::S3::Bucket", Properties: {} } } }, "of type AWS::S3::Bucket"],
  ["another property", { Resources: { A: { Type: "AWS::IAM::Role", Properties: { Colour: "red" } } } }, "A.Colour"],
  [
    "a function",
    { Resources: { A: { Type: "AWS::IAM::Role", Properties: { RoleName: { "Fn::Sub": "b" } } } } },
    "the function Fn::Sub",
  ],
  [
    "a Ref to nothing",
    { Resources: { A: { Type: "AWS::IAM::Role", Properties: { RoleName: { Ref: "B" } } } } },
    "Ref B",
  ],
  [
    "another attribute",
    { Resources: { A: { Type: "AWS::IAM::Role", DeletionPolicy: "Retain", Properties: {} } } },
    "A.DeletionPolicy",
  ],
  ["no name", { Resources: { A: { Type: "AWS::IAM::Role", Properties: {} } } }, "got no A.RoleName"],
])("a template with %s is refused, so that nothing is left out silently", (_, template, message) => {
  expect(() => rolesTemplate(template, "333333333333")).toThrow(message);
});
