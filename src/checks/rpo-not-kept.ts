import type { Complaint } from "../diagnostics/complaint.ts";
import { inPlan } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { kindsText } from "../proof/kinds-text.ts";
import { brokenPromise } from "../proof/loss-words.ts";
import { type PromisedLoss, promisedLosses } from "../proof/promised-losses.ts";
import { minutesText } from "../words/units-text.ts";

export const rpoNotKept = estateRule({
  id: "rpo-not-kept",
  severity: "error",
  what: "a plan that promises a tighter RPO than its local backups keep",
  why: "The widest gap between two starts, the time to start and the time to complete may all be lost; continuous backup counts only for the types that have it.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html",
  example: {
    bad: { "plans/bronze.yaml": "promise: { rpo: 24h }" },
    good: { "plans/bronze.yaml": "promise: { rpo: 34h }" },
  },
  check: (estate) => promisedLosses(estate).flatMap((promised) => [...bySchedule(promised), ...byService(promised)]),
});

function bySchedule({ plan, proof, snapshots }: PromisedLoss): readonly Complaint[] {
  const { local } = proof;
  const { rpoMinutes } = plan.promise;
  if (snapshots.length === 0 || local.kind !== "bounded" || local.minutes <= rpoMinutes) return [];
  const have = snapshots.length === 1 ? "has" : "have";
  const because = proof.continuousRule === null ? "" : `${kindsText(snapshots)} ${have} no continuous backup`;
  return [{ at: placeOf(plan.name), ...brokenPromise(rpoMinutes, local, "local", because) }];
}

/** Continuous backup lags behind as well. */
function byService({ plan, local }: PromisedLoss): readonly Complaint[] {
  const { rpoMinutes } = plan.promise;
  const late = local.flatMap(({ kind, loss }) =>
    loss.kind === "continuous" && loss.minutes > rpoMinutes ? [{ kind, minutes: loss.minutes }] : [],
  );
  if (late.length === 0) return [];
  const most = minutesText(Math.max(...late.map(({ minutes }) => minutes)));
  return [
    {
      at: placeOf(plan.name),
      got: `got ${minutesText(rpoMinutes)}`,
      why: `continuous backup of ${kindsText(late.map(({ kind }) => kind))} is up to ${most} behind`,
      use: `use ${most}`,
    },
  ];
}

const placeOf = (plan: string) => inPlan(plan, "promise", "rpo");
