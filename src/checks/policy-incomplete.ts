import type { MergedPolicy } from "../aws/policy/merge-policies.ts";
import { readPolicyView } from "../aws/policy/read-policy-view.ts";
import type { Complaint } from "../diagnostics/complaint.ts";
import { inPlan } from "../diagnostics/config-key.ts";
import { assertion } from "../diagnostics/rule.ts";
import { mergedSets } from "../effective-policy/merged-sets.ts";
import type { BackupPolicy } from "../estate/backup-policies.ts";
import { backupPlan } from "../names.ts";

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
  const plan = readPolicyView(own.effective).plans.find(({ name }) => name === backupPlan(policy.plan));
  const without = (part: string) => `got ${policy.name} without ${part}, by which AWS backs nothing up`;
  return [
    ...((plan?.rules.length ?? 0) < Math.max(policy.plan.rules.length, 1)
      ? [
          {
            at: inPlan(file, "rules"),
            got: without("all its rules"),
            use: "use at least one rule, and a name of its own for each",
          },
        ]
      : []),
    ...(!plan?.regions?.items.length
      ? [
          {
            at: inPlan(file),
            got: without("Regions"),
            use: "use at least one Region in every account and unit with the plan",
          },
        ]
      : []),
    ...(!plan?.selections.length
      ? [{ at: inPlan(file, "select"), got: without("selections"), use: "use at least one tag value" }]
      : []),
  ];
}
