import { parseCron } from "../../aws/cron.ts";
import { describeStart } from "../../aws/describe-start.ts";
import { keptDays } from "../../aws/lifecycle.ts";
import type { Origin } from "../../aws/policy/effective-policy.ts";
import { lifecycleDays } from "../../aws/policy/lifecycle-days.ts";
import type { LifecycleView, PlanView, RuleView } from "../../aws/policy/policy-view.ts";
import { said, valueIn } from "../../aws/policy/setting.ts";
import { scheduleFaults } from "../../aws/schedule-faults.ts";
import type { Complaint } from "../../diagnostics/complaint.ts";
import type { Clauses } from "../../diagnostics/diagnostic.ts";
import type { Rule } from "../../model.ts";
import { onceFor } from "../../once-for.ts";
import { firstYear } from "../../proof/first-year.ts";
import { type Overlap, overlapsOf, type RuleStarts, startsTogether } from "../../proof/overlaps.ts";
import { type Cycle, cycleOf, startsWithin } from "../../proof/start-cycle.ts";
import { mostRules } from "./most-rules.ts";

// docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRuleInput.html
const defaultStartMinutes = 480;
const defaultCompleteMinutes = 7 * 24 * 60;
// whoever lets a job wait for longer has another mistake, for which there is a diagnostic
const mostStartMinutes = 30 * 24 * 60;

/**
 * Where start windows of two rules of a plan overlap, AWS runs one backup, that of the rule with the longer retention.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html
 */
export const overlapsIn = (plan: PlanView, id: Found["rule"]): readonly Complaint<Origin>[] =>
  allOverlaps(plan).filter(({ rule }) => rule === id);

const allOverlaps: (plan: PlanView) => readonly (Found & { readonly at: Origin })[] = onceFor((plan) => {
  if (plan.rules.length < 2 || plan.rules.length > mostRules) return [];
  const timed = plan.rules.flatMap(timedOf);
  const cycle = cycleOf(timed.map(({ schedule }) => schedule));
  const starts = timed.map(({ rule, schedule }) => ({ rule, starts: startsWithin(schedule, cycle) }));
  const overlaps = overlapsOf(starts, cycle);
  return starts.flatMap((one, index) => {
    const at = timed[index]?.view.schedule?.at;
    if (!at) return [];
    const told = overlaps.filter((overlap) => !standsIn(overlap, starts, timed));
    return judge(one, overlaps, told, starts, cycle).map((found) => ({ ...found, at }));
  });
});

function timedOf(view: RuleView) {
  const schedule = said(view.schedule);
  if (!schedule || scheduleFaults(schedule.value, firstYear).length > 0) return [];
  const read = parseCron(schedule.value);
  const minutes = valueIn(view.startWithinMinutes) ?? defaultStartMinutes;
  if (!read.ok || minutes > mostStartMinutes) return [];
  const rule: Rule = {
    name: view.name,
    schedule: schedule.value,
    startWithinMinutes: minutes,
    completeWithinMinutes: 0,
    copyWithinMinutes: 0,
    defaultWindows: [],
    continuous: false,
    local: {
      deleteAfterDays: keptFor(view.lifecycle),
      coldAfterDays: null,
      archiveEbs: false,
    },
    copies: { kind: "localOnly", reason: "" },
    recoveryPointTags: [],
  };
  return [{ view, rule, schedule: read.schedule }];
}

/** Whether the other's backup is all that the rule's would have been: at the same minute, as soon there, in the same vaults. */
function standsIn(overlap: Overlap, starts: readonly RuleStarts[], timed: readonly Timed[]): boolean {
  const of = (wanted: Rule) => timed.find(({ rule }) => rule === wanted)?.view;
  const [own, other] = [of(overlap.rule), of(overlap.other)];
  if (!own || !other || overlap.kept !== "other" || !startsTogether(overlap, starts)) return false;
  const endsBy = ({ startWithinMinutes, completeWithinMinutes }: RuleView) =>
    (valueIn(startWithinMinutes) ?? defaultStartMinutes) + (valueIn(completeWithinMinutes) ?? defaultCompleteMinutes);
  return (
    endsBy(other) <= endsBy(own) &&
    valueIn(own.vault) === valueIn(other.vault) &&
    own.copies.every((copy) =>
      other.copies.some(
        ({ target, lifecycle }) =>
          valueIn(target) === valueIn(copy.target) && keptFor(lifecycle) >= keptFor(copy.lifecycle),
      ),
    )
  );
}

const keptFor = (lifecycle: LifecycleView) => keptDays(lifecycleDays(lifecycle));

type Timed = ReturnType<typeof timedOf>[number];

interface Found extends Clauses {
  readonly rule: "rule-never-runs" | "rule-skipped" | "overlap-undecided";
}

function judge(
  one: RuleStarts,
  overlaps: readonly Overlap[],
  told: readonly Overlap[],
  all: readonly RuleStarts[],
  { minutes }: Cycle,
): readonly Found[] {
  const own = overlaps.filter(({ rule }) => rule === one.rule);
  const lost = own.filter(({ kept }) => kept === "other");
  if (lost.length > 0 && one.starts.every((_, index) => lost.some(({ starts }) => starts[index] === 1))) {
    const others = lost.map(({ other }) => other.name).join(" or ");
    const got = `got rule ${one.rule.name}, which never runs`;
    const why = `each of its start windows overlaps one of ${others}, and AWS keeps the longer retention`;
    return [{ rule: "rule-never-runs", got, why, use: "use other hours or a shorter start window" }];
  }
  const years = minutes / (365.2425 * 24 * 60);
  return told.flatMap(({ rule, other, kept, count, firstMinute, firstOtherMinute }): readonly Found[] => {
    if (rule !== one.rule) return [];
    const often = `${Math.max(1, Math.round(count / years))} times a year, first at ${describeStart(firstMinute)} (${other.name} at ${describeStart(firstOtherMinute)})`;
    const got = `got rule ${one.rule.name}, whose start window overlaps one of ${other.name} ${often}`;
    const use = "use hours further apart or a shorter start window";
    if (kept === "other") return [{ rule: "rule-skipped", got, why: "AWS keeps the longer retention alone", use }];
    // said once, at the rule that is written later
    if (all.indexOf(one) < all.findIndex(({ rule }) => rule === other)) return [];
    const why = "both are kept equally long, and AWS does not say which of the two runs";
    return [{ rule: "overlap-undecided", got, why, use }];
  });
}
