import type { Origin } from "../../aws/policy/effective-policy.ts";
import { type Said, said } from "../../aws/policy/setting.ts";
import type { Complaint } from "../../diagnostics/complaint.ts";
import { inRule } from "../examples/in-rule.ts";
import { mostStartMinutes } from "../plan/most-start-minutes.ts";
import { planRule } from "../policy-rule.ts";

// docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html
const leastStartMinutes = 60;

export const policyWindow = planRule({
  id: "policy-window",
  severity: "error",
  what: "a window that AWS Backup does not take",
  why: "AWS Backup cannot make the plan: nothing is backed up.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html",
  example: {
    bad: inRule({ start_backup_window_minutes: { "@@assign": "30" } }),
    good: inRule({ start_backup_window_minutes: { "@@assign": "60" } }),
  },
  check: (plan) =>
    plan.rules.flatMap((rule) => [
      ...judgeStart(said(rule.startWithinMinutes)),
      ...judgeCompletion(said(rule.completeWithinMinutes)),
    ]),
});

function judgeStart(start: Said<number> | null): readonly Complaint<Origin>[] {
  if (!start || (start.value >= leastStartMinutes && start.value <= mostStartMinutes)) return [];
  const got = `got a start window of ${start.value} minutes`;
  return [{ at: start.at, got, use: `use ${leastStartMinutes} to ${mostStartMinutes}` }];
}

function judgeCompletion(complete: Said<number> | null): readonly Complaint<Origin>[] {
  if (!complete || complete.value > 0) return [];
  return [{ at: complete.at, got: `got a completion window of ${complete.value} minutes`, use: "use 1 or more" }];
}
