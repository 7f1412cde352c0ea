import { error, type Finding, inPlan } from "../finding.ts";
import type { Estate, Lifecycle, Plan, Rule } from "../model.ts";
import { daysText } from "../units-text.ts";

// docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html
const leastColdDays = 90;
const mostContinuousDays = 35;

/** What AWS demands of a lifecycle: 90 days in cold storage, and for continuous backups 35 days at most, never cold. */
export function lifecyclesHold(estate: Estate): readonly Finding[] {
  return estate.plans.flatMap((plan) =>
    plan.rules.flatMap((rule) => [...coldIsLongEnough(plan, rule), ...continuousIsShortAndWarm(plan, rule)]),
  );
}

function coldIsLongEnough(plan: Plan, rule: Rule): readonly Finding[] {
  const judge = (key: string, { deleteAfterDays, coldAfterDays }: Lifecycle) => {
    if (coldAfterDays === null || deleteAfterDays >= coldAfterDays + leastColdDays) return [];
    const least = daysText(coldAfterDays + leastColdDays);
    const message = `got ${daysText(deleteAfterDays)} with cold storage after ${daysText(coldAfterDays)}; what is cold stays ${leastColdDays} days at least: use ${least} or more, or leave out cold storage`;
    return [error("cold-too-short", inPlan(plan.name, "rules", rule.name, "keep", key), message)];
  };
  if (rule.copies.kind === "localOnly") return judge("local", rule.local);
  const { home, further } = rule.copies;
  const same = further.deleteAfterDays === home.deleteAfterDays && further.coldAfterDays === home.coldAfterDays;
  return [...judge("local", rule.local), ...judge("central", home), ...(same ? [] : judge("further", further))];
}

function continuousIsShortAndWarm(plan: Plan, rule: Rule): readonly Finding[] {
  if (!rule.continuous) return [];
  const { deleteAfterDays, coldAfterDays } = rule.local;
  const at = (key: string) => inPlan(plan.name, "rules", rule.name, "keep", key);
  const findings: Finding[] = [];
  if (deleteAfterDays > mostContinuousDays) {
    const message = `got ${daysText(deleteAfterDays)} in a continuous rule; AWS keeps continuous backups ${mostContinuousDays} days at most: use 1d to ${mostContinuousDays}d`;
    findings.push(error("continuous-too-long", at("local"), message));
  }
  if (coldAfterDays !== null) {
    const message = `got ${daysText(coldAfterDays)} in a continuous rule; AWS never moves continuous backups to cold storage: remove it`;
    findings.push(error("continuous-cold", at("localColdAfter"), message));
  }
  return findings;
}
