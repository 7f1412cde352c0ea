import { type MergedPolicy, mergePolicies } from "../aws/policy/merge-policies.ts";
import { readJson } from "../aws/policy/read-json.ts";
import { type BackupPolicy, backupPolicies } from "../estate/backup-policies.ts";
import type { AccountClass, AppAccount, Estate } from "../model.ts";

/** A backup policy that an account runs, and where it is attached. */
export interface ReachingPolicy {
  readonly policy: BackupPolicy;
  readonly from: { readonly kind: "unit" | "account"; readonly name: string };
}

export interface EffectivePolicies {
  /** Those of the unit first. */
  readonly policies: readonly ReachingPolicy[];
  /** Its places are in `policies`, by their index. */
  readonly merged: MergedPolicy;
}

/** What AWS runs in an application account, once it has merged every backup policy that reaches it. */
export function effectivePolicies(estate: Estate, account: AppAccount): EffectivePolicies {
  const policies = policiesByAccount(estate, account.class)(account);
  return { policies, merged: mergeReaching(policies) };
}

/** Tells, for accounts of a class, which policies reach each: those of its unit, then its own; none once it is retired. */
export function policiesByAccount(
  estate: Estate,
  cls: AccountClass,
): (account: Pick<AppAccount, "name" | "unit" | "state">) => readonly ReachingPolicy[] {
  const attached = new Map<string, ReachingPolicy[]>();
  for (const policy of backupPolicies(estate, cls)) {
    for (const { kind, name } of policy.targets) {
      const key = `${kind} ${name}`;
      attached.set(key, [...(attached.get(key) ?? []), { policy, from: { kind, name } }]);
    }
  }
  return ({ name, unit, state }) =>
    state === "retired" ? [] : [...(attached.get(`unit ${unit}`) ?? []), ...(attached.get(`account ${name}`) ?? [])];
}

/** Merges policies, the unit's being the parents of the account's. */
export function mergeReaching(policies: readonly ReachingPolicy[]): MergedPolicy {
  return mergePolicies(
    policies.map(({ policy, from }, index) => {
      const reading = readJson(policy.document);
      if (!reading.ok) {
        const [problem] = reading.problems;
        throw new Error(`${policy.name} is no JSON: ${problem?.got}; ${problem?.use}`);
      }
      return { root: reading.root, name: policy.name, isBesidePrevious: policies[index - 1]?.from.kind === from.kind };
    }),
  );
}
