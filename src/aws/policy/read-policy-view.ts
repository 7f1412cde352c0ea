import type { EffectiveObject } from "./effective-policy.ts";
import { planNames, ruleNames } from "./grammar.ts";
import { keysOf } from "./json-pointer.ts";
import type { CopyView, LifecycleView, PlanView, PolicyView, RuleView, SelectionView, TagView } from "./policy-view.ts";
import type { Unreadable } from "./setting.ts";
import { type SettingReader, settingReader } from "./setting-reader.ts";

/**
 * Reads what policies come to once they are merged: for one policy alone, merge it alone. Never throws. Keys that AWS
 * does not know are no part of the view.
 */
export function readPolicyView(effective: EffectiveObject): PolicyView {
  const unreadable: Unreadable[] = [];
  const read = settingReader(unreadable);
  const plans = read
    .entries(read.section(effective, "plans"), planNames)
    .map(([name, node]) => planView(read, name, node));
  return { plans, unreadable };
}

function planView(read: SettingReader, name: string, node: EffectiveObject): PlanView {
  const selections = read.section(node, "selections");
  const [tags, resources] = [read.section(selections, "tags"), read.section(selections, "resources")];
  const scanSettings = read.section(node, "scan_settings");
  return {
    name,
    at: node.origin,
    regions: read.texts(node, "regions"),
    rules: read.entries(read.section(node, "rules"), ruleNames).map(([, rule]) => ruleView(read, rule)),
    selections: [
      ...read.entries(tags).map(([, selection]) => selectionView(read, "tags", selection)),
      ...read.entries(resources).map(([, selection]) => selectionView(read, "resources", selection)),
    ],
    selectionsAt: selections?.origin ?? null,
    tagSelectionsAt: tags?.origin ?? null,
    resourceSelectionsAt: resources?.origin ?? null,
    tags: tagViews(read, node, "backup_plan_tags"),
    windowsVss: read.text(read.section(read.section(node, "advanced_backup_settings"), "ec2"), "windows_vss"),
    scanSettings: scanSettings && {
      at: scanSettings.origin,
      scanners: read.entries(scanSettings).map(([, scanner]) => ({
        at: scanner.origin,
        types: read.texts(scanner, "resource_types"),
        role: read.text(scanner, "scanner_role_arn"),
      })),
    },
  };
}

const ruleView = (read: SettingReader, node: EffectiveObject): RuleView => ({
  name: writtenName(node),
  at: node.origin,
  schedule: read.text(node, "schedule_expression"),
  vault: read.text(node, "target_backup_vault_name"),
  airGappedVault: read.text(node, "target_logically_air_gapped_backup_vault_arn"),
  startWithinMinutes: read.count(node, "start_backup_window_minutes"),
  completeWithinMinutes: read.count(node, "complete_backup_window_minutes"),
  continuous: read.yesOrNo(node, "enable_continuous_backup"),
  lifecycle: lifecycleView(read, node),
  copies: read.entries(read.section(node, "copy_actions")).map(([key, copy]) => copyView(read, key, copy)),
  recoveryPointTags: tagViews(read, node, "recovery_point_tags"),
  scansAt: read.section(node, "scan_actions")?.origin ?? null,
});

const copyView = (read: SettingReader, key: string, node: EffectiveObject): CopyView => ({
  key,
  at: node.origin,
  target: read.text(node, "target_backup_vault_arn"),
  lifecycle: lifecycleView(read, node),
});

function lifecycleView(read: SettingReader, parent: EffectiveObject): LifecycleView {
  const node = read.section(parent, "lifecycle");
  return {
    at: node?.origin ?? null,
    deleteAfterDays: read.count(node, "delete_after_days"),
    coldAfterDays: read.count(node, "move_to_cold_storage_after_days"),
    archive: read.yesOrNo(node, "opt_in_to_archive_for_supported_resources"),
  };
}

const selectionView = (read: SettingReader, kind: SelectionView["kind"], node: EffectiveObject): SelectionView => ({
  kind,
  name: writtenName(node),
  at: node.origin,
  role: read.text(node, "iam_role_arn"),
  tagKey: read.text(node, "tag_key"),
  tagValues: read.texts(node, "tag_value"),
  types: read.texts(node, "resource_types"),
  notTypes: read.texts(node, "not_resource_types"),
  conditions: read.entries(read.section(node, "conditions")).flatMap(([operator, comparison]) =>
    read.entries(comparison).map(([, condition]) => ({
      operator,
      at: condition.origin,
      key: read.text(condition, "condition_key"),
      value: read.text(condition, "condition_value"),
    })),
  ),
});

const tagViews = (read: SettingReader, node: EffectiveObject, key: string): readonly TagView[] =>
  read.entries(read.section(node, key)).map(([, tag]) => ({
    at: tag.origin,
    key: read.text(tag, "tag_key"),
    value: read.text(tag, "tag_value"),
  }));

/** AWS writes some names in lower case; messages call things as the policy does. */
const writtenName = ({ origin }: EffectiveObject) => keysOf(origin.pointer).at(-1) ?? "";
