import type { Origin } from "../../aws/policy/effective-policy.ts";
import type { PlanView } from "../../aws/policy/policy-view.ts";
import type { Complaint } from "../../diagnostics/complaint.ts";
import { inRule } from "../examples/in-rule.ts";
import { mostRules } from "../plan/most-rules.ts";
import { planRule } from "../policy-rule.ts";

/** Most parts of a plan, none of which AWS raises. Source: docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html */
const most = {
  rules: mostRules,
  copies: 5,
  selections: 100,
  selectionsByTag: 10,
  tagValues: 30,
  conditions: 30,
  recoveryPointTags: 10,
} as const;

const copies = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => `arn:aws:backup:eu-west-2:$account:backup-vault:far-${index}`).map(
      (arn) => [
        arn,
        { target_backup_vault_arn: { "@@assign": arn }, lifecycle: { delete_after_days: { "@@assign": "35" } } },
      ],
    ),
  );

export const policyQuota = planRule({
  id: "policy-quota",
  severity: "error",
  what: "more parts than AWS Backup takes in one plan, rule or selection",
  why: "AWS Organizations accepts the policy and AWS Backup cannot make the plan of it: nothing is backed up.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html",
  example: {
    bad: inRule({ copy_actions: copies(6) }),
    good: inRule({ copy_actions: copies(4) }),
  },
  check: judge,
});

function judge(plan: PlanView): readonly Complaint<Origin>[] {
  const over = (count: number, limit: number, what: string, way: string, at: Origin | undefined) =>
    count > limit
      ? [{ at: at ?? plan.at, got: `got ${count} ${what}`, why: `AWS takes ${limit}`, use: `use ${way}` }]
      : [];
  const byTag = plan.selections.filter(({ kind }) => kind === "tags");
  return [
    ...over(plan.rules.length, most.rules, "rules in one plan", "two plans", plan.rules[most.rules]?.at),
    ...over(plan.selections.length, most.selections, "selections in one plan", "two plans", plan.at),
    ...over(
      byTag.length,
      most.selectionsByTag,
      "selections by tag in one plan",
      "two plans",
      byTag[most.selectionsByTag]?.at,
    ),
    ...plan.rules.flatMap((rule) => {
      const tags = rule.recoveryPointTags;
      return [
        ...over(
          rule.copies.length,
          most.copies,
          "copies in one rule",
          "fewer, or a second plan",
          rule.copies[most.copies]?.at,
        ),
        ...over(
          tags.length,
          most.recoveryPointTags,
          "tags for recovery points",
          "fewer",
          tags[most.recoveryPointTags]?.at,
        ),
      ];
    }),
    ...plan.selections.flatMap(({ tagValues, conditions }) => [
      ...over(
        tagValues?.items.length ?? 0,
        most.tagValues,
        "tag values in one selection",
        "two selections",
        tagValues?.items[most.tagValues]?.at,
      ),
      ...over(
        conditions.length,
        most.conditions,
        "conditions in one selection",
        "fewer",
        conditions[most.conditions]?.at,
      ),
    ]),
  ];
}
