import { type ResourceKind, resourceKinds } from "../aws/resource-kinds.ts";
import { longFirstBackups } from "../estate/long-first-backups.ts";
import { kindsReached, plansReaching } from "../estate/reach.ts";
import type { Estate } from "../model.ts";

/** Kinds of resources in an account whose first backup its plans may cut short, whatever their reasons say. */
export function kindsOfLongFirstBackups(estate: Estate, name: string): readonly ResourceKind[] {
  const account = estate.accounts.find((each) => each.name === name);
  if (!account) return [];
  const plans = plansReaching(estate, account);
  const found = estate.plans
    .filter((plan) => plans.includes(plan.name))
    .flatMap((plan) =>
      account.regions.flatMap((region) => longFirstBackups(plan, kindsReached(plan, account, region))),
    );
  return resourceKinds.filter((kind) => found.some((long) => long.kind === kind));
}
