import { quotas } from "../aws/quotas.ts";
import { policyTargets } from "../estate/policy-targets.ts";
import { error, type Finding, inOrganization } from "../finding.ts";
import { accountClasses, type Estate } from "../model.ts";

/** Units and accounts that the pipeline attaches policies to are listed as well, in managed policies of one role. */
export function targetsFit(estate: Estate): readonly Finding[] {
  return accountClasses.flatMap((cls) => {
    const lists = policyTargets(estate, cls);
    const { most: mostLists } = quotas.managedPoliciesPerRole;
    if (lists.length <= mostLists) return [];
    const message = `got ${lists.flat().length} units and ${cls} accounts with plans of their own; the policies of the pipeline's role name ${lists.slice(0, mostLists).flat().length}: give plans to units`;
    return [error("too-many-targets", inOrganization("units"), message)];
  });
}
