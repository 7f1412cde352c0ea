import { groupBy } from "../group-by.ts";
import { type AppAccount, accountClasses, type Estate } from "../model.ts";
import { type BackupPolicy, backupPolicies } from "./backup-policies.ts";

/** A backup policy, and an account that it reaches. */
export interface PolicyReaching {
  readonly policy: BackupPolicy;
  readonly account: AppAccount;
  /** The plan as messages name it, with the unit it comes through. */
  readonly through: string;
}

/** Every policy with every account it reaches, through a unit or by itself. */
export function policiesReaching(estate: Estate): readonly PolicyReaching[] {
  const byName = new Map(estate.accounts.map((account) => [account.name, account]));
  const byUnit = groupBy(estate.accounts, ({ unit }) => unit);
  return accountClasses
    .flatMap((cls) => backupPolicies(estate, cls))
    .flatMap((policy) =>
      policy.targets.flatMap(({ kind, name }) => {
        const own = byName.get(name);
        const reached = kind === "unit" ? (byUnit.get(name) ?? []) : own ? [own] : [];
        const through = `plan ${policy.plan.name}${kind === "unit" ? ` of unit ${name}` : ""}`;
        return reached.map((account) => ({ policy, account, through }));
      }),
    );
}
