import { mostContinuousDays } from "../aws/lifecycle.ts";
import { backupPolicies } from "../estate/backup-policies.ts";
import { accountFile, error, type Finding, inPlan, organizationFile } from "../finding.ts";
import { groupBy } from "../group-by.ts";
import {
  type AccountClass,
  type AppAccount,
  accountClasses,
  type Estate,
  type Lock,
  type Plan,
  type Rule,
} from "../model.ts";
import { withOthers } from "../words/others-text.ts";
import { daysText } from "../words/units-text.ts";

interface LockedVault {
  readonly lock: Pick<Lock, "minDays" | "maxDays">;
  /** Whose vaults have these bounds: the first as messages name it, and all of them. */
  readonly of: string;
  readonly all: readonly unknown[];
}

/**
 * A backup or copy whose retention is outside the bounds of its vault's lock fails when it runs. AWS accepts the plan.
 * Both bounds may be met exactly. Accounts whose locks have the same bounds are judged once.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
 */
export function retentionsFitLocks(estate: Estate): readonly Finding[] {
  return accountClasses.flatMap((cls) => {
    const central = centralVault(estate, cls);
    return [...accountsByPlan(estate, cls)].flatMap(([plan, accounts]) => {
      const local = localVaults(accounts);
      return plan.rules.flatMap((rule) => [
        ...local.flatMap((vault) => fits(plan, rule, "local", rule.local.deleteAfterDays, vault)),
        ...copiesFit(plan, rule, central),
      ]);
    });
  });
}

/** Accounts of one class by the plan that reaches them, whichever of its policies does. */
function accountsByPlan(estate: Estate, cls: AccountClass): ReadonlyMap<Plan, ReadonlySet<AppAccount>> {
  const byUnit = groupBy(estate.accounts, ({ unit }) => unit);
  const byName = new Map(estate.accounts.map((account) => [account.name, account]));
  const found = new Map<Plan, Set<AppAccount>>();
  for (const { plan, targets } of backupPolicies(estate, cls)) {
    const accounts = found.get(plan) ?? new Set();
    for (const { kind, name } of targets) {
      const own = byName.get(name);
      for (const account of kind === "unit" ? (byUnit.get(name) ?? []) : own ? [own] : []) accounts.add(account);
    }
    found.set(plan, accounts);
  }
  return found;
}

function localVaults(accounts: ReadonlySet<AppAccount>): readonly LockedVault[] {
  const locked = [...accounts]
    .flatMap(({ name, lock }) => (lock ? [{ name, lock }] : []))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const byBounds = groupBy(locked, ({ lock }) => `${lock.minDays}-${lock.maxDays}`);
  return [...byBounds.values()].flatMap((all) => {
    const [first] = all;
    return first ? [{ lock: first.lock, of: `${first.name} (${accountFile(first.name)})`, all }] : [];
  });
}

const centralVault = (estate: Estate, cls: AccountClass): LockedVault => ({
  lock: estate.central[cls].lock,
  of: `central ${cls} (${organizationFile})`,
  all: [cls],
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

function fits(plan: Plan, rule: Rule, key: string, days: number, { lock, of, all }: LockedVault): readonly Finding[] {
  const { minDays, maxDays } = lock;
  if (days >= minDays && days <= maxDays) return [];
  const [how, bound] = days < minDays ? ["shorter", minDays] : ["longer", maxDays];
  const takes = all.length > 1 ? "locks" : "lock";
  const verb = all.length > 1 ? "take" : "takes";
  const message = `got ${daysText(days)}, ${how} than the ${daysText(bound)} that the ${takes} of ${withOthers(of, all)} ${verb}, so that each such job would fail`;
  return [
    error(
      "retention-outside-lock",
      inPlan(plan.name, "rules", rule.name, "keep", key),
      `${message}; ${wayOut(rule, key, minDays, maxDays)}`,
    ),
  ];
}

function wayOut({ continuous }: Rule, key: string, minDays: number, maxDays: number): string {
  if (!continuous || key !== "local") return `use ${daysText(minDays)} to ${daysText(maxDays)}, or change the lock`;
  if (minDays > mostContinuousDays) {
    return `AWS keeps continuous backups ${mostContinuousDays} days at most: remove continuous, or change the lock`;
  }
  return `use ${daysText(minDays)} to ${daysText(Math.min(maxDays, mostContinuousDays))} for a continuous rule, or change the lock`;
}
