import type { Complaint } from "../diagnostics/complaint.ts";
import { inPlan } from "../diagnostics/config-key.ts";
import { changeRule } from "../diagnostics/rule.ts";
import { daysText } from "../words/units-text.ts";
import { type RuleChange, ruleChanges } from "./between/plan-rules.ts";

export const retentionShortened = changeRule({
  id: "retention-shortened",
  severity: "warning",
  what: "a shorter retention",
  why: "New recovery points expire sooner; those that exist keep their own.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
  example: {
    bad: { "plans/bronze.yaml": "rules: { nightly: { keep: { central: 34d } } }" },
    good: { "plans/bronze.yaml": "rules: { nightly: { keep: { central: 36d } } }" },
  },
  check: (base, head) => ruleChanges(base, head).flatMap(judge),
});

function judge({ plan, was, is }: RuleChange): readonly Complaint[] {
  if (!is) return [];
  const shorter = (key: string, before: number, now: number): readonly Complaint[] =>
    now >= before
      ? []
      : [
          {
            at: inPlan(plan.name, "rules", is.name, "keep", key),
            got: `got ${daysText(now)}, was ${daysText(before)}`,
            why: `recovery points made after the deployment expire sooner, those that exist keep ${daysText(before)}`,
            use: `use ${daysText(before)} unless that is meant`,
          },
        ];
  const local = shorter("local", was.local.deleteAfterDays, is.local.deleteAfterDays);
  // copies that are gone altogether are told of by themselves
  if (was.copies.kind === "localOnly" || is.copies.kind === "localOnly") return local;
  const home = shorter("central", was.copies.home.deleteAfterDays, is.copies.home.deleteAfterDays);
  const further = shorter("further", was.copies.further.deleteAfterDays, is.copies.further.deleteAfterDays);
  const follows = is.copies.further.deleteAfterDays === is.copies.home.deleteAfterDays && home.length > 0;
  return [...local, ...home, ...(follows ? [] : further)];
}
