import { resourceType } from "../../resources/resource-types.ts";
import { type GuardedChange, type GuardRule, type PlanFinding, unjudged, violation } from "../guarded-change.ts";

const attributes = ["min_retention_days", "max_retention_days", "changeable_for_days"];

/** A lock that is weakened, or armed for ever. */
export const lock: GuardRule = (change) => {
  if (!resourceType(change.type)?.isLock || !change.after) return [];
  const hidden = attributes.filter(change.isHidden);
  if (hidden.length > 0) return hidden.map((attribute) => unjudged(change, attribute));
  return [...bounds(change), ...coolingOff(change)];
};

function bounds(change: GuardedChange): readonly PlanFinding[] {
  if (!change.before) return [];
  const { from: minFrom, to: minTo } = days(change, "min_retention_days");
  const { from: maxFrom, to: maxTo } = days(change, "max_retention_days");
  const found: PlanFinding[] = [];
  const weakened = (message: string) => found.push(violation(change, "lock-weakened", message));

  if (minFrom !== null && (minTo === null || minTo < minFrom)) {
    weakened(`the shortest retention of the lock falls from ${minFrom} to ${inDays(minTo)}; keep ${minFrom} or more`);
  }
  if (maxFrom !== null && (maxTo === null || maxTo > maxFrom)) {
    weakened(`the longest retention of the lock grows from ${maxFrom} to ${inDays(maxTo)}; keep ${maxFrom} or less`);
  }
  return found;
}

function coolingOff(change: GuardedChange): readonly PlanFinding[] {
  const { from, to } = days(change, "changeable_for_days");
  if (from === to) return [];
  if (to === null) {
    return [
      violation(change, "lock-weakened", "the compliance lock becomes a governance lock; keep changeable_for_days"),
    ];
  }
  if (from === null) {
    const message = `a compliance lock is armed: ${to} days after the apply nobody can ever remove it, AWS included; leave arm out`;
    return [violation(change, "lock-armed", message)];
  }
  return [
    violation(
      change,
      "lock-cooling-off",
      `the cooling-off of the lock changes from ${from} to ${to} days; keep ${from}`,
    ),
  ];
}

function days({ before, after }: GuardedChange, attribute: string) {
  // the provider writes 0 for a number that is not set
  const numberIn = (value: unknown) => (typeof value === "number" && value > 0 ? value : null);
  return { from: numberIn(before?.[attribute]), to: numberIn(after?.[attribute]) };
}

const inDays = (count: number | null) => (count === null ? "none at all" : `${count} days`);
