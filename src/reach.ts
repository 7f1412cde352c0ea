import { type ResourceKind, resourceKinds } from "./aws/resource-kinds.ts";
import { resourceTypePattern } from "./aws/resource-types.ts";
import type { AppAccount, Estate, Plan } from "./model.ts";

/** Names of the plans that reach an account, its unit's included, sorted; none once it is retired. */
export function plansReaching(estate: Estate, account: AppAccount): readonly string[] {
  if (account.state === "retired") return [];
  const unit = account.unit === null ? undefined : estate.units.find(({ name }) => name === account.unit);
  return [...account.plans, ...(unit?.plans ?? [])].sort();
}

/** Accounts that a plan reaches, sorted by name. */
export const accountsReached = (estate: Estate, plan: Plan): readonly AppAccount[] =>
  estate.accounts.filter((account) => plansReaching(estate, account).includes(plan.name));

/** Kinds of resources that a plan backs up in an account's Region: those its selection matches, among those opted in. */
export function kindsReached({ selection }: Plan, account: AppAccount, region: string): readonly ResourceKind[] {
  const patterns = new Set(selection.types.map((type) => resourceTypePattern(type, "aws")));
  return resourceKinds.filter(
    ({ type, selectedAs }) =>
      account.optIn[region]?.includes(type) &&
      (patterns.size === 0 || patterns.has(resourceTypePattern(selectedAs, "aws"))),
  );
}

/** Kinds of resources that a plan backs up anywhere. */
export function kindsReachedAnywhere(estate: Estate, plan: Plan): readonly ResourceKind[] {
  const reached = new Set(
    accountsReached(estate, plan).flatMap((account) =>
      account.regions.flatMap((region) => kindsReached(plan, account, region)),
    ),
  );
  return resourceKinds.filter((kind) => reached.has(kind));
}
