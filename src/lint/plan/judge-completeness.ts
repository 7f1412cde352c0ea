import type { EffectiveObject, Origin } from "../../aws/policy/effective-policy.ts";
import { pointerTo } from "../../aws/policy/json-pointer.ts";
import type { PolicyFinding } from "../../aws/policy/policy-finding.ts";
import { policyError } from "../policy-findings.ts";
import { member, named, type PlanView, type RuleView, type SelectionView } from "./plan-view.ts";

/** Whether a document has something at a pointer or below it that is not as AWS wants it, and has a finding for it. */
export type IsBroken = (pointer: string) => boolean;

/** Everything that AWS requires of a plan. It treats a plan without it as not valid, and backs nothing up. */
export function judgeCompleteness(plan: PlanView, isBroken: IsBroken): readonly PolicyFinding[] {
  const missing = (node: EffectiveObject, key: string, use: string) => {
    const found = member(node, key);
    const isEmpty = found === undefined || (found.kind === "list" && found.items.length === 0);
    if (!isEmpty || isBroken(pointerTo(node.origin.pointer, key))) return [];
    return [policyError("policy-incomplete", found?.origin ?? node.origin, `missing ${key}; use ${use}`)];
  };
  return [
    ...missing(plan.node, "regions", 'a list of Regions, as in { "@@assign": ["eu-west-1"] }'),
    ...missing(plan.node, "rules", "a rule with a schedule and a vault at least"),
    ...judgeSelections(plan, isBroken),
    ...plan.rules.flatMap((rule) => judgeRule(rule, missing)),
    ...plan.selections.flatMap((selection) => judgeSelection(selection, missing)),
    ...named(plan.node, "backup_plan_tags").flatMap(([, tag]) => judgeTag(tag, missing)),
    ...named(plan.node, "scan_settings").flatMap(([, settings]) => [
      ...missing(settings, "resource_types", "EBS, EC2, S3 or ALL"),
      ...missing(settings, "scanner_role_arn", "the ARN of the role that scans"),
    ]),
  ];
}

type Missing = (node: EffectiveObject, key: string, use: string) => readonly PolicyFinding[];

function judgeSelections(plan: PlanView, isBroken: IsBroken): readonly PolicyFinding[] {
  const selections = member(plan.node, "selections");
  const [tags, resources] = [member(plan.node, "selections", "tags"), member(plan.node, "selections", "resources")];
  if (tags && resources) {
    const message = "got tags and resources; use one of them: resources with conditions on tags stands for both";
    return [policyError("policy-selection-kind", resources.origin, message)];
  }
  if (tags || resources || isBroken(pointerTo(plan.node.origin.pointer, "selections"))) return [];
  const at: Origin = selections?.origin ?? plan.at;
  return [policyError("policy-incomplete", at, "missing selections; use a selection in tags or in resources")];
}

const judgeRule = ({ node, copies }: RuleView, missing: Missing): readonly PolicyFinding[] => [
  ...missing(node, "schedule_expression", "a schedule in UTC, as in cron(0 5 ? * * *)"),
  ...missing(node, "target_backup_vault_name", "the name of a vault that every account has"),
  ...copies.flatMap((copy) => missing(copy.node, "target_backup_vault_arn", "the ARN that is its key")),
  ...named(node, "recovery_point_tags").flatMap(([, tag]) => judgeTag(tag, missing)),
];

function judgeSelection({ kind, node, conditions }: SelectionView, missing: Missing): readonly PolicyFinding[] {
  const own =
    kind === "tags"
      ? [...missing(node, "tag_key", "the key of a tag"), ...missing(node, "tag_value", "a list of the tag's values")]
      : missing(node, "resource_types", 'a list of patterns, as in ["*"]');
  return [
    ...missing(node, "iam_role_arn", "the ARN of a role that every account has"),
    ...own,
    ...conditions.flatMap((condition) => [
      ...missing(condition.node, "condition_key", "aws:ResourceTag/ and the tag's key"),
      ...missing(condition.node, "condition_value", "the tag's value"),
    ]),
  ];
}

const judgeTag = (node: EffectiveObject, missing: Missing): readonly PolicyFinding[] => [
  ...missing(node, "tag_key", "the key of a tag"),
  ...missing(node, "tag_value", "the tag's value"),
];
