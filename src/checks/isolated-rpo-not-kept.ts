import type { Complaint } from "../diagnostics/complaint.ts";
import { inPlan } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { brokenPromise } from "../proof/loss-words.ts";
import { type PromisedLoss, promisedLosses } from "../proof/promised-losses.ts";

export const isolatedRpoNotKept = estateRule({
  id: "isolated-rpo-not-kept",
  severity: "error",
  what: "a plan that promises a tighter RPO than its copies in the central account keep",
  why: "A copy is there only after the backup is complete and copied, and a copy of a continuous backup is a snapshot.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html",
  example: {
    bad: { "plans/gold.yaml": "promise: { isolatedRpo: 4h }" },
    good: { "plans/gold.yaml": "promise: { isolatedRpo: 12h }" },
  },
  check: (estate) => promisedLosses(estate).flatMap(judge),
});

/** The home Region first; what is the same in the further Regions is said once. */
function judge({ plan, proof, targets }: PromisedLoss): readonly Complaint[] {
  const promised = plan.promise.isolatedRpoMinutes;
  if (promised === null) return [];
  const [first] = targets.flatMap((target) => {
    const loss = target === "local" ? null : proof[target];
    if (loss?.kind !== "bounded" || loss.minutes <= promised) return [];
    const because = target === "home" ? "" : "in the further Regions copies expire otherwise than in the home Region";
    return [brokenPromise(promised, loss, target, because)];
  });
  return first ? [{ at: inPlan(plan.name, "promise", "isolatedRpo"), ...first }] : [];
}
