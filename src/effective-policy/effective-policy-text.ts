import { type EffectiveObject, type PlainJson, toPlainJson } from "../aws/policy/effective-policy.ts";
import type { AppAccount } from "../model.ts";
import { columns } from "../words/columns.ts";
import { daysText, minutesText } from "../words/units-text.ts";

/** What AWS runs in an account, for a person, as lines; the account's id stands where the policy says `$account`. */
export function effectivePolicyLines(account: AppAccount, effective: EffectiveObject): readonly string[] {
  const plans = Object.entries(sectionOf(toPlainJson(effective), "plans"));
  const who = `${account.name} · ${account.accountId} · ${account.class}`;
  if (account.state === "retired") return [`${who} · retired: no backup policy reaches it, nothing runs there`];
  return [who, ...plans.flatMap(([name, plan]) => ["", ...planLines(name, plan)])].map((line) =>
    line.replaceAll("$account", account.accountId),
  );
}

function planLines(name: string, plan: PlainJson): readonly string[] {
  const rules = Object.entries(sectionOf(plan, "rules"));
  const header = ["rule", "schedule (UTC)", "starts within", "completes within", "vault", "kept"];
  const selections = sectionOf(plan, "selections");
  return [
    `${name} in ${textOf(plan, "regions")}`,
    ...columns([header, ...rules.flatMap(([rule, node]) => ruleRows(rule, node))]).map((line) => `  ${line}`),
    ...["tags", "resources"].flatMap((kind) =>
      Object.entries(sectionOf(selections, kind)).flatMap(([selection, node]) => selectionLines(selection, node)),
    ),
  ];
}

function ruleRows(name: string, rule: PlainJson): readonly (readonly string[])[] {
  const continuous = textOf(rule, "enable_continuous_backup") === "true" ? ", continuous" : "";
  return [
    [
      name,
      textOf(rule, "schedule_expression"),
      inUnits(textOf(rule, "start_backup_window_minutes"), minutesText),
      inUnits(textOf(rule, "complete_backup_window_minutes"), minutesText),
      textOf(rule, "target_backup_vault_name"),
      lifecycleText(rule) + continuous,
    ],
    ...Object.values(sectionOf(rule, "copy_actions")).map((copy) => [
      "  copy",
      "",
      "",
      "",
      textOf(copy, "target_backup_vault_arn"),
      lifecycleText(copy),
    ]),
  ];
}

function lifecycleText(node: PlainJson): string {
  const lifecycle = sectionOf(node, "lifecycle");
  const cold = textOf(lifecycle, "move_to_cold_storage_after_days");
  const archive = textOf(lifecycle, "opt_in_to_archive_for_supported_resources") === "true" ? ", EBS archived too" : "";
  return (
    inUnits(textOf(lifecycle, "delete_after_days"), daysText) +
    (cold === "" ? "" : `, cold after ${inUnits(cold, daysText)}${archive}`)
  );
}

function selectionLines(name: string, selection: PlainJson): readonly string[] {
  const tag = textOf(selection, "tag_key");
  const conditions = Object.entries(sectionOf(selection, "conditions")).flatMap(([operator, named]) =>
    Object.values(sectionOf({ named }, "named")).map(
      (condition) => `${operator} ${textOf(condition, "condition_key")} ${textOf(condition, "condition_value")}`,
    ),
  );
  return [
    `  selection ${name}: ${tag === "" ? textOf(selection, "resource_types") : `tag ${tag} = ${textOf(selection, "tag_value")}`}`,
    ...conditions.map((condition) => `    where ${condition}`),
    `    as ${textOf(selection, "iam_role_arn")}`,
  ];
}

/** A section by its key; empty: there is none. */
function sectionOf(node: PlainJson, key: string): Readonly<Record<string, PlainJson>> {
  const section = isSection(node) ? node[key] : undefined;
  return section !== undefined && isSection(section) ? section : {};
}

/** A setting by its key, a list with commas; empty: there is none. */
function textOf(node: PlainJson, key: string): string {
  const setting = isSection(node) ? node[key] : undefined;
  return setting === undefined ? "" : Array.isArray(setting) ? setting.join(", ") : String(setting);
}

const isSection = (node: PlainJson): node is Readonly<Record<string, PlainJson>> =>
  typeof node === "object" && node !== null && !Array.isArray(node);

/** A policy's numbers are text. */
const inUnits = (written: string, toText: (amount: number) => string) =>
  written === "" ? "" : toText(Number(written));
