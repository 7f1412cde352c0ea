import type { Estate, Plan, Selection } from "../model.ts";
import { covers, meet } from "../words/pattern.ts";
import { type Reach, reachesOf } from "./reach.ts";

/** Pairs of plans that may back up the same resource: in one account and Region, of a kind and with tags that both take. */
export function plansThatMeet(estate: Estate): readonly (readonly [Plan, Plan])[] {
  const pairs = estate.plans.flatMap((plan, index) =>
    estate.plans
      .slice(index + 1)
      .filter((other) => tagsMeet(plan.selection, other.selection))
      .map((other) => [plan, other] as const),
  );
  if (pairs.length === 0) return [];
  const reaches = reachesOf(estate);
  const of = (plan: Plan) => reaches.filter((reach) => reach.plan === plan);
  return pairs.filter(([plan, other]) => of(plan).some((one) => of(other).some((two) => reachesMeet(one, two))));
}

function reachesMeet(one: Reach, two: Reach): boolean {
  if (one.class !== two.class || one.region !== two.region) return false;
  if (!one.kinds.some((kind) => two.kinds.includes(kind))) return false;
  const accounts = new Set(one.accounts);
  return two.accounts.some((account) => accounts.has(account));
}

/** Whether a resource can have tags that both selections take. It has one value of a key, and may have every key. */
function tagsMeet(one: Selection, other: Selection): boolean {
  if (one.tagKey !== other.tagKey) return true;
  const [first, second] = one.kind === "tagged" ? [one, other] : [other, one];
  if (first.kind === "everythingExcept") return true;
  return second.kind === "tagged"
    ? first.tagValues.some((value) => second.tagValues.some((another) => meet(value, another)))
    : first.tagValues.some((value) => !second.tagValues.some((left) => covers(left, value)));
}
