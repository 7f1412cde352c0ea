import { parseCron } from "../aws/cron.ts";
import { describeDay } from "../aws/describe-day.ts";
import { describeStart } from "../aws/describe-start.ts";
import type { ResourceKind } from "../aws/resource-kinds.ts";
import { minutesPerDay } from "../aws/start-times.ts";
import { centralsOf } from "../estate/plan-copies.ts";
import { error, type Finding, inPlan } from "../finding.ts";
import type { Estate, Plan, Rule } from "../model.ts";
import { kindsToProve } from "../proof/kinds-to-prove.ts";
import { type PlanProof, type ProvenLoss, provenLocally, provePlan } from "../proof/plan-proof.ts";
import { recoveryPointTimes, type Target } from "../proof/recovery-point-times.ts";
import type { Loss, LossGap } from "../proof/worst-loss.ts";
import { daysText, minutesText } from "../words/units-text.ts";

// more than a reader takes in
const mostKindsListed = 3;

/** What each plan promises is what its schedules, windows and retentions prove, for every kind of resource it reaches. */
export function promisesHold(estate: Estate): readonly Finding[] {
  return estate.plans.flatMap((plan) => {
    const proof = provePlan(plan);
    return [...localHolds(plan, proof, kindsToProve(estate, plan)), ...isolatedHolds(estate, plan, proof)];
  });
}

function localHolds(plan: Plan, proof: PlanProof, kinds: readonly ResourceKind[]): readonly Finding[] {
  const promised = plan.promise.rpoMinutes;
  const losses = kinds.map((kind) => ({ kind, loss: provenLocally(proof, kind) }));
  const snapshots = losses.filter(({ loss }) => loss.kind !== "continuous").map(({ kind }) => kind);
  const isMixed = proof.continuousRule !== null && snapshots.length > 0;
  const because = isMixed ? `; ${listOf(snapshots)} ${have(snapshots)} no continuous backup` : "";
  const late = losses.flatMap(({ kind, loss }) =>
    loss.kind === "continuous" && loss.minutes > promised ? [{ kind, minutes: loss.minutes }] : [],
  );
  const most = Math.max(...late.map(({ minutes }) => minutes));
  return [
    ...(snapshots.length > 0 ? judge(plan, proof.local, "local", promised, because) : []),
    ...(late.length === 0
      ? []
      : [
          error(
            "rpo-not-kept",
            inPlan(plan.name, "promise", "rpo"),
            `got ${minutesText(promised)}; continuous backup of ${listOf(late.map(({ kind }) => kind))} is up to ${minutesText(most)} behind: use ${minutesText(most)}`,
          ),
        ]),
  ];
}

function isolatedHolds(estate: Estate, plan: Plan, { home, further }: PlanProof): readonly Finding[] {
  const promised = plan.promise.isolatedRpoMinutes;
  if (promised === null) return [];
  const atHome = judge(plan, home, "home", promised, "");
  const because = "; in the further Regions copies expire otherwise than in the home Region";
  const hasFurther = centralsOf(estate, plan).some(({ regions }) => regions.length > 1);
  const inFurther = hasFurther ? judge(plan, further, "further", promised, because) : [];
  // the same shortcoming in both is said once
  return [...atHome, ...inFurther.filter(({ rule }) => atHome.every((finding) => finding.rule !== rule))];
}

function judge(plan: Plan, loss: ProvenLoss, target: Target, promised: number, because: string): readonly Finding[] {
  switch (loss.kind) {
    case "none":
    case "unknown":
      return [];
    case "never":
      return [neverThere(plan, target)];
    case "nothing-left":
      return [nothingLeft(plan, loss, target)];
    case "bounded":
      return loss.minutes <= promised ? [] : [tooMuchLost(plan, loss, target, promised, because)];
  }
}

function tooMuchLost(
  plan: Plan,
  { minutes, gap }: Extract<Loss, { kind: "bounded" }>,
  target: Target,
  promised: number,
  because: string,
): Finding {
  const proven = minutesText(minutes);
  const message = `got ${minutesText(promised)}; ${gapText(gap, target)}: ${proven}${unevenText(gap)}${expiredText(gap)}${because}; use ${proven}, or ${adviceText(gap)}`;
  return target === "local"
    ? error("rpo-not-kept", inPlan(plan.name, "promise", "rpo"), message)
    : error("isolated-rpo-not-kept", inPlan(plan.name, "promise", "isolatedRpo"), message);
}

/** The sum behind a proven loss. */
function gapText({ fromMinute, fromRule, toMinute, toRule }: LossGap, target: Target): string {
  const [from, to] = [describeStart(fromMinute), describeStart(toMinute)];
  const where =
    fromRule === toRule
      ? `${toRule.name}'s from ${from} to ${to}`
      : `from ${fromRule.name}'s start at ${from} to ${toRule.name}'s at ${to}`;
  return `the widest gap is ${minutesText(toMinute - fromMinute)}, ${where}, plus ${windowsText(toRule, target)}`;
}

function windowsText(rule: Rule, target: Target): string {
  const start = `${minutesText(rule.startWithinMinutes)} to start`;
  const complete = `${minutesText(rule.completeWithinMinutes)} to complete`;
  return target === "local"
    ? `${start} and ${complete}`
    : `${start}, ${complete} and ${minutesText(rule.copyWithinMinutes)} to copy`;
}

const expiredText = ({ expiredRule }: LossGap) =>
  expiredRule ? `; what ${expiredRule.name} made since has expired by then` : "";

const adviceText = ({ expiredRule, toRule }: LossGap) =>
  expiredRule ? `keep what ${expiredRule.name} makes longer` : `start ${toRule.name} more often or in narrower windows`;

/** Says it when the gap is one that the hours of the day leave. */
function unevenText({ fromMinute, fromRule, toMinute, toRule }: LossGap): string {
  const read = parseCron(toRule.schedule);
  if (!read.ok || fromRule !== toRule || toMinute - fromMinute >= minutesPerDay) return "";
  const day = describeDay(read.schedule);
  return day === undefined ? "" : `; ${toRule.name} ${day}`;
}

function nothingLeft(
  plan: Plan,
  { emptyMinute, gap }: Extract<Loss, { kind: "nothing-left" }>,
  target: Target,
): Finding {
  const days = Math.ceil((gap.availableMinute - gap.fromMinute) / minutesPerDay);
  const [empty, from, available] = [emptyMinute, gap.fromMinute, gap.availableMinute].map(describeStart);
  const what = target === "local" ? "backup" : "copy";
  return error(
    "recovery-point-gap",
    inPlan(plan.name, "rules", gap.fromRule.name, "keep", keepKey[target]),
    `got ${kept(gap.fromRule, target)}; nothing is left from ${empty}, when the ${what} of ${from} expires, to ${available}, by when the ${what} of ${describeStart(gap.toMinute)} (${gap.toRule.name}) is there: use ${daysText(days)} or more, or start more often`,
  );
}

/** None is made, or each has expired before it is there. */
function neverThere(plan: Plan, target: Target): Finding {
  const made = plan.rules.flatMap((rule) => {
    const times = recoveryPointTimes(rule, target);
    return times && times.retentionMinutes <= times.latencyMinutes ? [{ rule, times }] : [];
  });
  const [first] = made;
  const place = target === "local" ? "rpo" : "isolatedRpo";
  if (!first) {
    const what = target === "local" ? "backup" : "copy";
    return error(
      "recovery-point-gap",
      inPlan(plan.name, "promise", place),
      `got no ${what} at all; the start windows of every rule that would make one overlap a rule kept longer: start it at another time`,
    );
  }
  const days = Math.floor(first.times.latencyMinutes / minutesPerDay) + 1;
  return error(
    "recovery-point-gap",
    inPlan(plan.name, "rules", first.rule.name, "keep", keepKey[target]),
    `got ${kept(first.rule, target)}, which may be over before it is there, after ${windowsText(first.rule, target)}: use ${daysText(days)} or more, or narrower windows`,
  );
}

const keepKey = { local: "local", home: "central", further: "further" } as const satisfies Record<Target, string>;

const kept = (rule: Rule, target: Target) =>
  daysText((recoveryPointTimes(rule, target)?.retentionMinutes ?? 0) / minutesPerDay);

const have = (kinds: readonly ResourceKind[]) => (kinds.length === 1 ? "has" : "have");

function listOf(kinds: readonly ResourceKind[]): string {
  const names = kinds.map(({ name }) => name);
  if (names.length > mostKindsListed + 1) {
    return `${names.slice(0, mostKindsListed).join(", ")} and ${names.length - mostKindsListed} more`;
  }
  return names.length === 1 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
