import type { Estate } from "../../../src/model.ts";
import { accountRootArn, boundaryOf, policyArn, prefix, restoreRole } from "../../../src/names.ts";
import { allowEverything, type Document } from "../../emulator/model/policy-document.ts";
import { outsideAccount } from "../organization/people.ts";
import type { Addition } from "./mutant.ts";
import { accountOf, addResource, all, type Body, changeResource, namedOf, type StackJson } from "./stack-json.ts";

const name = "added";
const everything = JSON.stringify(allowEverything);

/** A new role in the stack, whole permissions for each role that it has, and a new role in the StackSet's template. */
export function addedRoles(estate: Estate, json: StackJson): readonly Addition[] {
  const trust = trustInStranger(accountRootArn(estate, outsideAccount));
  return [
    ...[true, false].map((isBounded) => newRole(estate, trust, isBounded)),
    ...Object.keys(namedOf(json, "aws_iam_role")).flatMap((role) => [
      ownPolicy(json, role),
      administrator(estate, json, role),
    ]),
    ...Object.keys(namedOf(json, "aws_cloudformation_stack_set")).flatMap((stackSet) =>
      [true, false].map((isBounded) => inTemplate(stackSet, trust, isBounded)),
    ),
  ];
}

const trustInStranger = (AWS: string): Document => ({
  Version: "2012-10-17",
  Statement: [{ Sid: "Stranger", Effect: "Allow", Principal: { AWS }, Action: "sts:AssumeRole" }],
});

const bounds = (isBounded: boolean) => (isBounded ? "with the boundary" : "without a boundary");

function newRole(estate: Estate, trust: Document, isBounded: boolean): Addition {
  const role = (json: StackJson): Body => ({
    name: `${prefix}-${name}`,
    assume_role_policy: JSON.stringify(trust),
    ...(isBounded && { permissions_boundary: policyArn(estate, accountOf(json), boundaryOf(restoreRole)) }),
  });
  const policy = { name: "permissions", role: `\${aws_iam_role.${name}.name}`, policy: everything };
  return {
    how: "role",
    of: "a new role",
    what: bounds(isBounded),
    edit: all(
      addResource("aws_iam_role", name, role),
      addResource("aws_iam_role_policy", name, () => policy),
    ),
  };
}

const nameOf = (json: StackJson, role: string) => String(namedOf(json, "aws_iam_role")[role]?.["name"]);

const ownPolicy = (json: StackJson, role: string): Addition => ({
  how: "everything",
  of: `role ${nameOf(json, role)}`,
  what: "a policy of its own",
  edit: addResource("aws_iam_role_policy", `${role}_${name}`, () => ({
    name,
    role: `\${aws_iam_role.${role}.name}`,
    policy: everything,
  })),
});

const administrator = ({ partition }: Estate, json: StackJson, role: string): Addition => ({
  how: "everything",
  of: `role ${nameOf(json, role)}`,
  what: "AdministratorAccess",
  edit: addResource("aws_iam_role_policy_attachment", `${role}_${name}`, () => ({
    role: `\${aws_iam_role.${role}.name}`,
    policy_arn: `arn:${partition}:iam::aws:policy/AdministratorAccess`,
  })),
});

function inTemplate(stackSet: string, trust: Document, isBounded: boolean): Addition {
  const role = {
    Type: "AWS::IAM::Role",
    Properties: {
      RoleName: `${prefix}-${name}`,
      AssumeRolePolicyDocument: trust,
      ...(isBounded && { PermissionsBoundary: { Ref: "Boundary" } }),
      Policies: [{ PolicyName: "permissions", PolicyDocument: allowEverything }],
    },
  };
  return {
    how: "role",
    of: "a new role in every account",
    what: bounds(isBounded),
    edit: changeResource("aws_cloudformation_stack_set", stackSet, (body) => {
      const template = JSON.parse(String(body["template_body"])) as { readonly Resources: Body };
      const Resources = { ...template.Resources, Added: role };
      return { ...body, template_body: JSON.stringify({ ...template, Resources }) };
    }),
  };
}
