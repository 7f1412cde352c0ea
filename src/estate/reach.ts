import { isKindOffered } from "../aws/is-offered.ts";
import { kindsSelected } from "../aws/kinds-selected.ts";
import { isFeatureOffered } from "../aws/region-features.ts";
import { type ResourceKind, resourceKinds } from "../aws/resource-kinds.ts";
import type { AccountClass, AppAccount, Estate, Plan } from "../model.ts";

/** Names of the plans that reach an account, its unit's included, sorted; none once it is retired. */
export function plansReaching(estate: Estate, account: AppAccount): readonly string[] {
  if (account.state === "retired") return [];
  const own = estate.units.filter(({ name }) => name === account.unit);
  return [...account.plans, ...own.flatMap(({ plans }) => plans)].sort();
}

/** Accounts that a plan reaches, sorted by name. */
export const accountsReached = (estate: Estate, plan: Plan): readonly AppAccount[] =>
  estate.accounts.filter((account) => plansReaching(estate, account).includes(plan.name));

/**
 * Kinds of resources that a plan's selection matches, whoever opted in to them, but for those that there are none of and
 * those that are left out.
 */
export function kindsMatched({ selection, absent, leftOut }: Plan): readonly ResourceKind[] {
  const types = leftOut.flatMap((each) => each.types);
  const out = types.length > 0 ? kindsSelected(types) : [];
  return kindsSelected(selection.types).filter((kind) => !Object.hasOwn(absent, kind.name) && !out.includes(kind));
}

/**
 * Kinds of resources that a plan backs up in an account's Region: those its selection matches, among those opted in and
 * offered there; none where AWS Backup knows no policies of an organization.
 */
export function kindsReached(plan: Plan, account: AppAccount, region: string): readonly ResourceKind[] {
  if (!isFeatureOffered("policies", region)) return [];
  return kindsMatched(plan).filter((kind) => account.optIn[region]?.includes(kind.type) && isKindOffered(kind, region));
}

/** A plan in one Region of all accounts of a class in which it backs up the same kinds. */
export interface Reach {
  readonly plan: Plan;
  readonly class: AccountClass;
  readonly region: string;
  readonly kinds: readonly ResourceKind[];
  /** At least one; sorted by name. */
  readonly accounts: readonly [AppAccount, ...AppAccount[]];
}

/**
 * Everything that every plan reaches, plans and accounts in order. An estate of thousands of accounts has a few of them:
 * what depends on a plan and on what is opted in is judged once a reach, not once an account.
 */
export function reachesOf(estate: Estate): readonly Reach[] {
  type Growing = Reach & { readonly accounts: [AppAccount, ...AppAccount[]] };
  const reachesByPlan = new Map(estate.plans.map((plan) => [plan.name, { plan, reaches: new Map<string, Growing>() }]));
  for (const account of estate.accounts) {
    const names = plansReaching(estate, account);
    for (const region of account.regions) {
      const place = [account.class, region, ...(account.optIn[region] ?? [])].join("\n");
      for (const name of names) {
        const own = reachesByPlan.get(name);
        if (!own) continue;
        const reach = own.reaches.get(place);
        if (reach) reach.accounts.push(account);
        else {
          const { plan } = own;
          const kinds = kindsReached(plan, account, region);
          own.reaches.set(place, { plan, class: account.class, region, kinds, accounts: [account] });
        }
      }
    }
  }
  return [...reachesByPlan.values()].flatMap(({ reaches }) => [...reaches.values()]);
}

/** Kinds of resources that some of the reaches back up. */
export function kindsOf(reaches: readonly Reach[]): readonly ResourceKind[] {
  const reached = new Set(reaches.flatMap(({ kinds }) => kinds));
  return resourceKinds.filter((kind) => reached.has(kind));
}

/** Kinds of resources that a plan backs up anywhere. */
export const kindsReachedAnywhere = (estate: Estate, plan: Plan): readonly ResourceKind[] =>
  kindsOf(reachesOf({ ...estate, plans: [plan] }));
