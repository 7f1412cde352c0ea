import type { ClassMembers } from "../src/constructs/class-members.ts";
import type { AccountClass, Estate } from "../src/model.ts";

/**
 * The accounts of one class as its central account knows them. Accounts in a unit are known by the unit's path alone, so
 * that onboarding one changes nothing here. Retired accounts stay: a copy of their last night may still be on its way.
 */
export function classMembers(estate: Estate, cls: AccountClass): ClassMembers {
  return {
    organizationId: estate.organization.id,
    accountIds: estate.accounts
      .filter((account) => account.class === cls && account.unit === null)
      .map((account) => account.accountId)
      .sort(),
    orgPaths: estate.units
      .filter((unit) => unit.class === cls)
      .map((unit) => unit.orgPath)
      .sort(),
  };
}
