import type { ResourceKind } from "../aws/resource-kinds.ts";
import type { Plan, Rule } from "../model.ts";
import { lossThroughCenturies } from "./loss-through-centuries.ts";
import { overlapReachMinutes, type PlanStarts, planStarts } from "./plan-starts.ts";
import { recoveryPointTimes, type Target } from "./recovery-point-times.ts";
import type { Loss, PointSeries } from "./worst-loss.ts";

/** What may be lost at worst when only the recovery points of a plan at one target are left. */
export type ProvenLoss =
  | Loss
  /** No rule of the plan makes recovery points there. */
  | { readonly kind: "none" }
  /** A schedule of the plan cannot be judged, which is an error of its own. */
  | { readonly kind: "unknown" };

/** The same of one kind of resource, for which a rule may be continuous. */
export type LocalLoss = ProvenLoss | { readonly kind: "continuous"; readonly minutes: number; readonly rule: Rule };

/** What the schedules, windows and retentions of a plan prove. It takes a moment: prove a plan once. */
export interface PlanProof {
  /** By backups; types with continuous backup lose less, see {@link provenLocally}. */
  readonly local: ProvenLoss;
  /** By copies in the central account's home Region. */
  readonly home: ProvenLoss;
  /** By copies in each of its further Regions. */
  readonly further: ProvenLoss;
  /** The rule whose continuous backups are kept longest; `null`: none is continuous, or none of those runs. */
  readonly continuousRule: Rule | null;
}

export function provePlan(plan: Plan, starts: PlanStarts | null = planStarts(plan)): PlanProof {
  const home = provenAt(plan, starts, "home");
  return {
    local: provenAt(plan, starts, "local"),
    home,
    further: hasFurtherRetention(plan) ? provenAt(plan, starts, "further") : home,
    continuousRule: continuousRule(starts),
  };
}

/** What may be lost at worst of one kind of resource when its local recovery points are left. */
export function provenLocally(proof: PlanProof, { continuousRpoMinutes }: ResourceKind): LocalLoss {
  const { continuousRule: rule, local } = proof;
  return rule && continuousRpoMinutes !== null ? { kind: "continuous", minutes: continuousRpoMinutes, rule } : local;
}

const hasFurtherRetention = ({ rules }: Plan) =>
  rules.some(
    ({ copies }) => copies.kind === "central" && copies.home.deleteAfterDays !== copies.further.deleteAfterDays,
  );

function provenAt(plan: Plan, starts: PlanStarts | null, target: Target): ProvenLoss {
  if (plan.rules.every((rule) => recoveryPointTimes(rule, target) === null)) return { kind: "none" };
  if (!starts) return { kind: "unknown" };
  const outcomes = starts.outcomes.map((outcome) =>
    outcome.flatMap((kept) => {
      const times = recoveryPointTimes(kept.rule, target);
      return times && kept.starts.length > 0 ? [{ ...kept, ...times }] : [];
    }),
  );
  const losses = distinctOutcomes(outcomes).map((series) =>
    lossThroughCenturies(series, starts.cycle, overlapReachMinutes(plan)),
  );
  return losses.reduce((worst, loss) => (isWorse(loss, worst) ? loss : worst));
}

/** Whatever AWS decides, what it leaves is often the same. */
function distinctOutcomes(outcomes: readonly (readonly PointSeries[])[]) {
  const ids = new Map<Float64Array, number>();
  const idOf = ({ starts }: PointSeries) => {
    const id = ids.get(starts) ?? ids.size;
    ids.set(starts, id);
    return id;
  };
  return [...new Map(outcomes.map((series) => [series.map(idOf).join(" "), series])).values()];
}

function isWorse(one: Loss, other: Loss): boolean {
  if (one.kind === "bounded" && other.kind === "bounded") {
    return one.minutes > other.minutes || (one.minutes === other.minutes && isEarlier(one, other));
  }
  if (one.kind === "nothing-left" && other.kind === "nothing-left") {
    const longer = emptyMinutes(one) - emptyMinutes(other);
    return longer > 0 || (longer === 0 && isEarlier(one, other));
  }
  return severity[one.kind] > severity[other.kind];
}

const severity = { bounded: 0, "nothing-left": 1, never: 2 } as const;

type Moment = Exclude<Loss, { kind: "never" }>;
const isEarlier = (one: Moment, other: Moment) => one.gap.fromMinute < other.gap.fromMinute;
const emptyMinutes = ({ gap, emptyMinute }: Extract<Loss, { kind: "nothing-left" }>) =>
  gap.availableMinute - emptyMinute;

// several continuous rules with one vault end in one continuous backup, with the longest retention:
// docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html
function continuousRule(starts: PlanStarts | null): Rule | null {
  const running = (starts?.rules ?? [])
    .map(({ rule }) => rule)
    .filter(
      (rule) =>
        rule.continuous &&
        starts?.outcomes.every((outcome) => outcome.some((kept) => kept.rule === rule && kept.starts.length > 0)),
    )
    .sort((a, b) => b.local.deleteAfterDays - a.local.deleteAfterDays);
  return running[0] ?? null;
}
