import { backupPolicies } from "../backup-policies.ts";
import { accountFile, error, type Finding, inPlan, organizationFile } from "../finding.ts";
import { type AccountClass, accountClasses, type Estate, type Lock, type Plan, type Rule } from "../model.ts";
import { daysText } from "../units-text.ts";

interface LockedVault {
  readonly lock: Lock;
  /** As messages name it. */
  readonly of: string;
}

/**
 * A backup or copy whose retention is outside the bounds of its vault's lock fails when it runs. AWS accepts the plan.
 * Both bounds may be met exactly.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
 */
export function retentionsFitLocks(estate: Estate): readonly Finding[] {
  const findings = accountClasses.flatMap((cls) =>
    backupPolicies(estate, cls).flatMap(({ plan, targets }) => {
      const reached = estate.accounts.filter(({ name, unit }) =>
        targets.some((target) => target.name === (target.kind === "unit" ? unit : name)),
      );
      const local = reached.flatMap(({ name, lock }) => (lock ? [{ lock, of: `${name} (${accountFile(name)})` }] : []));
      return plan.rules.flatMap((rule) => [
        ...local.flatMap((vault) => fits(plan, rule, "local", rule.local.deleteAfterDays, vault)),
        ...copiesFit(plan, rule, centralVault(estate, cls)),
      ]);
    }),
  );
  // several policies of one plan meet the same lock
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

const centralVault = (estate: Estate, cls: AccountClass): LockedVault => ({
  lock: estate.central[cls].lock,
  of: `central ${cls} (${organizationFile})`,
});

function copiesFit(plan: Plan, rule: Rule, vault: LockedVault): readonly Finding[] {
  if (rule.copies.kind === "localOnly") return [];
  const { home, further } = rule.copies;
  return [
    ...fits(plan, rule, "central", home.deleteAfterDays, vault),
    ...(further.deleteAfterDays === home.deleteAfterDays
      ? []
      : fits(plan, rule, "further", further.deleteAfterDays, vault)),
  ];
}

function fits(plan: Plan, rule: Rule, key: string, days: number, { lock, of }: LockedVault): readonly Finding[] {
  const { minDays, maxDays } = lock;
  if (days >= minDays && days <= maxDays) return [];
  const [how, bound] = days < minDays ? ["shorter", minDays] : ["longer", maxDays];
  return [
    error(
      "retention-outside-lock",
      inPlan(plan.name, "rules", rule.name, "keep", key),
      `got ${daysText(days)}, ${how} than the ${daysText(bound)} that the lock of ${of} takes, so that each such job would fail; use ${daysText(minDays)} to ${daysText(maxDays)}, or change the lock`,
    ),
  ];
}
