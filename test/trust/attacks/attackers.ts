import { boundaryOf, dutyRole } from "../../../src/names.ts";
import { allowEverything } from "../../emulator/model/policy-document.ts";
import { example, nobody, type Principal, type Target, target } from "../organization/organization.ts";
import { roleArn } from "../organization/people.ts";
import { shared } from "../organization/places.ts";

const execution = "stacksets-exec-0123456789abcdef0123456789abcdef";

/** A role whose own policies allow everything; nothing but guardrails and resources' policies stops it. */
export const unboundedRole = (accountId: string, name: string): Principal => ({
  ...nobody(roleArn(accountId, name), accountId),
  policies: [allowEverything],
});

/** What answers somebody to whom all is allowed, as long as nothing stops them. */
export const byEverything = "allowed by AdministratorAccess: Everything";

/** What stops them, root users too. */
export const byGuardrail = (sid: string): string => `denied by service control policy of lockstep-guardrails: ${sid}`;

export const nothingAllows = "denied, nothing allows it";
/** What answers a bounded role that asks for something else than its work. */
export const notWithinBoundary = (name: string) => `denied by managed policy of ${boundaryOf(name)} does not allow it`;

/** The most that a role can be that the pipeline made: everything is allowed to it, within the boundary of its name. */
export function boundedRole(accountId: string, name: string): Principal {
  const [boundary] = example.written.filter((one) => one.of === boundaryOf(name) && one.accountId === accountId);
  if (!boundary) throw new Error(`got no boundary of ${name} in ${accountId}`);
  return { ...unboundedRole(accountId, name), boundary: boundary.document };
}

/** The role that is worth most, of those of an account that a merged change can let anybody take. */
export const made = (accountId: string): string =>
  dutyRole(accountId === shared.accountId ? "policyAdmin" : "restoreOperator");

/** That role, as the pipeline makes it; or of another name, or with another's boundary. */
export const boundedRoleTarget = (accountId: string, name: string, boundary = boundaryOf(name)): Target => ({
  ...target(roleArn(accountId, name), accountId),
  context: { "iam:PermissionsBoundary": `arn:aws:iam::${accountId}:policy/${boundary}` },
});

/** The role with which StackSets deploy into an account: AWS makes it an administrator. */
export const executionRole = (accountId: string): Principal => unboundedRole(accountId, execution);

export const executionRoleTarget = (accountId: string): Target => target(roleArn(accountId, execution), accountId);
