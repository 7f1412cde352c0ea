import { boundaryPolicy } from "../../../src/names.ts";
import { example, nobody, type Principal, roleArn, type Target, target } from "../../isolation/support/organization.ts";
import { allowEverything } from "../../support/policy-document.ts";

const added = "lockstep-added";
const execution = "stacksets-exec-0123456789abcdef0123456789abcdef";

/** A role whose own policies allow everything; nothing but guardrails and resources' policies stops it. */
export const unboundedRole = (accountId: string, name: string): Principal => ({
  ...nobody(roleArn(accountId, name), accountId),
  policies: [allowEverything],
});

/** What answers somebody to whom all is allowed, as long as nothing stops them. */
export const byEverything = "allowed by AdministratorAccess: Everything";

/** The most that a role can be that the pipeline made: everything is allowed to it, within the boundary. */
export function boundedRole(accountId: string): Principal {
  const [boundary] = example.written.filter((one) => one.of === boundaryPolicy && one.accountId === accountId);
  if (!boundary) throw new Error(`got no boundary in ${accountId}`);
  return { ...unboundedRole(accountId, added), boundary: boundary.document };
}

/** That role, as the pipeline makes it. */
export const boundedRoleTarget = (accountId: string): Target => ({
  ...target(roleArn(accountId, added), accountId),
  context: { "iam:PermissionsBoundary": `arn:aws:iam::${accountId}:policy/${boundaryPolicy}` },
});

/** The role with which StackSets deploy into an account: AWS makes it an administrator. */
export const executionRole = (accountId: string): Principal => unboundedRole(accountId, execution);

export const executionRoleTarget = (accountId: string): Target => target(roleArn(accountId, execution), accountId);
