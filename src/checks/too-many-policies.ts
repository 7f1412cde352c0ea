import { quotas } from "../aws/quotas.ts";
import type { Complaint } from "../diagnostics/complaint.ts";
import { inAccount, inOrganization } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { backupPolicies } from "../estate/backup-policies.ts";
import { accountClasses, type Estate } from "../model.ts";

const perTarget = quotas.backupPoliciesPerTarget.most;
const perOrganization = quotas.backupPoliciesPerOrganization.most;

function withPlans(count: number) {
  const names = Array.from({ length: count }, (_, index) => `tier-${index}`);
  const plan = (name: string) =>
    `promise: { rpo: 36h, isolatedRpo: 48h, rto: 1d }
select: { tag: { backup-tier: ${name} }, types: [EBS] }
rules: { nightly: { schedule: cron(0 3 ? * * *), startWithin: 2h, completeWithin: 8h, copyWithin: 2h, keep: { local: 7d, central: 35d } } }`;
  return {
    "accounts/sandbox.yaml": `plans: [${names.join(", ")}]`,
    ...Object.fromEntries(names.map((name) => [`plans/${name}.yaml`, plan(name)])),
  };
}

export const tooManyPolicies = estateRule({
  id: "too-many-policies",
  severity: "error",
  what: "more backup policies than AWS attaches to one OU or account, or keeps in one organization",
  why: "AWS refuses the attachment or the policy at deployment, after part of it is done.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html",
  example: { bad: withPlans(perTarget + 1), good: withPlans(perTarget) },
  check: (estate) => [...ofTargets(estate), ...ofOrganization(estate)],
});

function ofTargets(estate: Estate): readonly Complaint[] {
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
    .map(({ of, plans, at }) => ({
      at,
      got: `got ${plans.length} plans for ${of}, each of them a backup policy`,
      why: `AWS attaches ${perTarget}`,
      use: "use plans with more rules",
    }));
}

function ofOrganization(estate: Estate): readonly Complaint[] {
  const count = accountClasses.flatMap((cls) => backupPolicies(estate, cls)).length;
  if (count <= perOrganization) return [];
  return [
    {
      at: inOrganization(),
      got: `got ${count} backup policies, one a class, plan and set of Regions`,
      why: `AWS keeps ${perOrganization}`,
      use: "use fewer plans, or the same Regions for more accounts",
    },
  ];
}
