import type { Conditions } from "./policy-document.ts";

/** The application accounts of one class, as policies recognize them. */
export interface ClassMembers {
  readonly organizationId: string;
  /** Accounts that are in no unit. */
  readonly accountIds: readonly string[];
  /** Organization paths of units, each ending in `/`. */
  readonly orgPaths: readonly string[];
}

/**
 * Conditions that hold for members only, each to stand in a statement of its own. Principals are never named: a policy
 * that names one that does not exist, or no longer does, is refused by AWS.
 */
export function memberConditions({ organizationId, accountIds, orgPaths }: ClassMembers) {
  const byAccount = {
    Sid: "ByAccount",
    Condition: { StringEquals: { "aws:PrincipalOrgID": organizationId, "aws:PrincipalAccount": accountIds } },
  };
  const byUnit = {
    Sid: "ByUnit",
    Condition: {
      StringEquals: { "aws:PrincipalOrgID": organizationId },
      "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": orgPaths.map((path) => `${path}*`) },
    },
  };
  const all: { readonly Sid: string; readonly Condition: Conditions }[] = [];
  if (accountIds.length > 0) all.push(byAccount);
  if (orgPaths.length > 0) all.push(byUnit);
  return all;
}
