import { centralsOf } from "../estate/plan-copies.ts";
import { delayedPlan, startDelayIn } from "../estate/plan-spread.ts";
import { plansThatMeet } from "../estate/plans-that-meet.ts";
import { accountsReached } from "../estate/reach.ts";
import type { CentralAccount, Estate, Plan, Rule } from "../model.ts";
import { onceFor } from "../once-for.ts";
import { minutesText } from "../words/units-text.ts";
import { closestStarts, heldMinutes, makesCopies, roomMinutes, type StartPair } from "./holds.ts";
import { kindsToProve } from "./kinds-to-prove.ts";
import { copyLoss, localLossWhenHeld, surelyCopied } from "./loss-when-held.ts";
import { type PlanProof, type ProvenLoss, provenLocally, provePlan } from "./plan-proof.ts";
import { type Outcome, type PlanStarts, planStarts } from "./plan-starts.ts";
import type { Loss } from "./worst-loss.ts";

/**
 * How long AWS tries a copy. It says so of system errors, and nothing of how long a copy waits for another job: we take
 * it for the same.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html#backup-copy-retry
 */
export const copyRetriedMinutes = 120;

/** A rule whose jobs may hold a resource for longer than there is room before the next start. */
export interface Hold {
  readonly plan: Plan;
  readonly rule: Rule;
  readonly next: Rule;
  /** The plan of `next`. */
  readonly nextPlan: Plan;
  readonly pair: StartPair;
  readonly overMinutes: number;
  /** The promise that is not kept because of it, as a clause; `null`: none. */
  readonly broken: string | null;
}

/** A rule whose last copy may have to wait longer than AWS tries it. */
export interface Turn {
  readonly plan: Plan;
  readonly rule: Rule;
  /** Central accounts with several Regions. */
  readonly centrals: readonly CentralAccount[];
  /** The promise that is not kept because of it, as a clause; `null`: none. */
  readonly broken: string | null;
}

export interface JobsInTheWay {
  readonly withinPlans: readonly Hold[];
  readonly betweenPlans: readonly Hold[];
  readonly turns: readonly Turn[];
}

/**
 * AWS makes one backup or copy of a resource at a time, and a proof takes it that each has all its windows: here is what
 * may take so long that the next does not, or that the last of several copies waits longer than AWS tries it.
 */
export const jobsInTheWay: (estate: Estate) => JobsInTheWay = onceFor((estate) => {
  const own = estate.plans.map((plan) => ofPlan(estate, plan));
  return {
    withinPlans: own.flatMap(({ holds }) => holds),
    betweenPlans: plansThatMeet(estate).flatMap(([plan, other]) => {
      const runs = runsOfTwo(estate, plan, other);
      return [...worstHolds(runs), ...worstHolds(runs.map(([one, two]) => [two, one] as const))];
    }),
    turns: own.flatMap(({ turns }) => turns),
  };
});

function ofPlan(estate: Estate, plan: Plan): { readonly holds: readonly Hold[]; readonly turns: readonly Turn[] } {
  const starts = planStarts(plan);
  if (!starts) return { holds: [], turns: [] };
  const own = { plan, starts };
  const holds = plan.rules.flatMap(
    (rule) =>
      tightest(rule, own, { ...own, rules: [rule] }, 1) ?? tightest(rule, own, { ...own, rules: plan.rules }, 1) ?? [],
  );
  const centrals = centralsOf(estate, plan).filter(({ regions }) => regions.length > 1);
  const inTurn = plan.rules.filter((rule) => centrals.length > 0 && mayWaitTooLong(rule));
  if (holds.length + inTurn.length === 0) return { holds: [], turns: [] };

  const { expiring, waiting, turns } = losses(estate, plan, starts, { holds, inTurn, isFurther: centrals.length > 0 });
  return {
    holds: holds.map((hold) => ({ ...hold, broken: (mayExpire(hold) ? expiring : null) ?? waiting })),
    turns: inTurn.map((rule) => ({ plan, rule, centrals, broken: turns })),
  };
}

/** Two plans as they run side by side in the accounts that have both, each way once. */
function runsOfTwo(estate: Estate, plan: Plan, other: Plan): readonly (readonly [Plan, Plan])[] {
  if (plan.spreadMinutes === 0 && other.spreadMinutes === 0) return [[plan, other]];
  const others = new Set(accountsReached(estate, other));
  const runs = accountsReached(estate, plan)
    .filter((account) => others.has(account))
    .map((account) => [plan, other].map((each) => startDelayIn(estate, each, account)) as [number, number]);
  return [...new Map(runs.map((delays) => [delays.join(), delays])).values()].map(
    ([one, two]) => [delayedPlan(plan, one), delayedPlan(other, two)] as const,
  );
}

/** Of each rule the tightest, wherever it is. */
function worstHolds(runs: readonly (readonly [Plan, Plan])[]): readonly Hold[] {
  const worst = new Map<string, Hold>();
  for (const hold of runs.flatMap(([plan, other]) => ofTwo(plan, other))) {
    if (hold.overMinutes > (worst.get(hold.rule.name)?.overMinutes ?? 0)) worst.set(hold.rule.name, hold);
  }
  return [...worst.values()];
}

/** Config does not know whether a resource has tags for both plans: no promise counts as broken. */
function ofTwo(plan: Plan, other: Plan): readonly Hold[] {
  const [starts, others] = [planStarts(plan), planStarts(other)];
  if (!starts || !others) return [];
  const next = { plan: other, starts: others, rules: other.rules };
  return plan.rules.flatMap((rule) => tightest(rule, { plan, starts }, next, 0) ?? []);
}

interface StartsOfPlan {
  readonly plan: Plan;
  readonly starts: PlanStarts;
}

/** The next start that leaves the least room, if it is too little: the rule's own, because that comes most often, or another's. */
function tightest(
  rule: Rule,
  { plan, starts }: StartsOfPlan,
  nextOnes: StartsOfPlan & { readonly rules: readonly Rule[] },
  leastMinutes: 0 | 1,
): Hold | undefined {
  let found: Hold | undefined;
  for (const next of nextOnes.rules) {
    for (const one of keptStarts(starts, rule)) {
      for (const other of keptStarts(nextOnes.starts, next)) {
        const pair = closestStarts(
          { starts: one, cycle: starts.cycle },
          { starts: other, cycle: nextOnes.starts.cycle },
          leastMinutes,
        );
        if (!pair) continue;
        const overMinutes = heldMinutes(rule) - roomMinutes(rule, next, gapOf(pair));
        if (overMinutes > (found?.overMinutes ?? 0)) {
          found = { plan, rule, next, nextPlan: nextOnes.plan, pair, overMinutes, broken: null };
        }
      }
    }
  }
  return found;
}

/** The starts whose backups AWS keeps, in each of the ways it may decide. */
const keptStarts = ({ outcomes }: PlanStarts, rule: Rule): readonly Float64Array[] => [
  ...new Set(outcomes.flatMap((outcome) => outcome.filter((one) => one.rule === rule).map(({ starts }) => starts))),
];

/** Minutes between two starts. */
export const gapOf = ({ fromMinute, toMinute }: StartPair) => toMinute - fromMinute;

/** Whether the next backup expires, whichever job AWS takes first; else a copy has to wait if it takes the backup. */
export const mayExpire = ({ rule, next, pair }: Hold) => heldMinutes(rule) > gapOf(pair) + next.startWithinMinutes;

const mayWaitTooLong = (rule: Rule) => makesCopies(rule) && rule.copyWithinMinutes > copyRetriedMinutes;

interface Causes {
  readonly holds: readonly Hold[];
  readonly inTurn: readonly Rule[];
  readonly isFurther: boolean;
}

/** What is lost at worst and was promised otherwise, in words, by what makes it so; `null`: the promise is kept all the same. */
function losses(estate: Estate, plan: Plan, starts: PlanStarts, { holds, inTurn, isFurther }: Causes) {
  const proof = provePlan(plan, starts);
  const targets = isFurther ? (["home", "further"] as const) : (["home"] as const);
  const isolated = plan.promise.isolatedRpoMinutes;
  const brokenCopies = (left: (outcome: Outcome) => Outcome): string | null => {
    if (isolated === null) return null;
    for (const target of targets.filter((each) => isKept(proof[each], isolated))) {
      for (const outcome of starts.outcomes) {
        const loss = copyLoss(left(outcome), starts.cycle, target);
        if (!isKept(loss, isolated)) return copyLossText(loss, isolated);
      }
    }
    return null;
  };
  const inOrder = (outcome: Outcome) => outcome.filter(({ rule }) => !inTurn.includes(rule));
  const free = (outcome: Outcome) => surelyCopied(outcome, starts.cycle);

  const byHolds = holds.length > 0 ? brokenCopies(free) : null;
  const byTurns = inTurn.length > 0 ? brokenCopies(inOrder) : null;
  const byBoth = byHolds === null && byTurns === null ? brokenCopies((outcome) => inOrder(free(outcome))) : null;
  return {
    expiring: holds.some(mayExpire) ? brokenLocally(estate, plan, starts, proof) : null,
    waiting: byHolds ?? byBoth,
    turns: byTurns ?? byBoth,
  };
}

function brokenLocally(estate: Estate, plan: Plan, { outcomes, cycle }: PlanStarts, proof: PlanProof): string | null {
  const promised = plan.promise.rpoMinutes;
  const kinds = kindsToProve(estate, plan);
  if (!isKept(proof.local, promised)) return null;
  if (kinds.every((kind) => provenLocally(proof, kind).kind === "continuous")) return null;
  const minutes = Math.max(...outcomes.map((outcome) => localLossWhenHeld(outcome, cycle)));
  return minutes <= promised
    ? null
    : `then up to ${minutesText(minutes)} may be lost, and promise.rpo is ${minutesText(promised)}`;
}

// what is not kept anyway is an error of its own
const isKept = (loss: ProvenLoss, promisedMinutes: number) =>
  loss.kind === "bounded" && loss.minutes <= promisedMinutes;

const copyLossText = (loss: Loss, promisedMinutes: number) =>
  `${loss.kind === "bounded" ? `when such copies fail, up to ${minutesText(loss.minutes)} may be lost` : "without such copies none is sure to be left"}, and promise.isolatedRpo is ${minutesText(promisedMinutes)}`;
