import { quotas } from "../aws/quotas.ts";
import { backupPolicies } from "../estate/backup-policies.ts";
import { error, type Finding, inPlan } from "../finding.ts";
import { accountClasses, type Estate } from "../model.ts";

const { most } = quotas.backupPolicyCharacters;

/** AWS takes backup policies up to a size, counted on the minified document. */
export function policiesFit(estate: Estate): readonly Finding[] {
  const policies = accountClasses.flatMap((cls) => backupPolicies(estate, cls));
  return policies
    .filter(({ document }) => document.length > most)
    .map(({ class: cls, plan, regions, document }) =>
      error(
        "policy-size",
        inPlan(plan.name, "rules"),
        `got a backup policy of ${document.length} characters for ${cls} accounts in ${regions.join(", ")}; AWS takes ${most}: use fewer rules or two plans`,
      ),
    );
}
