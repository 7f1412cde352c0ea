import { error, type Finding, inOrganization } from "../finding.ts";
import { accountClasses, type Estate } from "../model.ts";

/**
 * Accounts of one class that the policies of central and shared can name one by one. The tightest is the managed policy
 * that lists the accounts the pipeline may enter: 6,144 characters, 15 an account.
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const mostAccountsWithoutUnit = 380;

/** Beyond that number AWS refuses the policies; accounts in a unit are known by its path and take no room. */
export function accountsFit(estate: Estate): readonly Finding[] {
  return accountClasses.flatMap((cls) => {
    const alone = estate.accounts.filter((account) => account.class === cls && account.unit === null);
    if (alone.length <= mostAccountsWithoutUnit) return [];
    const message = `got ${alone.length} ${cls} accounts in no unit; AWS's policies hold ${mostAccountsWithoutUnit}: put accounts into units`;
    return [error("too-many-accounts", inOrganization("units"), message)];
  });
}
