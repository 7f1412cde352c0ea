import { describeStart } from "../aws/describe-start.ts";
import { minutesPerDay } from "../aws/start-times.ts";
import type { Complaint } from "../diagnostics/complaint.ts";
import { inPlan } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import type { Plan } from "../model.ts";
import { keptText, windowsText } from "../proof/loss-words.ts";
import { type PromisedLoss, promisedLosses } from "../proof/promised-losses.ts";
import { recoveryPointTimes, type Target } from "../proof/recovery-point-times.ts";
import type { Loss } from "../proof/worst-loss.ts";
import { daysText } from "../words/units-text.ts";

export const recoveryPointGap = estateRule({
  id: "recovery-point-gap",
  severity: "error",
  what: "a time in which no recovery point is left",
  why: "AWS deletes the last recovery point before the next one is there; until then nothing can be restored.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html",
  example: {
    bad: { "plans/bronze.yaml": "rules: { nightly: { schedule: cron(0 3 ? * SUN *), keep: { local: 7d } } }" },
    good: {
      "plans/bronze.yaml":
        "promise: { rpo: 9d, isolatedRpo: 9d }\nrules: { nightly: { schedule: cron(0 3 ? * SUN *), keep: { local: 14d } } }",
    },
  },
  check: (estate) => promisedLosses(estate).flatMap(judge),
});

function judge({ plan, proof, targets }: PromisedLoss): readonly Complaint[] {
  const found = targets.flatMap((target) => {
    const loss = proof[target];
    if (loss.kind === "never") return [{ target, complaint: neverThere(plan, target) }];
    return loss.kind === "nothing-left" ? [{ target, complaint: nothingLeft(plan, loss, target) }] : [];
  });
  // what is the same in the home Region and in further ones is said once
  const isSaid = found.some(({ target }) => target === "home");
  return found.filter(({ target }) => target !== "further" || !isSaid).map(({ complaint }) => complaint);
}

function nothingLeft(
  plan: Plan,
  { emptyMinute, gap }: Extract<Loss, { kind: "nothing-left" }>,
  target: Target,
): Complaint {
  const days = Math.ceil((gap.availableMinute - gap.fromMinute) / minutesPerDay);
  const [empty, from, available] = [emptyMinute, gap.fromMinute, gap.availableMinute].map(describeStart);
  const what = target === "local" ? "backup" : "copy";
  return {
    at: inPlan(plan.name, "rules", gap.fromRule.name, "keep", keepKey[target]),
    got: `got ${keptText(gap.fromRule, target)}`,
    why: `nothing is left from ${empty}, when the ${what} of ${from} expires, to ${available}, by when the ${what} of ${describeStart(gap.toMinute)} (${gap.toRule.name}) is there`,
    use: `use ${daysText(days)} or more, or start more often`,
  };
}

/** None is made, or each has expired before it is there. */
function neverThere(plan: Plan, target: Target): Complaint {
  const [first] = plan.rules.flatMap((rule) => {
    const times = recoveryPointTimes(rule, target);
    return times && times.retentionMinutes <= times.latencyMinutes ? [{ rule, times }] : [];
  });
  if (!first) {
    return {
      at: inPlan(plan.name, "promise", target === "local" ? "rpo" : "isolatedRpo"),
      got: `got no ${target === "local" ? "backup" : "copy"} at all`,
      why: "the start windows of every rule that would make one overlap a rule kept longer",
      use: "start it at another time",
    };
  }
  const days = Math.floor(first.times.latencyMinutes / minutesPerDay) + 1;
  return {
    at: inPlan(plan.name, "rules", first.rule.name, "keep", keepKey[target]),
    got: `got ${keptText(first.rule, target)}`,
    why: `it may be over before the recovery point is there, after ${windowsText(first.rule, target)}`,
    use: `use ${daysText(days)} or more, or narrower windows`,
  };
}

const keepKey = { local: "local", home: "central", further: "further" } as const satisfies Record<Target, string>;
