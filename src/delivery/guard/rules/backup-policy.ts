import { isBackupPolicy } from "../../resources/policies.ts";
import { comparePolicies } from "../backup/compare-policies.ts";
import { readBackupPolicy } from "../backup/read-policy.ts";
import { type GuardRule, unjudged, violation } from "../guarded-change.ts";

const attribute = "content";

/** A backup policy protects less than it did: shorter, seldomer, fewer resources, fewer copies. */
export const backupPolicy: GuardRule = (change) => {
  const { type, before, after } = change;
  if (!isBackupPolicy(type, before) || !before || !after) return [];
  if (change.isHidden(attribute)) return [unjudged(change, attribute)];
  if (before[attribute] === after[attribute]) return [];
  const [from, to] = [readBackupPolicy(before[attribute]), readBackupPolicy(after[attribute])];
  const unreadable = [from, to].find((policy) => typeof policy === "string");
  if (typeof from === "string" || typeof to === "string") {
    return [violation(change, "unjudged", `${unreadable} and cannot be judged; use what Lockstep writes`)];
  }
  return comparePolicies(from, to).map(({ rule, message }) => violation(change, rule, message));
};
