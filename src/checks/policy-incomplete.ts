import type { MergedPolicy } from "../aws/policy/merge-policies.ts";
import type { Complaint } from "../diagnostics/complaint.ts";
import { inPlan } from "../diagnostics/config-key.ts";
import { assertion } from "../diagnostics/rule.ts";
import { mergedSets, planIn, sizeOf } from "../effective-policy/merged-sets.ts";
import type { BackupPolicy } from "../estate/backup-policies.ts";

export const policyIncomplete = assertion({
  id: "policy-incomplete",
  severity: "error",
  what: "an effective backup policy with a plan that lacks rules, Regions or selections",
  why: "AWS takes the plan for invalid and backs nothing up, without an error at deployment.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html",
  check: (estate) =>
    mergedSets(estate).flatMap(({ alone }) => [...alone].flatMap(([policy, own]) => judge(policy, own))),
});

function judge(policy: BackupPolicy, own: MergedPolicy): readonly Complaint[] {
  // what does not merge is an error of its own
  if (own.findings.length > 0) return [];
  const file = policy.plan.name;
  const plan = planIn(own, policy);
  const without = (part: string) => `got ${policy.name} without ${part}, by which AWS backs nothing up`;
  return [
    ...(sizeOf(plan, "rules") < Math.max(policy.plan.rules.length, 1)
      ? [
          {
            at: inPlan(file, "rules"),
            got: without("all its rules"),
            use: "use at least one rule, and a name of its own for each",
          },
        ]
      : []),
    ...(sizeOf(plan, "regions") === 0
      ? [
          {
            at: inPlan(file),
            got: without("Regions"),
            use: "use at least one Region in every account and unit with the plan",
          },
        ]
      : []),
    ...(sizeOf(plan, "selections", "tags") + sizeOf(plan, "selections", "resources") === 0
      ? [{ at: inPlan(file, "select"), got: without("selections"), use: "use at least one tag value" }]
      : []),
  ];
}
