import type { Caller, Context, Target } from "../../../emulator/model/access.ts";
import { AwsError } from "../../../emulator/model/aws-error.ts";
import type { Cloud } from "../../../emulator/model/cloud.ts";
import type { Role } from "../../../emulator/model/iam.ts";
import type { Document } from "../../../emulator/model/policy-document.ts";
import { roleArn } from "../../organization/people.ts";

/** What people ask of IAM and STS. Each is judged by the policies that are there now, and done if it is allowed. */

export interface NewRole {
  readonly name: string;
  readonly trust: Document;
  /** @default none */
  readonly boundaryArn?: string;
}

export async function createRole(cloud: Cloud, caller: Caller, { name, trust, boundaryArn }: NewRole): Promise<Caller> {
  const { accountId } = caller;
  const arn = roleArn(accountId, name);
  const context: Context = boundaryArn === undefined ? {} : { "iam:PermissionsBoundary": boundaryArn };
  await cloud.access.require(caller, "iam:CreateRole", { arn, accountId, policy: null }, context);
  if (cloud.iam.role(arn)) throw new AwsError("EntityAlreadyExists", `Role with name ${name} already exists.`, 409);
  const inline = new Map<string, Document>();
  const boundary = boundaryArn ?? null;
  cloud.iam.putRole({
    arn,
    accountId,
    name,
    path: "/",
    trust,
    inline,
    attachedPolicyArns: [],
    boundaryArn: boundary,
    tags: {},
  });
  return { arn, accountId };
}

export async function putRolePolicy(cloud: Cloud, caller: Caller, arn: string, document: Document): Promise<void> {
  const role = await changed(cloud, caller, "iam:PutRolePolicy", arn);
  cloud.iam.putRole({ ...role, inline: new Map([...role.inline, ["added", document]]) });
}

export async function attachRolePolicy(cloud: Cloud, caller: Caller, arn: string, policyArn: string): Promise<void> {
  const role = await changed(cloud, caller, "iam:AttachRolePolicy", arn, { "iam:PolicyARN": policyArn });
  cloud.iam.putRole({ ...role, attachedPolicyArns: [...role.attachedPolicyArns, policyArn] });
}

export async function detachRolePolicies(cloud: Cloud, caller: Caller, arn: string): Promise<void> {
  const [policyArn = ""] = cloud.iam.role(arn)?.attachedPolicyArns ?? [];
  const role = await changed(cloud, caller, "iam:DetachRolePolicy", arn, { "iam:PolicyARN": policyArn });
  cloud.iam.putRole({ ...role, attachedPolicyArns: [] });
}

export async function updateTrust(cloud: Cloud, caller: Caller, arn: string, trust: Document): Promise<void> {
  const role = await changed(cloud, caller, "iam:UpdateAssumeRolePolicy", arn);
  cloud.iam.putRole({ ...role, trust });
}

export async function deleteBoundaryOf(cloud: Cloud, caller: Caller, arn: string): Promise<void> {
  const role = await changed(cloud, caller, "iam:DeleteRolePermissionsBoundary", arn);
  cloud.iam.putRole({ ...role, boundaryArn: null });
}

export async function deleteRole(cloud: Cloud, caller: Caller, arn: string): Promise<void> {
  await changed(cloud, caller, "iam:DeleteRole", arn);
  cloud.iam.deleteRole(arn);
}

/**
 * AWS gives it up only once there is nothing left that it is needed for: recovery points first, vaults then.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/using-service-linked-roles-AWSServiceRoleForBackup.html
 */
export async function deleteServiceLinkedRole(cloud: Cloud, caller: Caller, arn: string): Promise<void> {
  const { accountId } = await changed(cloud, caller, "iam:DeleteServiceLinkedRole", arn);
  const isHere = (one: { readonly accountId: string }) => one.accountId === accountId;
  if (cloud.backup.recoveryPoints().some(isHere) || cloud.backup.vaults().some(isHere)) {
    throw new AwsError(
      "DeletionTaskFailed",
      "AWS Backup keeps the role while there are recovery points and vaults",
      409,
    );
  }
  cloud.iam.deleteRole(arn);
}

/** A new default version of a managed policy of the caller's account. */
export async function replacePolicy(cloud: Cloud, caller: Caller, name: string, document: Document): Promise<void> {
  const { accountId } = caller;
  const arn = `arn:aws:iam::${accountId}:policy/${name}`;
  await cloud.access.require(caller, "iam:CreatePolicyVersion", { arn, accountId, policy: null });
  cloud.iam.putPolicy(arn, document);
}

/** Runs code as a role, by a service such as `lambda.amazonaws.com`: the role has to trust that service. */
export async function runAs(cloud: Cloud, caller: Caller, arn: string, service: string): Promise<void> {
  const role = await changed(cloud, caller, "iam:PassRole", arn, { "iam:PassedToService": service });
  const isTrusted = role.trust.Statement.some(
    ({ Principal }) => typeof Principal === "object" && [Principal["Service"] ?? []].flat().includes(service),
  );
  if (isTrusted) return;
  throw new AwsError("InvalidParameterValueException", `the role does not trust ${service}, which cannot take it`);
}

/** `sts:AssumeRole`; the session carries no MFA, whatever the caller showed. */
export async function takeRole(cloud: Cloud, caller: Caller, arn: string): Promise<Caller> {
  const { trust, name, accountId } = roleAt(cloud, arn);
  const policy = { name: `trust of ${name}`, document: trust };
  await cloud.access.require(caller, "sts:AssumeRole", { arn, accountId, policy });
  return { arn, accountId };
}

export const everythingFor = (...arns: readonly string[]): Document => ({
  Version: "2012-10-17",
  Statement: [{ Sid: "Mine", Effect: "Allow", Principal: { AWS: arns }, Action: "sts:AssumeRole" }],
});

async function changed(
  cloud: Cloud,
  caller: Caller,
  action: string,
  arn: string,
  context: Context = {},
): Promise<Role> {
  const { accountId, boundaryArn } = roleAt(cloud, arn);
  const own: Context = boundaryArn === null ? {} : { "iam:PermissionsBoundary": boundaryArn };
  const target: Target = { arn, accountId, policy: null, context: own };
  await cloud.access.require(caller, action, target, context);
  return roleAt(cloud, arn);
}

function roleAt(cloud: Cloud, arn: string): Role {
  const role = cloud.iam.role(arn);
  if (!role) throw new Error(`got no role ${arn}; an attempt on it would prove nothing`);
  return role;
}
