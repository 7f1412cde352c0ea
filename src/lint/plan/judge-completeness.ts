import type { Origin } from "../../aws/policy/effective-policy.ts";
import { pointerTo } from "../../aws/policy/json-pointer.ts";
import type { PolicyFinding } from "../../aws/policy/policy-finding.ts";
import type { PlanView, RuleView, SelectionView, TagView } from "../../aws/policy/policy-view.ts";
import type { Setting } from "../../aws/policy/setting.ts";
import { policyError } from "../policy-findings.ts";

/** Whether a document has something at a pointer or below it that is not as AWS wants it, and has a finding for it. */
export type IsBroken = (pointer: string) => boolean;

/** Everything that AWS requires of a plan. It treats a plan without it as not valid, and backs nothing up. */
export function judgeCompleteness(plan: PlanView, isBroken: IsBroken): readonly PolicyFinding[] {
  const missing: Missing = (owner, key, found, use) => {
    const isEmpty = found === null || ("items" in found && found.items.length === 0);
    if (!isEmpty || isBroken(pointerTo(owner.at.pointer, key))) return [];
    return [policyError("policy-incomplete", found?.at ?? owner.at, `missing ${key}; use ${use}`)];
  };
  const rules = plan.rules.length > 0 ? { at: plan.at, items: plan.rules } : null;
  return [
    ...missing(plan, "regions", plan.regions, 'a list of Regions, as in { "@@assign": ["eu-west-1"] }'),
    ...missing(plan, "rules", rules, "a rule with a schedule and a vault at least"),
    ...judgeSelections(plan, isBroken),
    ...plan.rules.flatMap((rule) => judgeRule(rule, missing)),
    ...plan.selections.flatMap((selection) => judgeSelection(selection, missing)),
    ...plan.tags.flatMap((tag) => judgeTag(tag, missing)),
    ...(plan.scanSettings?.scanners ?? []).flatMap((scanner) => [
      ...missing(scanner, "resource_types", scanner.types, "EBS, EC2, S3 or ALL"),
      ...missing(scanner, "scanner_role_arn", scanner.role, "the ARN of the role that scans"),
    ]),
  ];
}

type Missing = (
  owner: { readonly at: Origin },
  key: string,
  found: Setting<unknown> | { readonly at: Origin; readonly items: readonly unknown[] },
  use: string,
) => readonly PolicyFinding[];

function judgeSelections(plan: PlanView, isBroken: IsBroken): readonly PolicyFinding[] {
  const { selectionsAt, tagSelectionsAt: tags, resourceSelectionsAt: resources } = plan;
  if (tags && resources) {
    const message = "got tags and resources; use one of them: resources with conditions on tags stands for both";
    return [policyError("policy-selection-kind", resources, message)];
  }
  if (tags || resources || isBroken(pointerTo(plan.at.pointer, "selections"))) return [];
  return [
    policyError(
      "policy-incomplete",
      selectionsAt ?? plan.at,
      "missing selections; use a selection in tags or in resources",
    ),
  ];
}

const judgeRule = (rule: RuleView, missing: Missing): readonly PolicyFinding[] => [
  ...missing(rule, "schedule_expression", rule.schedule, "a schedule in UTC, as in cron(0 5 ? * * *)"),
  ...missing(rule, "target_backup_vault_name", rule.vault, "the name of a vault that every account has"),
  ...rule.copies.flatMap((copy) => missing(copy, "target_backup_vault_arn", copy.target, "the ARN that is its key")),
  ...rule.recoveryPointTags.flatMap((tag) => judgeTag(tag, missing)),
];

function judgeSelection(selection: SelectionView, missing: Missing): readonly PolicyFinding[] {
  const own =
    selection.kind === "tags"
      ? [
          ...missing(selection, "tag_key", selection.tagKey, "the key of a tag"),
          ...missing(selection, "tag_value", selection.tagValues, "a list of the tag's values"),
        ]
      : missing(selection, "resource_types", selection.types, 'a list of patterns, as in ["*"]');
  return [
    ...missing(selection, "iam_role_arn", selection.role, "the ARN of a role that every account has"),
    ...own,
    ...selection.conditions.flatMap((condition) => [
      ...missing(condition, "condition_key", condition.key, "aws:ResourceTag/ and the tag's key"),
      ...missing(condition, "condition_value", condition.value, "the tag's value"),
    ]),
  ];
}

const judgeTag = (tag: TagView, missing: Missing): readonly PolicyFinding[] => [
  ...missing(tag, "tag_key", tag.key, "the key of a tag"),
  ...missing(tag, "tag_value", tag.value, "the tag's value"),
];
