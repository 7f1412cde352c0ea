import type { Complaint } from "../diagnostics/complaint.ts";
import { inPlan } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import type { Plan, Rule } from "../model.ts";
import { windowsText } from "../proof/loss-words.ts";
import { recoveryPointTimes, type Target } from "../proof/recovery-point-times.ts";
import { minutesText } from "../words/units-text.ts";

export const expiresBeforeUsable = estateRule({
  id: "expires-before-usable",
  severity: "warning",
  what: "a retention shorter than the time in which the recovery point may become usable",
  why: "Its life is counted from the start of the backup: a slow backup or copy is deleted as soon as it is there.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html",
  example: {
    bad: { "plans/bronze.yaml": "rules: { nightly: { completeWithin: 22h, keep: { local: 1d, central: 14d } } }" },
    good: { "plans/bronze.yaml": "rules: { nightly: { completeWithin: 8h, keep: { local: 7d, central: 35d } } }" },
  },
  check: (estate) => estate.plans.flatMap((plan) => plan.rules.flatMap((rule) => judge(plan, rule))),
});

const keys: Readonly<Record<Target, string>> = { local: "local", home: "central", further: "further" };

function judge(plan: Plan, rule: Rule): readonly Complaint[] {
  const { copies } = rule;
  const isSame = copies.kind === "central" && copies.home.deleteAfterDays === copies.further.deleteAfterDays;
  const targets: readonly Target[] = isSame ? ["local", "home"] : ["local", "home", "further"];
  return targets.flatMap((target) => {
    const times = recoveryPointTimes(rule, target);
    if (!times || times.latencyMinutes < times.retentionMinutes) return [];
    return [
      {
        at: inPlan(plan.name, "rules", rule.name, "keep", keys[target]),
        got: `got ${minutesText(times.retentionMinutes)}, counted from the start, for what may be there after ${minutesText(times.latencyMinutes)} only (${windowsText(rule, target)})`,
        why: "AWS would delete it before anybody could use it",
        use: "use a longer retention or narrower windows",
      },
    ];
  });
}
