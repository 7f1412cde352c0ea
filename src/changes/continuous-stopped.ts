import { continuousBackup } from "../aws/continuous-backup.ts";
import type { ResourceKind } from "../aws/resource-kinds.ts";
import type { Complaint } from "../diagnostics/complaint.ts";
import { type ConfigKey, inPlan } from "../diagnostics/config-key.ts";
import { changeRule } from "../diagnostics/rule.ts";
import { firstAndOthers } from "../estate/first-and-others.ts";
import { kindsReached, plansReaching } from "../estate/reach.ts";
import { groupBy } from "../group-by.ts";
import type { AppAccount, Estate, Plan, Rule } from "../model.ts";
import { kindsText } from "../proof/kinds-text.ts";
import { kindsToProve } from "../proof/kinds-to-prove.ts";
import { provePlan } from "../proof/plan-proof.ts";
import { daysText } from "../words/units-text.ts";
import { accountPairs } from "./between/accounts.ts";

export const continuousStopped = changeRule({
  id: "continuous-stopped",
  severity: "warning",
  what: "a change that stops continuous backups",
  why: "AWS stops the recovery point, or makes a new one beside it: until that is there, and for every moment before, nothing can be restored to the minute. All jobs complete, and nothing else tells of it.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery-retention-period.html",
  example: {
    bad: { "plans/gold.yaml": "rules: { four-hourly: { keep: { local: 15d } } }" },
    good: { "plans/gold.yaml": "rules: { four-hourly: { keep: { central: 36d } } }" },
  },
  check: (base, head) => {
    const plans = base.plans.flatMap((was) => {
      const is = head.plans.find(({ name }) => name === was.name);
      const rule = provePlan(was).continuousRule;
      return is && rule ? [{ was, is, rule }] : [];
    });
    return plans.flatMap(({ was, is, rule }) => [
      ...ofRules(rule, is, continuousKinds(base, was, head, is)),
      ...ofOptIn(base, head, was, is),
    ]);
  },
});

const isContinuous = ({ continuousRpoMinutes }: ResourceKind) => continuousRpoMinutes !== null;

/** Kinds that had continuous backup and are selected still: what a plan no longer selects is told by itself. */
function continuousKinds(base: Estate, was: Plan, head: Estate, is: Plan): readonly ResourceKind[] {
  const now = kindsToProve(head, is);
  return kindsToProve(base, was).filter((kind) => isContinuous(kind) && now.includes(kind));
}

/** Of several continuous rules AWS follows the one that keeps longest. */
function ofRules(was: Rule, plan: Plan, kinds: readonly ResourceKind[]): readonly Complaint[] {
  const is = provePlan(plan).continuousRule;
  if (kinds.length === 0) return [];
  if (is === null) {
    return [
      {
        at: ruleKey(plan, was.name, "continuous"),
        got: `got no continuous backup of ${kindsText(kinds)}, which had it by ${was.name}`,
        why: `AWS deletes the recovery point after the ${daysText(was.local.deleteAfterDays)} that it was kept, and nothing made after the deployment can be restored to the minute`,
        use: "use continuous: true again unless that is meant",
      },
    ];
  }
  const [days, before] = [is.local.deleteAfterDays, was.local.deleteAfterDays];
  const stopped = kinds.filter((kind) => continuousBackup(kind)?.retentionChange === "stops");
  const unclear = kinds.filter((kind) => continuousBackup(kind)?.retentionChange === "unclear");
  if (days === before || stopped.length + unclear.length === 0) return [];
  const sure = stopped.length === 0 ? [] : [`AWS stops the recovery points of ${kindsText(stopped)}`];
  const maybe =
    unclear.length === 0 ? [] : [`of ${kindsText(unclear)} one page of AWS says so, and another that it goes on`];
  return [
    {
      at: inPlan(plan.name, "rules", is.name, "keep", "local"),
      got: `got ${daysText(days)} for continuous backups, which were kept ${daysText(before)}`,
      why: `${[...sure, ...maybe].join("; ")}; a new one begins with the next job, and until then there is no restore to the minute of anything since`,
      use: `use ${daysText(before)} unless that is meant, and see that each has a new one that is AVAILABLE after the deployment`,
    },
  ];
}

/** The rule, if it is there still, or the rules. */
const ruleKey = (plan: Plan, rule: string, key: string): ConfigKey =>
  plan.rules.some(({ name }) => name === rule) ? inPlan(plan.name, "rules", rule, key) : inPlan(plan.name, "rules");

/** Types that an account no longer opts in to, in a Region that it has still. */
function ofOptIn(base: Estate, head: Estate, was: Plan, is: Plan): readonly Complaint[] {
  const reaches = (estate: Estate, account: AppAccount, plan: Plan) =>
    plansReaching(estate, account).includes(plan.name);
  const lost = accountPairs(base, head)
    .filter((pair) => reaches(base, pair.was, was) && reaches(head, pair.is, is))
    .flatMap((pair) =>
      pair.is.regions.flatMap((region) => {
        const now = kindsReached(is, pair.is, region);
        const kinds = kindsReached(was, pair.was, region).filter(
          (kind) => isContinuous(kind) && !now.includes(kind) && !pair.is.optIn[region]?.includes(kind.type),
        );
        return kinds.length > 0 ? [{ account: pair.is, region, kinds }] : [];
      }),
    );
  return [...groupBy(lost, ({ region, kinds }) => [region, ...kinds.map(({ name }) => name)].join()).values()].flatMap(
    (all) => {
      const [first] = all;
      if (!first) return [];
      const { region, kinds } = first;
      return [
        {
          at: inPlan(is.name, "select"),
          got: `got no opt-in for ${kindsText(kinds)} in ${region} of ${firstAndOthers(all.map(({ account }) => account))}, where plan ${is.name} backed it up continuously`,
          why: "the setting stays as it is and nothing keeps it so: once somebody turns it off, AWS leaves it alone, its continuous recovery points end with their retention, and no job fails",
          use: "use the type in optIn again unless that is meant",
        },
      ];
    },
  );
}
