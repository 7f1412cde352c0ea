import { expect, test } from "vitest";
import { Role, type RoleProps } from "../../src/constructs/role.ts";
import { all } from "../support/stacks.ts";
import { statementsIn, synth } from "./support/synth.ts";

const trust = [{ Sid: "Service", Effect: "Allow", Principal: { Service: "backup.amazonaws.com" } }] as const;
const roleWith = (changes: Partial<RoleProps>) =>
  synth((scope, provider) => {
    new Role(scope, "role", {
      provider,
      name: "lockstep-role",
      description: "does one thing",
      trust,
      boundaryArn: "arn:aws:iam::555555555501:policy/lockstep-boundary-role",
      ...changes,
    });
  });

test("a role is taken for an hour, within its boundary, and may do nothing by itself", () => {
  const stack = roleWith({});
  const [role] = all(stack, "aws_iam_role");

  expect(role).toMatchObject({
    name: "lockstep-role",
    description: "does one thing",
    max_session_duration: 3600,
    permissions_boundary: "arn:aws:iam::555555555501:policy/lockstep-boundary-role",
  });
  expect(statementsIn(role, "assume_role_policy")).toEqual(trust);
  expect(all(stack, "aws_iam_role_policy")).toEqual([]);
  expect(all(stack, "aws_iam_role_policy_attachment")).toEqual([]);
});

test("a role that only a person changes has no boundary, and may be taken for longer", () => {
  const [role] = all(roleWith({ boundaryArn: null, maxSessionHours: 2 }), "aws_iam_role");

  expect(role).not.toHaveProperty("permissions_boundary");
  expect(role).toMatchObject({ max_session_duration: 7200 });
});

test("what a role may do is one policy in it, and each managed policy is attached", () => {
  const statements = [{ Sid: "Read", Effect: "Allow", Action: "backup:List*", Resource: "*" }] as const;
  const managed = "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup";
  const stack = roleWith({ statements, managedPolicyArns: [managed, "arn:aws:iam::aws:policy/Other"] });

  const ofRole = expect.stringMatching(/^\$\{aws_iam_role\..*\.name\}$/);
  expect(all(stack, "aws_iam_role_policy")).toMatchObject([{ name: "permissions", role: ofRole }]);
  expect(statementsIn(all(stack, "aws_iam_role_policy")[0])).toEqual(statements);
  expect(all(stack, "aws_iam_role_policy_attachment")).toMatchObject([
    { role: ofRole, policy_arn: managed },
    { role: ofRole, policy_arn: "arn:aws:iam::aws:policy/Other" },
  ]);
  expect(Object.keys(stack.resource["aws_iam_role_policy_attachment"] ?? {})).toEqual([
    expect.stringContaining("AWSBackupServiceRolePolicyForBackup"),
    expect.stringContaining("Other"),
  ]);
});
