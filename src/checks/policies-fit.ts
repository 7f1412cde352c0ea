import { backupPolicies } from "../backup-policies.ts";
import { error, type Finding, inPlan } from "../finding.ts";
import { accountClasses, type Estate } from "../model.ts";

// docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
const mostCharacters = 10_000;
const mostCharactersInName = 128;

/** AWS takes backup policies up to a size, counted on the minified document, and names up to a length. */
export function policiesFit(estate: Estate): readonly Finding[] {
  const policies = accountClasses.flatMap((cls) => backupPolicies(estate, cls));
  return policies.flatMap(({ class: cls, plan, regions, document, name }) => {
    const findings: Finding[] = [];
    const where = `for ${cls} accounts in ${regions.join(", ")}`;
    if (document.length > mostCharacters) {
      findings.push(
        error(
          "policy-size",
          inPlan(plan.name, "rules"),
          `got a backup policy of ${document.length} characters ${where}; AWS takes ${mostCharacters}: use fewer rules or two plans`,
        ),
      );
    }
    if (name.length > mostCharactersInName) {
      findings.push(
        error(
          "policy-name",
          inPlan(plan.name),
          `got a policy name of ${name.length} characters ${where}; AWS takes ${mostCharactersInName}: use a shorter plan name`,
        ),
      );
    }
    return findings;
  });
}
