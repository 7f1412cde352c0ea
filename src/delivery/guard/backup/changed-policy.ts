import { valueIn } from "../../../aws/policy/setting.ts";
import { onceFor } from "../../../once-for.ts";
import { isBackupPolicy } from "../../resources/policies.ts";
import type { GuardedChange } from "../guarded-change.ts";
import type { PlanComplaint } from "../plan-rule.ts";
import { unjudgedAttribute } from "../unjudged-attribute.ts";
import { rulePairsOf } from "./policy-pairs.ts";
import { type JudgedPolicy, readBackupPolicy } from "./read-policy.ts";
import { thinned } from "./thinned-schedule.ts";

const attribute = "content";

/** A backup policy before and after a change of what it says. */
export interface ChangedPolicy {
  readonly before: JudgedPolicy;
  readonly after: JudgedPolicy;
}

const readings = onceFor((change: GuardedChange): ChangedPolicy | { readonly unjudged: PlanComplaint } | null => {
  const { type, before, after } = change;
  if (!isBackupPolicy(type, before) || !before || !after) return null;
  if (change.isHidden(attribute)) return { unjudged: unjudgedAttribute(attribute) };
  if (before[attribute] === after[attribute]) return null;
  const [from, to] = [readBackupPolicy(before[attribute]), readBackupPolicy(after[attribute])];
  const unreadable = [from, to].find((policy) => typeof policy === "string");
  if (typeof from === "string" || typeof to === "string") {
    return {
      unjudged: { path: [attribute], got: `${unreadable} and cannot be judged`, use: "use what Lockstep writes" },
    };
  }
  return { before: from, after: to };
});

/** @returns `null` for any other change, and where it cannot be judged. */
export function changedPolicy(change: GuardedChange): ChangedPolicy | null {
  const reading = readings(change);
  return reading && "before" in reading ? reading : null;
}

/** What of a change of a backup policy cannot be read. */
export function unjudgedPolicy(change: GuardedChange): readonly PlanComplaint[] {
  const reading = readings(change);
  if (reading && "unjudged" in reading) return [reading.unjudged];
  return rulePairsOf(reading).flatMap(({ name, before, after }) => {
    const verdict = thinned(valueIn(before.schedule), valueIn(after.schedule));
    return verdict && "unreadable" in verdict
      ? [
          {
            path: [attribute],
            got: `the schedule of ${name} cannot be judged: ${verdict.unreadable.got}`,
            use: verdict.unreadable.use,
          },
        ]
      : [];
  });
}
