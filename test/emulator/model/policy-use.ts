import { AwsError } from "./aws-error.ts";
import type { Iam } from "./iam.ts";

/** The model knows of AWS's own policies those that somebody has put into it. */
const isOfAccount = (arn: string) => !arn.startsWith("arn:aws:iam::aws:");

/** @throws AwsError when a role is to have a boundary that is not there, as IAM says it of roles created and changed */
export function requireBoundary(iam: Iam, arn: string | null): void {
  if (arn === null || !isOfAccount(arn) || iam.policy(arn)) return;
  throw new AwsError("NoSuchEntity", `Scope ARN: ${arn} does not exist or is not attachable.`, 404);
}

/** @throws AwsError when a policy is to be attached that is not there */
export function requireAttachable(iam: Iam, arn: string): void {
  if (!isOfAccount(arn) || iam.policy(arn)) return;
  throw new AwsError("NoSuchEntity", `Policy ${arn} does not exist or is not attachable.`, 404);
}

/**
 * A policy that somebody has, be it as their boundary, is not deleted.
 * Source: docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html, and of boundaries gruntwork-io/cloud-nuke#972
 *
 * @throws AwsError when somebody has it
 */
export function requireUnused(iam: Iam, arn: string): void {
  const accountId = arn.split(":")[4] ?? "";
  const isUsed =
    iam.rolesOf(accountId).some((role) => role.boundaryArn === arn || role.attachedPolicyArns.includes(arn)) ||
    iam.users().some((user) => user.attachedPolicyArns.includes(arn));
  if (isUsed) throw new AwsError("DeleteConflict", "Cannot delete a policy attached to entities.", 409);
}
