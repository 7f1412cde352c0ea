import { quotas } from "../aws/quotas.ts";
import { backupPolicies } from "../estate/backup-policies.ts";
import { error, type Finding, inAccount, inOrganization } from "../finding.ts";
import { accountClasses, type Estate } from "../model.ts";

const perTarget = quotas.backupPoliciesPerTarget.most;
const perOrganization = quotas.backupPoliciesPerOrganization.most;

/** AWS attaches a number of backup policies to an OU or account, and keeps a number of them an organization. */
export function quotasHold(estate: Estate): readonly Finding[] {
  return [...targetsTakeTheirPolicies(estate), ...organizationTakesThem(estate)];
}

function targetsTakeTheirPolicies(estate: Estate): readonly Finding[] {
  const units = estate.units.map(({ name, plans }) => ({
    of: `unit ${name}`,
    plans,
    at: inOrganization("units", name, "plans"),
  }));
  const accounts = estate.accounts
    .filter(({ state }) => state === "active")
    .map(({ name, plans }) => ({ of: `account ${name}`, plans, at: inAccount(name, "plans") }));
  return [...units, ...accounts]
    .filter(({ plans }) => plans.length > perTarget)
    .map(({ of, plans, at }) =>
      error(
        "too-many-policies",
        at,
        `got ${plans.length} plans for ${of}, each of them a backup policy; AWS attaches ${perTarget}: use plans with more rules`,
      ),
    );
}

function organizationTakesThem(estate: Estate): readonly Finding[] {
  const count = accountClasses.flatMap((cls) => backupPolicies(estate, cls)).length;
  if (count <= perOrganization) return [];
  const message = `got ${count} backup policies, one a class, plan and set of Regions; AWS keeps ${perOrganization}: use fewer plans, or the same Regions for more accounts`;
  return [error("too-many-policies", inOrganization(), message)];
}
