import { byText } from "../by-text.ts";
import { accountFile, organizationFile } from "../diagnostics/config-key.ts";
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
import { backupPolicies } from "./backup-policies.ts";

/** Vaults whose locks have the same bounds: a thousand of them are one. */
export interface LockedVaults {
  readonly lock: Pick<Lock, "minDays" | "maxDays">;
  /** The first as messages name it, and all of them. */
  readonly of: string;
  readonly all: readonly unknown[];
}

/** A retention outside the bounds of the lock of the vault it goes to. Both bounds may be met exactly. */
export interface RetentionOutsideLock {
  readonly plan: Plan;
  readonly rule: Rule;
  /** Key of `keep`. */
  readonly key: "local" | "central" | "further";
  readonly days: number;
  readonly vaults: LockedVaults;
}

export function retentionsOutsideLocks(estate: Estate): readonly RetentionOutsideLock[] {
  return accountClasses.flatMap((cls) => {
    const central = centralVaults(estate, cls);
    return [...accountsByPlan(estate, cls)].flatMap(([plan, accounts]) => {
      const local = localVaults(accounts);
      return plan.rules.flatMap((rule) =>
        [
          ...local.map((vaults) => ({ plan, rule, key: "local", days: rule.local.deleteAfterDays, vaults }) as const),
          ...copiesOf(rule).map((copy) => ({ plan, rule, ...copy, vaults: central })),
        ].filter(({ days, vaults: { lock } }) => days < lock.minDays || days > lock.maxDays),
      );
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

function localVaults(accounts: ReadonlySet<AppAccount>): readonly LockedVaults[] {
  const locked = [...accounts]
    .flatMap(({ name, lock }) => (lock ? [{ name, lock }] : []))
    .sort(byText(({ name }) => name));
  const byBounds = groupBy(locked, ({ lock }) => `${lock.minDays}-${lock.maxDays}`);
  return [...byBounds.values()].flatMap((all) => {
    const [first] = all;
    return first ? [{ lock: first.lock, of: `${first.name} (${accountFile(first.name)})`, all }] : [];
  });
}

const centralVaults = (estate: Estate, cls: AccountClass): LockedVaults => ({
  lock: estate.central[cls].lock,
  of: `central ${cls} (${organizationFile})`,
  all: [cls],
});

function copiesOf({ copies }: Rule): readonly Pick<RetentionOutsideLock, "key" | "days">[] {
  if (copies.kind === "localOnly") return [];
  const [home, further] = [copies.home.deleteAfterDays, copies.further.deleteAfterDays];
  const atHome = { key: "central", days: home } as const;
  return further === home ? [atHome] : [atHome, { key: "further", days: further }];
}
