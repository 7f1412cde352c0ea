import type { Conditions } from "../policy-document.ts";

/** Exempts roles from a denial. A root user, or a service without a role, is none of them. */
export const unless = (...roleArns: readonly string[]): Conditions => ({
  ArnNotLike: { "aws:PrincipalArn": roleArns },
});

/** Narrows a denial to whoever acts from these accounts. */
export const from = (accountIds: readonly string[]): Conditions => ({
  StringEquals: { "aws:PrincipalAccount": accountIds },
});

/** Exempts an account from a denial. */
export const outside = (accountId: string): Conditions => ({
  StringNotEquals: { "aws:PrincipalAccount": accountId },
});
