/** A BACKUP_POLICY as AWS Organizations gets it. */
export interface PolicyText {
  readonly name: string;
  readonly text: string;
  readonly description: string;
  /** Accounts and OUs that it is attached to. */
  readonly targetIds: readonly string[];
}

/** A rule of a plan, its settings taken out of their operators. */
export interface TextRule {
  readonly name: string;
  readonly schedule: string;
  readonly vault: string;
  readonly startWindowMinutes: number;
  readonly completionWindowMinutes: number;
  readonly continuous: boolean;
  readonly lifecycle: TextLifecycle;
  readonly copies: readonly { readonly key: string; readonly target: string; readonly lifecycle: TextLifecycle }[];
}

export interface TextLifecycle {
  /** `Infinity`: kept for ever. */
  readonly deleteAfterDays: number;
  /** `null`: never turns cold. */
  readonly coldAfterDays: number | null;
}

export interface TextPlan {
  readonly name: string;
  readonly regions: readonly string[];
  readonly rules: readonly TextRule[];
  readonly selections: readonly TextSelection[];
}

export interface TextSelection {
  readonly kind: string;
  readonly name: string;
  readonly roleArn: string;
  /** Empty: a selection by tag alone. */
  readonly resourceTypes: readonly string[];
  readonly conditions: number;
}

type Json = Readonly<Record<string, unknown>>;

/** What a policy says, as far as it says it; what is missing comes out empty or `NaN`, for the rules to complain about. */
export function plansIn({ text }: PolicyText): readonly TextPlan[] {
  return members(JSON.parse(text) as Json, "plans").map(([name, plan]) => ({
    name,
    regions: list(plan, "regions"),
    rules: members(plan, "rules").map(([rule, node]) => readRule(rule, node)),
    selections: ["tags", "resources"].flatMap((kind) =>
      members((plan.selections ?? {}) as Json, kind).map(([selection, node]) => ({
        kind,
        name: selection,
        roleArn: single(node, "iam_role_arn"),
        resourceTypes: list(node, "resource_types"),
        conditions: list(node, "tag_value").length + conditionsIn(node),
      })),
    ),
  }));
}

function readRule(name: string, node: Json): TextRule {
  return {
    name,
    schedule: single(node, "schedule_expression"),
    vault: single(node, "target_backup_vault_name"),
    // AWS's own defaults, of CreateBackupPlan
    startWindowMinutes: Number(single(node, "start_backup_window_minutes", "480")),
    completionWindowMinutes: Number(single(node, "complete_backup_window_minutes", "10080")),
    continuous: single(node, "enable_continuous_backup", "false") === "true",
    lifecycle: readLifecycle(node),
    copies: members(node, "copy_actions").map(([key, copy]) => ({
      key,
      target: single(copy, "target_backup_vault_arn"),
      lifecycle: readLifecycle(copy),
    })),
  };
}

function readLifecycle(node: Json): TextLifecycle {
  const lifecycle = (node.lifecycle ?? {}) as Json;
  const cold = single(lifecycle, "move_to_cold_storage_after_days", "");
  return {
    deleteAfterDays: Number(single(lifecycle, "delete_after_days", "Infinity")),
    coldAfterDays: cold === "" ? null : Number(cold),
  };
}

const conditionsIn = (node: Json) =>
  members(node, "conditions").reduce((count, [, operator]) => count + namesIn(operator).length, 0);

function members(node: Json, key: string): readonly (readonly [string, Json])[] {
  const parent = (node[key] ?? {}) as Json;
  return namesIn(parent).map((name) => [name, parent[name] as Json]);
}

/** Keys of a node that are no operators. */
export const namesIn = (node: Json) => Object.keys(node).filter((key) => !key.startsWith("@@"));

const assigned = (node: Json, key: string): unknown => ((node[key] ?? {}) as Json)["@@assign"];
const single = (node: Json, key: string, otherwise = "missing") => String(assigned(node, key) ?? otherwise);
const list = (node: Json, key: string) => (assigned(node, key) ?? []) as readonly string[];
