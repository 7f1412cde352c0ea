import { describeStart } from "../aws/describe-start.ts";
import { centralsOf } from "../estate/plan-copies.ts";
import { plansThatMeet } from "../estate/plans-that-meet.ts";
import { error, type Finding, inPlan, warning } from "../finding.ts";
import type { CentralAccount, Estate, Plan, Rule } from "../model.ts";
import { closestStarts, heldMinutes, makesCopies, roomMinutes, type StartPair } from "../proof/holds.ts";
import { kindsToProve } from "../proof/kinds-to-prove.ts";
import { copyLoss, localLossWhenHeld, surelyCopied } from "../proof/loss-when-held.ts";
import { type PlanProof, type ProvenLoss, provenLocally, provePlan } from "../proof/plan-proof.ts";
import { type Outcome, type PlanStarts, planStarts } from "../proof/plan-starts.ts";
import type { Loss } from "../proof/worst-loss.ts";
import { minutesText } from "../words/units-text.ts";

// AWS says so of system errors, and nothing of how long a copy waits for another job: we take it for the same
// docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html#backup-copy-retry
const copyRetriedMinutes = 120;
// the least that config may give to each
const leastWindowMinutes = 60;

/**
 * AWS makes one backup or copy of a resource at a time, and a proof takes it that each has all its windows: what one
 * start may take ends before the next, and of several copies the last need not wait longer than AWS tries it.
 */
export function jobsGiveWay(estate: Estate): readonly Finding[] {
  return [
    ...estate.plans.flatMap((plan) => judgePlan(estate, plan)),
    ...plansThatMeet(estate).flatMap(([plan, other]) => [...judgeTwo(plan, other), ...judgeTwo(other, plan)]),
  ];
}

/** A rule whose jobs may hold a resource for longer than there is room before the next start. */
interface Hold {
  readonly rule: Rule;
  readonly next: Rule;
  readonly pair: StartPair;
  readonly overMinutes: number;
}

function judgePlan(estate: Estate, plan: Plan): readonly Finding[] {
  const starts = planStarts(plan);
  if (!starts) return [];
  const holds = plan.rules.flatMap(
    (rule) => tightest(rule, starts, [rule], starts, 1) ?? tightest(rule, starts, plan.rules, starts, 1) ?? [],
  );
  const several = centralsOf(estate, plan).filter(({ regions }) => regions.length > 1);
  const inTurn = plan.rules.filter((rule) => several.length > 0 && mayWaitTooLong(rule));
  if (holds.length + inTurn.length === 0) return [];

  const { expiring, waiting, turns } = losses(estate, plan, starts, { holds, inTurn, isFurther: several.length > 0 });
  return [
    ...holds.map((hold) => {
      const at = inPlan(plan.name, "rules", hold.rule.name, keyOf(hold.rule));
      const broken = (mayExpire(hold) ? expiring : null) ?? waiting;
      const together =
        hold.rule === hold.next ? "" : ", or with it: AWS then makes the backup alone that is kept longer";
      const advice = `use ${adviceText(hold)}${together}`;
      return broken === null
        ? warning("job-in-the-way", at, `${holdText(hold, hold.next.name)}: ${advice}`)
        : error("promised-job-in-the-way", at, `${holdText(hold, hold.next.name)}; ${broken}: ${advice}`);
    }),
    ...inTurn.map((rule) => {
      const at = inPlan(plan.name, "rules", rule.name, "copyWithin");
      const use = `use ${minutesText(copyRetriedMinutes)} or less`;
      return turns === null
        ? warning("copies-in-turn", at, `${turnText(rule, several)}: ${use}`)
        : error("promised-copies-in-turn", at, `${turnText(rule, several)}; ${turns}: ${use}`);
    }),
  ];
}

/** Config does not know whether a resource has tags for both plans, which is why nothing here is an error. */
function judgeTwo(plan: Plan, other: Plan): readonly Finding[] {
  const [starts, others] = [planStarts(plan), planStarts(other)];
  if (!starts || !others) return [];
  return plan.rules.flatMap((rule) => {
    const hold = tightest(rule, starts, other.rules, others, 0);
    if (!hold) return [];
    const at = inPlan(plan.name, "rules", rule.name, keyOf(rule));
    const message = `${holdText(hold, `${hold.next.name} of plan ${other.name}`)}, where plans/${other.name}.yaml selects the resource too: use selections that do not meet, or ${adviceText(hold)}`;
    return [warning("plans-in-the-way", at, message)];
  });
}

/** The next start that leaves the least room, if it is too little: the rule's own, because that comes most often, or another's. */
function tightest(
  rule: Rule,
  starts: PlanStarts,
  nextRules: readonly Rule[],
  nextStarts: PlanStarts,
  leastMinutes: 0 | 1,
): Hold | undefined {
  let found: Hold | undefined;
  for (const next of nextRules) {
    for (const one of keptStarts(starts, rule)) {
      for (const other of keptStarts(nextStarts, next)) {
        const pair = closestStarts(
          { starts: one, cycle: starts.cycle },
          { starts: other, cycle: nextStarts.cycle },
          leastMinutes,
        );
        if (!pair) continue;
        const overMinutes = heldMinutes(rule) - roomMinutes(rule, next, gapOf(pair));
        if (overMinutes > (found?.overMinutes ?? 0)) found = { rule, next, pair, overMinutes };
      }
    }
  }
  return found;
}

/** The starts whose backups AWS keeps, in each of the ways it may decide. */
const keptStarts = ({ outcomes }: PlanStarts, rule: Rule): readonly Float64Array[] => [
  ...new Set(outcomes.flatMap((outcome) => outcome.filter((one) => one.rule === rule).map(({ starts }) => starts))),
];

const gapOf = ({ fromMinute, toMinute }: StartPair) => toMinute - fromMinute;

/** Whether the next backup expires, whichever job AWS takes first; else a copy has to wait if it takes the backup. */
const mayExpire = ({ rule, next, pair }: Hold) => heldMinutes(rule) > gapOf(pair) + next.startWithinMinutes;

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

/** Where the most can be taken off. */
const keyOf = (rule: Rule) =>
  makesCopies(rule) && rule.copyWithinMinutes >= rule.completeWithinMinutes ? "copyWithin" : "completeWithin";

function holdText(hold: Hold, nextName: string): string {
  const { rule, next, pair, overMinutes } = hold;
  const end = pair.fromMinute + heldMinutes(rule);
  const got = `got ${windowsText(rule)}, ${minutesText(heldMinutes(rule))} in all, and what starts at ${describeStart(pair.fromMinute)} may hold a resource until ${describeStart(end)}`;
  const start = describeStart(pair.toMinute);
  if (!mayExpire(hold)) {
    return `${got}; AWS makes one backup or copy of it at a time and does not say which comes first: should the backup of ${nextName} at ${start} go before copies that are ${minutesText(overMinutes)} from their end, they fail after ${minutesText(copyRetriedMinutes)}`;
  }
  const over = end - pair.toMinute - next.startWithinMinutes;
  return `${got}; AWS makes one backup or copy of it at a time, and the backup of ${nextName} at ${start} expires when it has not started by ${describeStart(pair.toMinute + next.startWithinMinutes)}, ${minutesText(over)} too early`;
}

function windowsText(rule: Rule): string {
  const start = `${minutesText(rule.startWithinMinutes)} to start`;
  const complete = `${minutesText(rule.completeWithinMinutes)} to complete`;
  return makesCopies(rule)
    ? `${start}, ${complete} and ${minutesText(rule.copyWithinMinutes)} to copy`
    : `${start} and ${complete}`;
}

function adviceText({ rule, next, pair }: Hold): string {
  const left = roomMinutes(rule, next, gapOf(pair)) - rule.startWithinMinutes;
  const least = makesCopies(rule) ? 2 * leastWindowMinutes : leastWindowMinutes;
  const what = makesCopies(rule) ? "to complete and copy" : "to complete";
  const apart = minutesText(heldMinutes(rule) - roomMinutes(rule, next, 0));
  return [
    ...(left >= least ? [`at most ${minutesText(left)} ${what}`] : []),
    rule === next ? `starts ${apart} apart` : `a start of ${next.name} ${apart} after that of ${rule.name}`,
  ].join(", or ");
}

function turnText(rule: Rule, centrals: readonly CentralAccount[]): string {
  const where = centrals.map((central) => `${central.regions.join(" and ")} of central ${central.class}`).join(" and ");
  return `got ${minutesText(rule.copyWithinMinutes)} for copies to ${where}, of which AWS makes one at a time; one that has to wait longer than ${minutesText(copyRetriedMinutes)} fails, which the last does when the others are slow`;
}
