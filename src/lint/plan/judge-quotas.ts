import type { Origin } from "../../aws/policy/effective-policy.ts";
import type { PolicyFinding } from "../../aws/policy/policy-finding.ts";
import type { PlanView } from "../../aws/policy/policy-view.ts";
import { policyError } from "../policy-findings.ts";
import { mostRules } from "./most-rules.ts";

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

/** What is more than AWS Backup takes. */
export function judgeQuotas(plan: PlanView): readonly PolicyFinding[] {
  const over = (count: number, limit: number, what: string, way: string, at: Origin | undefined) =>
    count > limit
      ? [policyError("policy-quota", at ?? plan.at, `got ${count} ${what}; AWS takes ${limit}: use ${way}`)]
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
