import { childControl, valueOperators } from "../../../aws/policy/policy-operators.ts";
import { isObject, type JsonObject, objectAt } from "../../stack/json-object.ts";
import { parseJson } from "../../stack/parse-json.ts";
import { texts } from "../texts.ts";

/** What a backup policy says, as far as protection rests on it. Days are `null` where the policy gives none. */
export interface PolicyContent {
  readonly plans: ReadonlyMap<string, PlanContent>;
  /** Operators that policies further down may use, by the path of each node. */
  readonly childOperators: ReadonlyMap<string, readonly string[]>;
}

export interface PlanContent {
  readonly regions: readonly string[];
  readonly rules: ReadonlyMap<string, RuleContent>;
  readonly selected: readonly Selected[];
  readonly roles: readonly string[];
}

export interface RuleContent {
  /** `null`: AWS Backup's own default. */
  readonly schedule: string | null;
  readonly vault: string | null;
  readonly continuous: boolean;
  readonly lifecycle: Lifecycle;
  /** By the ARN of the vault, air-gapped ones among them. */
  readonly copies: ReadonlyMap<string, Lifecycle>;
}

export interface Lifecycle {
  /** `null`: for ever. */
  readonly deleteAfterDays: number | null;
  /** `null`: never. */
  readonly coldAfterDays: number | null;
}

/** Resources of one pattern, all of whose conditions hold. */
export interface Selected {
  readonly pattern: string;
  readonly notPatterns: readonly string[];
  readonly conditions: readonly SelectedBy[];
}

export interface SelectedBy {
  readonly operator: string;
  readonly key: string;
  readonly value: string;
}

/** @returns the policy, or why it cannot be read. */
export function readBackupPolicy(content: unknown): PolicyContent | string {
  const document = parseJson(content);
  if (!isObject(document) || !isObject(document["plans"])) return "the backup policy has no plans";
  const strange = strangeOperator(document);
  if (strange !== undefined) return `the backup policy uses ${strange}`;
  const wrong: string[] = [];
  const plans = named(document, "plans").map(([name, plan]) => [name, readPlan(plan, wrong)] as const);
  if (wrong[0] !== undefined) return `the backup policy has ${wrong[0]}`;
  return { plans: new Map(plans), childOperators: new Map(childOperators(document["plans"], "plans")) };
}

function readPlan(plan: JsonObject, wrong: string[]): PlanContent {
  const selections = objectAt(plan, "selections");
  const tags = named(selections, "tags");
  const resources = named(selections, "resources");
  return {
    regions: assigned(plan, "regions"),
    rules: new Map(named(plan, "rules").map(([name, rule]) => [name, readRule(rule, wrong)])),
    selected: [
      ...tags.flatMap(([, selection]) => selectedByTag(selection)),
      ...resources.flatMap(([, selection]) => selectedByType(selection)),
    ],
    roles: [...new Set([...tags, ...resources].flatMap(([, selection]) => assigned(selection, "iam_role_arn")))],
  };
}

function readRule(rule: JsonObject, wrong: string[]): RuleContent {
  const copies = named(rule, "copy_actions").map(([key, copy]) => {
    return [assigned(copy, "target_backup_vault_arn")[0] ?? key, readLifecycle(copy, wrong)] as const;
  });
  const lifecycle = readLifecycle(rule, wrong);
  const airGapped = assigned(rule, "target_logically_air_gapped_backup_vault_arn").map(
    (arn) => [arn, lifecycle] as const,
  );
  return {
    schedule: assigned(rule, "schedule_expression")[0] ?? null,
    vault: assigned(rule, "target_backup_vault_name")[0] ?? null,
    continuous: assigned(rule, "enable_continuous_backup")[0]?.toLowerCase() === "true",
    lifecycle,
    copies: new Map([...copies, ...airGapped]),
  };
}

function readLifecycle(parent: JsonObject, wrong: string[]): Lifecycle {
  const lifecycle = objectAt(parent, "lifecycle");
  const days = (key: string) => {
    const [text] = assigned(lifecycle, key);
    if (text === undefined) return null;
    if (!/^\d+$/.test(text)) wrong.push(`${key} ${JSON.stringify(text)}`);
    return Number(text);
  };
  return { deleteAfterDays: days("delete_after_days"), coldAfterDays: days("move_to_cold_storage_after_days") };
}

const selectedByTag = (selection: JsonObject): readonly Selected[] =>
  assigned(selection, "tag_key").flatMap((key) =>
    assigned(selection, "tag_value").map((value) => ({
      pattern: "*",
      notPatterns: [],
      conditions: [{ operator: "string_equals", key: `aws:ResourceTag/${key}`, value }],
    })),
  );

function selectedByType(selection: JsonObject): readonly Selected[] {
  const notPatterns = assigned(selection, "not_resource_types");
  const operators = named(selection, "conditions");
  const conditions = operators.flatMap(([operator, conditions]) =>
    members(conditions).flatMap(([, condition]) =>
      assigned(condition, "condition_value").map((value) => ({
        operator,
        key: assigned(condition, "condition_key")[0] ?? "",
        value,
      })),
    ),
  );
  return assigned(selection, "resource_types").map((pattern) => ({ pattern, notPatterns, conditions }));
}

const assigned = (parent: JsonObject, key: string) => texts(objectAt(parent, key)["@@assign"]);

const named = (parent: JsonObject, key: string) => members(objectAt(parent, key));

/** Parts of a node by their name, without what controls children. */
const members = (node: JsonObject) =>
  Object.entries(node).filter(
    (entry): entry is [string, JsonObject] => !entry[0].startsWith("@@") && isObject(entry[1]),
  );

/** With others, what a policy says depends on the policies above it. */
function strangeOperator(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  for (const [key, part] of Object.entries(value)) {
    if (key.startsWith("@@") && key !== "@@assign" && key !== childControl) return key;
    const within = strangeOperator(part);
    if (within !== undefined) return within;
  }
  return undefined;
}

function childOperators(node: JsonObject, path: string): readonly (readonly [string, readonly string[]])[] {
  const written = Object.hasOwn(node, childControl) ? texts(node[childControl]) : ["@@all"];
  const allowed = written.includes("@@all") ? valueOperators : valueOperators.filter((name) => written.includes(name));
  return [[path, allowed], ...members(node).flatMap(([key, part]) => childOperators(part, `${path}.${key}`))];
}
