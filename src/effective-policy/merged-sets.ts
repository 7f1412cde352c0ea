import { type EffectiveNode, toPlainJson } from "../aws/policy/effective-policy.ts";
import type { MergedPolicy } from "../aws/policy/merge-policies.ts";
import type { BackupPolicy } from "../estate/backup-policies.ts";
import { type AccountClass, accountClasses, type Estate } from "../model.ts";
import { backupPlan } from "../names.ts";
import { onceFor } from "../once-for.ts";
import { mergeReaching, policiesByAccount, type ReachingPolicy } from "./effective-policies.ts";

/** The policies of one class: what each comes to alone, and in which combinations they reach accounts. */
export interface MergedSets {
  readonly alone: ReadonlyMap<BackupPolicy, MergedPolicy>;
  readonly sets: readonly (readonly ReachingPolicy[])[];
}

/** Of each class; a combination that thousands of accounts have stands once. */
export const mergedSets: (estate: Estate) => readonly MergedSets[] = onceFor((estate) =>
  accountClasses.map((cls) => {
    const sets = distinctSets(estate, cls);
    const byPolicy = new Map(sets.flat().map((reaching) => [reaching.policy, reaching]));
    return { sets, alone: new Map([...byPolicy].map(([policy, reaching]) => [policy, mergeReaching([reaching])])) };
  }),
);

/** What reaches the accounts of a class, and newcomers to its units. */
function distinctSets(estate: Estate, cls: AccountClass): readonly (readonly ReachingPolicy[])[] {
  const policiesOf = policiesByAccount(estate, cls);
  const newcomers = estate.units.map((unit) => ({ name: "", unit: unit.name, state: "active" as const }));
  const sets = new Map<string, readonly ReachingPolicy[]>();
  for (const holder of [...newcomers, ...estate.accounts.filter((account) => account.class === cls)]) {
    const set = policiesOf(holder);
    const key = JSON.stringify(set.map(({ policy, from }) => [from.kind, policy.id]));
    if (!sets.has(key)) sets.set(key, set);
  }
  return [...sets.values()];
}

/** A plan as it stands in an effective policy. */
export function planIn({ effective }: MergedPolicy, { plan }: BackupPolicy): EffectiveNode | undefined {
  const plans = effective.members.get("plans");
  return plans?.kind === "object" ? plans.members.get(backupPlan(plan)) : undefined;
}

/** The part as text, to be compared. */
export const jsonOf = (node: EffectiveNode | undefined) => (node ? JSON.stringify(toPlainJson(node)) : undefined);
