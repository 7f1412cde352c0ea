import { resourceType } from "../resources/resource-types.ts";
import type { GuardedChange } from "./guarded-change.ts";
import type { PlanComplaint } from "./plan-rule.ts";
import { unjudgedAttribute } from "./unjudged-attribute.ts";

const attributes = ["min_retention_days", "max_retention_days", "changeable_for_days"] as const;

/** A number of days before and after a change; `null`: none is set. */
interface Days {
  readonly from: number | null;
  readonly to: number | null;
}

/** What a change makes of a lock; `null`: it is none, it goes, or it cannot be judged. */
export function lockDays(
  change: GuardedChange,
): { readonly shortest: Days; readonly longest: Days; readonly coolingOff: Days } | null {
  if (!isJudged(change) || unjudgedLock(change).length > 0) return null;
  const [shortest, longest, coolingOff] = attributes.map((attribute) => ({
    from: numberIn(change.before?.[attribute]),
    to: numberIn(change.after?.[attribute]),
  })) as [Days, Days, Days];
  return { shortest, longest, coolingOff };
}

export const unjudgedLock = (change: GuardedChange): readonly PlanComplaint[] =>
  isJudged(change) ? attributes.filter(change.isHidden).map(unjudgedAttribute) : [];

const isJudged = ({ type, after }: GuardedChange) => resourceType(type)?.isLock === true && after !== null;

// the provider writes 0 for a number that is not set
const numberIn = (value: unknown) => (typeof value === "number" && value > 0 ? value : null);
