import type { Question } from "../../emulator/model/access.ts";
import type { Named, Principal } from "./principals.ts";
import type { Reach } from "./reach.ts";

/**
 * Whether it is allowed before boundary and service control policies (IAM User Guide, "Policy evaluation for requests
 * within a single account", "Cross-account policy evaluation logic").
 *
 * @param named as whom the resource's own policy allows it
 */
export function isGranted(
  { resourceAccountId }: Question,
  { accountId }: Principal,
  { isClosed }: Reach,
  identityAllows: boolean,
  named: Named,
): boolean {
  const isNamed = named === "arn" || named === "anyone";
  if (accountId === "") return isNamed;
  if (accountId !== resourceAccountId) return identityAllows && named !== "no";
  return isNamed || (identityAllows && (!isClosed || named === "account"));
}

/**
 * What a resource's policy grants to everybody or to a user goes beyond a boundary in its own account; what it grants
 * to a role does not (IAM User Guide, "Permissions boundaries for IAM entities", "Principal").
 */
export function isBeyondBoundary(
  { resourceAccountId }: Question,
  { arn, accountId }: Principal,
  named: Named,
): boolean {
  if (accountId !== resourceAccountId) return false;
  return named === "anyone" || (named === "arn" && arn.includes(":user/"));
}
