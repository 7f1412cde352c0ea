import type { EffectiveNode, EffectiveObject, Origin } from "../../aws/policy/effective-policy.ts";
import { isMisplaced, type Names, planNames, ruleNames } from "../../aws/policy/grammar.ts";
import { keysOf } from "../keys-of.ts";

/** A value that is in effect. */
export interface Value<T> {
  readonly value: T;
  readonly at: Origin;
}
type Text = Value<string>;
type Count = Value<number>;

/** A plan as AWS runs it once all policies are merged. What a policy does not say, or says wrongly, is `undefined`. */
export interface PlanView {
  readonly name: string;
  readonly at: Origin;
  readonly node: EffectiveObject;
  readonly regions: readonly Text[];
  readonly rules: readonly RuleView[];
  readonly selections: readonly SelectionView[];
}

export interface RuleView {
  readonly name: string;
  readonly at: Origin;
  readonly node: EffectiveObject;
  readonly schedule: Text | undefined;
  readonly vault: Text | undefined;
  readonly airGappedVault: Text | undefined;
  readonly startWithinMinutes: Count | undefined;
  readonly completeWithinMinutes: Count | undefined;
  readonly continuous: Value<boolean> | undefined;
  readonly lifecycle: LifecycleView;
  readonly copies: readonly CopyView[];
}

export interface LifecycleView {
  /** `null`: there is none. */
  readonly at: Origin | null;
  readonly coldAfterDays: Count | undefined;
  readonly deleteAfterDays: Count | undefined;
  readonly archive: Value<boolean> | undefined;
}

export interface CopyView {
  /** Its key, which ought to be the target's ARN. */
  readonly key: string;
  readonly at: Origin;
  readonly node: EffectiveObject;
  readonly target: Text | undefined;
  readonly lifecycle: LifecycleView;
}

export interface SelectionView {
  readonly kind: "tags" | "resources";
  readonly name: string;
  readonly at: Origin;
  readonly node: EffectiveObject;
  readonly role: Text | undefined;
  readonly tagValues: readonly Text[];
  readonly types: readonly Text[];
  readonly notTypes: readonly Text[];
  readonly conditions: readonly ConditionView[];
}

export interface ConditionView {
  readonly operator: string;
  readonly at: Origin;
  readonly node: EffectiveObject;
  readonly key: Text | undefined;
  readonly value: Text | undefined;
}

/** @returns the plans of an effective policy, in its order. */
export const plansOf = (effective: EffectiveObject): readonly PlanView[] =>
  entries(effective, planNames, "plans").map(([name, node]) => ({
    name,
    at: node.origin,
    node,
    regions: texts(node, "regions"),
    rules: entries(node, ruleNames, "rules").map(([, rule]) => ruleOf(rule)),
    selections: (["tags", "resources"] as const).flatMap((kind) =>
      named(node, "selections", kind).map(([, selection]) => selectionOf(kind, selection)),
    ),
  }));

const ruleOf = (node: EffectiveObject): RuleView => ({
  name: writtenName(node),
  at: node.origin,
  node,
  schedule: text(node, "schedule_expression"),
  vault: text(node, "target_backup_vault_name"),
  airGappedVault: text(node, "target_logically_air_gapped_backup_vault_arn"),
  startWithinMinutes: count(node, "start_backup_window_minutes"),
  completeWithinMinutes: count(node, "complete_backup_window_minutes"),
  continuous: yesOrNo(node, "enable_continuous_backup"),
  lifecycle: lifecycleOf(node),
  copies: named(node, "copy_actions").map(([key, copy]) => ({
    key,
    at: copy.origin,
    node: copy,
    target: text(copy, "target_backup_vault_arn"),
    lifecycle: lifecycleOf(copy),
  })),
});

const lifecycleOf = (node: EffectiveObject): LifecycleView => ({
  at: member(node, "lifecycle")?.origin ?? null,
  coldAfterDays: count(node, "lifecycle", "move_to_cold_storage_after_days"),
  deleteAfterDays: count(node, "lifecycle", "delete_after_days"),
  archive: yesOrNo(node, "lifecycle", "opt_in_to_archive_for_supported_resources"),
});

const selectionOf = (kind: SelectionView["kind"], node: EffectiveObject): SelectionView => ({
  kind,
  name: writtenName(node),
  at: node.origin,
  node,
  role: text(node, "iam_role_arn"),
  tagValues: texts(node, "tag_value"),
  types: texts(node, "resource_types"),
  notTypes: texts(node, "not_resource_types"),
  conditions: named(node, "conditions").flatMap(([operator, comparison]) =>
    named(comparison).map(([, condition]) => ({
      operator,
      at: condition.origin,
      node: condition,
      key: text(condition, "condition_key"),
      value: text(condition, "condition_value"),
    })),
  ),
});

/** AWS writes some names in lower case; messages call things as the policy does. */
const writtenName = ({ origin }: EffectiveObject) => keysOf(origin.pointer).at(-1) ?? "";

/** What lies below a node. */
export function member(node: EffectiveNode, ...path: readonly string[]): EffectiveNode | undefined {
  let found: EffectiveNode | undefined = node;
  for (const key of path) found = found?.kind === "object" ? found.members.get(key) : undefined;
  return found;
}

/** The objects below a node, by their keys. */
export function named(
  node: EffectiveNode,
  ...path: readonly string[]
): readonly (readonly [string, EffectiveObject])[] {
  const found = member(node, ...path);
  if (found?.kind !== "object") return [];
  return [...found.members].flatMap(([key, entry]) => (entry.kind === "object" ? [[key, entry] as const] : []));
}

/** The objects below a node that have a name of their own; of one that has none there is a finding. */
const entries = (node: EffectiveNode, grammar: Names, ...path: readonly string[]) =>
  named(node, ...path).filter(([key]) => !isMisplaced(grammar, key));

function text(node: EffectiveNode, ...path: readonly string[]): Text | undefined {
  const found = member(node, ...path);
  if (found?.kind !== "scalar" || typeof found.value !== "string") return undefined;
  return { value: found.value, at: found.origin };
}

function texts(node: EffectiveNode, ...path: readonly string[]): readonly Text[] {
  const found = member(node, ...path);
  if (found?.kind !== "list") return [];
  return found.items.flatMap(({ value, origin }) => (typeof value === "string" ? [{ value, at: origin }] : []));
}

function count(node: EffectiveNode, ...path: readonly string[]): Count | undefined {
  const found = text(node, ...path);
  return found && /^(0|[1-9]\d{0,14})$/.test(found.value) ? { ...found, value: Number(found.value) } : undefined;
}

function yesOrNo(node: EffectiveNode, ...path: readonly string[]): Value<boolean> | undefined {
  const found = member(node, ...path);
  if (found?.kind !== "scalar") return undefined;
  const written = String(found.value).toLowerCase();
  return written === "true" || written === "false" ? { value: written === "true", at: found.origin } : undefined;
}
