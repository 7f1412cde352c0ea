import { type Finding, inPlan, warning } from "../finding.ts";
import type { Estate, Plan, Rule } from "../model.ts";
import { daysText } from "../words/units-text.ts";

/** What a plan keeps shorter than before, or no longer makes. Recovery points that exist keep their own lifecycle. */
export function retentionsStay(base: Estate, head: Estate): readonly Finding[] {
  return base.plans.flatMap((was) => {
    const is = head.plans.find(({ name }) => name === was.name);
    return is ? was.rules.flatMap((rule) => ruleStays(rule, is)) : [];
  });
}

function ruleStays(was: Rule, plan: Plan): readonly Finding[] {
  const is = plan.rules.find(({ name }) => name === was.name);
  const at = (...path: string[]) => inPlan(plan.name, "rules", ...path);
  if (!is) {
    const message = `got no rule ${was.name}, which kept backups ${daysText(was.local.deleteAfterDays)}: nothing new is made by it, and what exists expires by its own retention; use the rule again, or another that keeps as long`;
    return [warning("rule-removed", at(), message)];
  }
  const shorter = (key: string, before: number, now: number) =>
    now >= before
      ? []
      : [
          warning(
            "retention-shortened",
            at(is.name, "keep", key),
            `got ${daysText(now)}, was ${daysText(before)}: recovery points made after the deployment expire sooner, those that exist keep ${daysText(before)}; use ${daysText(before)} unless that is meant`,
          ),
        ];
  const local = shorter("local", was.local.deleteAfterDays, is.local.deleteAfterDays);
  if (was.copies.kind === "localOnly") return local;
  if (is.copies.kind === "localOnly") {
    const message = `got localOnly, was copied to central for ${daysText(was.copies.home.deleteAfterDays)}: nothing made after the deployment outlives its account, copies that exist keep ${daysText(was.copies.home.deleteAfterDays)}; use keep.central again unless that is meant`;
    return [...local, warning("copies-removed", at(is.name, "localOnly"), message)];
  }
  const home = shorter("central", was.copies.home.deleteAfterDays, is.copies.home.deleteAfterDays);
  const further = shorter("further", was.copies.further.deleteAfterDays, is.copies.further.deleteAfterDays);
  const follows = is.copies.further.deleteAfterDays === is.copies.home.deleteAfterDays && home.length > 0;
  return [...local, ...home, ...(follows ? [] : further)];
}
