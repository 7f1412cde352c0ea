import { error, type Finding, inOrganization } from "../finding.ts";
import { accountClasses, type Estate } from "../model.ts";
import { firstAndOthers } from "../words/first-and-others.ts";

/**
 * A sealed central account's policies are changed by a person alone. They name accounts that are in no unit, so that each of them
 * would need that person to be onboarded.
 */
export function sealedClassesHaveUnits(estate: Estate): readonly Finding[] {
  return accountClasses.flatMap((cls) => {
    if (!estate.central[cls].isSealed) return [];
    // retired ones are named until they are gone, and nobody onboards them
    const listed = estate.accounts.filter(
      (account) => account.class === cls && account.unit === null && account.state === "active",
    );
    if (listed.length === 0) return [];
    const message = `got true, but central ${cls} names accounts that are in no unit, ${firstAndOthers(listed)}, and the pipeline could not change that list any more; put them into units, or write false`;
    return [error("sealed-names-accounts", inOrganization("central", cls, "sealed"), message)];
  });
}
