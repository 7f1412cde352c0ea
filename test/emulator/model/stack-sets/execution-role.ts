import type { Iam, Role } from "../iam.ts";

/** Of the role with which CloudFormation deploys service-managed StackSets into an account; AWS ends it in 32 hex digits. */
export const executionRoleName = (accountId: string) => `stacksets-exec-${accountId.padStart(32, "0")}`;

export const executionRoleArn = (accountId: string) => `arn:aws:iam::${accountId}:role/${executionRoleName(accountId)}`;

const administratorAccess = "arn:aws:iam::aws:policy/AdministratorAccess";

const service = "stacksets.cloudformation.amazonaws.com";

/**
 * As StackSets make it in an account, by a service-linked role that no service control policy binds.
 * Source: docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html
 */
export const executionRole = (accountId: string): Role => ({
  arn: executionRoleArn(accountId),
  accountId,
  name: executionRoleName(accountId),
  path: "/",
  trust: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  },
  inline: new Map(),
  attachedPolicyArns: [administratorAccess],
  boundaryArn: null,
  tags: {},
});

/** Why StackSets cannot act as it; `null`: they can. */
export function executionRoleObstacle(iam: Iam, accountId: string): string | null {
  const role = iam.role(executionRoleArn(accountId));
  if (role?.trust.Statement.some(({ Effect, Principal }) => Effect === "Allow" && namesService(Principal))) return null;
  return `Account ${accountId} should have '${executionRoleName(accountId)}' role with trust relationship to CloudFormation service.`;
}

const namesService = (principal: Role["trust"]["Statement"][number]["Principal"]) =>
  typeof principal === "object" && [principal["Service"] ?? []].flat().includes(service);
