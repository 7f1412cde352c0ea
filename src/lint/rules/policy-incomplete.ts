import type { Origin } from "../../aws/policy/effective-policy.ts";
import { pointerTo } from "../../aws/policy/json-pointer.ts";
import type { PlanView, RuleView, SelectionView, TagView } from "../../aws/policy/policy-view.ts";
import type { Setting } from "../../aws/policy/setting.ts";
import type { Complaint } from "../../diagnostics/complaint.ts";
import { inRule } from "../examples/in-rule.ts";
import { type IsBroken, sharedPlanRule } from "../policy-rule.ts";

export const policyIncomplete = sharedPlanRule({
  id: "policy-incomplete",
  severity: "error",
  example: {
    bad: inRule({ schedule_expression: null }),
    good: inRule({ schedule_expression: { "@@assign": "cron(0 4 ? * * *)" } }),
  },
  check: judge,
});

/** Everything that AWS requires of a plan. It treats a plan without it as not valid, and backs nothing up. */
function judge(plan: PlanView, isBroken: IsBroken): readonly Complaint<Origin>[] {
  const missing: Missing = (owner, key, found, use) => {
    const isEmpty = found === null || ("items" in found && found.items.length === 0);
    if (!isEmpty || isBroken(pointerTo(owner.at.pointer, key))) return [];
    return [{ at: found?.at ?? owner.at, got: `missing ${key}`, use: `use ${use}` }];
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
) => readonly Complaint<Origin>[];

function judgeSelections(plan: PlanView, isBroken: IsBroken): readonly Complaint<Origin>[] {
  const { selectionsAt, tagSelectionsAt, resourceSelectionsAt } = plan;
  if (tagSelectionsAt || resourceSelectionsAt || isBroken(pointerTo(plan.at.pointer, "selections"))) return [];
  const use = "use a selection in tags or in resources";
  return [{ at: selectionsAt ?? plan.at, got: "missing selections", use }];
}

function judgeRule(rule: RuleView, missing: Missing): readonly Complaint<Origin>[] {
  return [
    ...missing(rule, "schedule_expression", rule.schedule, "a schedule in UTC, as in cron(0 5 ? * * *)"),
    ...missing(rule, "target_backup_vault_name", rule.vault, "the name of a vault that every account has"),
    ...rule.copies.flatMap((copy) => missing(copy, "target_backup_vault_arn", copy.target, "the ARN that is its key")),
    ...rule.recoveryPointTags.flatMap((tag) => judgeTag(tag, missing)),
  ];
}

function judgeSelection(selection: SelectionView, missing: Missing): readonly Complaint<Origin>[] {
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

function judgeTag(tag: TagView, missing: Missing): readonly Complaint<Origin>[] {
  return [
    ...missing(tag, "tag_key", tag.key, "the key of a tag"),
    ...missing(tag, "tag_value", tag.value, "the tag's value"),
  ];
}
