import type { ResourceKind } from "../aws/resource-kinds.ts";
import { minutesPerDay } from "../aws/start-times.ts";
import type { Plan, Rule } from "../model.ts";
import { onceFor } from "../once-for.ts";
import { lossThroughCenturies } from "./loss-through-centuries.ts";
import type { RuleStarts } from "./overlaps.ts";
import { type Outcome, overlapReachMinutes, type PlanStarts, planStarts } from "./plan-starts.ts";
import { recoveryPointTimes, type Target } from "./recovery-point-times.ts";
import type { Cycle } from "./start-cycle.ts";
import { type SureStarts, sureStarts } from "./sure-starts.ts";
import { widestGap } from "./widest-gap.ts";
import type { Loss, LossGap, PointSeries } from "./worst-loss.ts";

/** What may be lost at worst when only the recovery points of a plan at one target are left. */
export type ProvenLoss =
  | Loss
  /** No start of a rule that makes recovery points there is sure: the service may refuse each of them. */
  | { readonly kind: "refused" }
  /** No rule of the plan makes recovery points there. */
  | { readonly kind: "none" }
  /** A schedule of the plan cannot be judged, which is an error of its own. */
  | { readonly kind: "unknown" };

/** The same of one kind of resource, for which a rule may be continuous. */
export type LocalLoss = ProvenLoss | { readonly kind: "continuous"; readonly minutes: number; readonly rule: Rule };

/** The losses of a plan by where its recovery points lie. */
export interface ProvenLosses {
  /** By backups; types with continuous backup lose less, see {@link provenLocally}. */
  readonly local: ProvenLoss;
  /** By copies in the central account's home Region. */
  readonly home: ProvenLoss;
  /** By copies in each of its further Regions. */
  readonly further: ProvenLoss;
}

/**
 * What the schedules, windows and retentions of a plan prove, of kinds of resources that refuse no start. It takes a
 * moment: prove a plan once.
 */
export interface PlanProof extends ProvenLosses {
  /** Of one kind of resource by snapshots: starts that it may refuse do not count. */
  readonly of: (kind: ResourceKind) => ProvenLosses;
  /** The rule whose continuous backups are kept longest; `null`: none is continuous, or none of those runs. */
  readonly continuousRule: Rule | null;
}

export function provePlan(plan: Plan, starts: PlanStarts | null = planStarts(plan)): PlanProof {
  const whole = provenOf(plan, starts, null);
  // a dozen kinds refuse starts, in two or three ways, which often leave the same ones
  const known = new Map<string, ProvenLosses>();
  const byStarts = new Map<string, ProvenLosses>();
  const of = (kind: ResourceKind) => {
    const sure = sureStarts(plan, kind);
    if (!sure || !starts) return whole;
    const found = known.get(sure.key) ?? provenBySure(sure, starts);
    known.set(sure.key, found);
    return found;
  };
  function provenBySure(sure: SureStarts, { rules }: PlanStarts): ProvenLosses {
    if (rules.every(allSure(sure))) return whole;
    const left = rules.map(({ rule, starts: all }) => all.filter((start) => sure.isSure(rule, start)).join(" "));
    const key = left.join("; ");
    const found = byStarts.get(key) ?? provenOf(plan, starts, sure.isSure);
    byStarts.set(key, found);
    return found;
  }
  return { ...whole, of, continuousRule: continuousRule(starts) };
}

const allSure =
  ({ isSure }: SureStarts) =>
  ({ rule, starts }: RuleStarts) =>
    starts.every((start) => isSure(rule, start));

function provenOf(plan: Plan, starts: PlanStarts | null, counts: SureStarts["isSure"] | null): ProvenLosses {
  const home = provenAt(plan, starts, "home", counts);
  return {
    local: provenAt(plan, starts, "local", counts),
    home,
    further: hasFurtherRetention(plan) ? provenAt(plan, starts, "further", counts) : home,
  };
}

/** What may be lost at worst of one kind of resource when its local recovery points are left. */
export function provenLocally(proof: PlanProof, kind: ResourceKind): LocalLoss {
  const { continuousRpoMinutes } = kind;
  const { continuousRule: rule } = proof;
  return rule && continuousRpoMinutes !== null
    ? { kind: "continuous", minutes: continuousRpoMinutes, rule }
    : proof.of(kind).local;
}

const hasFurtherRetention = ({ rules }: Plan) =>
  rules.some(
    ({ copies }) => copies.kind === "central" && copies.home.deleteAfterDays !== copies.further.deleteAfterDays,
  );

function provenAt(
  plan: Plan,
  starts: PlanStarts | null,
  target: Target,
  counts: SureStarts["isSure"] | null,
): ProvenLoss {
  if (plan.rules.every((rule) => recoveryPointTimes(rule, target) === null)) return { kind: "none" };
  if (!starts) return { kind: "unknown" };
  // the same array for the same starts, by which outcomes that are alike are told
  const sureOnes = onceFor((kept: RuleStarts) =>
    counts === null ? kept.starts : kept.starts.filter((start) => counts(kept.rule, start)),
  );
  const outcomes = starts.outcomes.map((outcome) =>
    outcome.flatMap((kept) => {
      const times = recoveryPointTimes(kept.rule, target);
      if (!times || kept.starts.length === 0) return [];
      const sure = sureOnes(kept);
      return sure.length > 0 ? [{ rule: kept.rule, starts: sure, ...times }] : [];
    }),
  );
  if (counts && outcomes.some((outcome, index) => outcome.length === 0 && isRefused(starts.outcomes[index], target))) {
    return { kind: "refused" };
  }
  const losses = distinctOutcomes(outcomes).map((series) =>
    lossThroughCenturies(series, starts.cycle, overlapReachMinutes(plan)),
  );
  return losses.reduce((worst, loss) => (isWorse(loss, worst) ? loss : worst));
}

/** Whether recovery points would be made there if no start was refused. */
const isRefused = (outcome: Outcome | undefined, target: Target) =>
  outcome?.some(({ rule, starts }) => starts.length > 0 && recoveryPointTimes(rule, target) !== null) ?? false;

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

/** What is lost of any of several kinds of resources. */
export const worstOf = (losses: readonly [ProvenLoss, ...ProvenLoss[]]): ProvenLoss =>
  losses.reduce((worst, loss) => (isWorse(loss, worst) ? loss : worst));

function isWorse(one: ProvenLoss, other: ProvenLoss): boolean {
  if (one.kind === "bounded" && other.kind === "bounded") {
    return one.minutes > other.minutes || (one.minutes === other.minutes && isEarlier(one, other));
  }
  if (one.kind === "nothing-left" && other.kind === "nothing-left") {
    const longer = emptyMinutes(one) - emptyMinutes(other);
    return longer > 0 || (longer === 0 && isEarlier(one, other));
  }
  return severity[one.kind] > severity[other.kind];
}

const severity = { bounded: 0, "nothing-left": 1, never: 2, refused: 3, none: 4, unknown: 5 } as const;

type Moment = Extract<Loss, { readonly gap: LossGap }>;
const isEarlier = (one: Moment, other: Moment) => one.gap.fromMinute < other.gap.fromMinute;
const emptyMinutes = ({ gap, emptyMinute }: Extract<Loss, { kind: "nothing-left" }>) =>
  gap.availableMinute - emptyMinute;

// a recovery point that is not gone on with before its retention ends becomes EXPIRED:
// docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery-retention-period.html
const goesOn = ({ rule, starts }: RuleStarts, cycle: Cycle) =>
  rule.local.deleteAfterDays * minutesPerDay > widestGap(starts, cycle);

// several continuous rules with one vault end in one continuous backup, with the longest retention:
// docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html
function continuousRule(starts: PlanStarts | null): Rule | null {
  const running = (starts?.rules ?? [])
    .map(({ rule }) => rule)
    .filter(
      (rule) =>
        rule.continuous &&
        starts?.outcomes.every((outcome) =>
          outcome.some((kept) => kept.rule === rule && kept.starts.length > 0 && goesOn(kept, starts.cycle)),
        ),
    )
    .sort((a, b) => b.local.deleteAfterDays - a.local.deleteAfterDays);
  return running[0] ?? null;
}
