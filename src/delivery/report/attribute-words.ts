import { prefix } from "../../names.ts";
import { cut } from "../../words/cut.ts";
import type { AttributeChange } from "../handoff/stack-summary.ts";
import { resourceType } from "../resources/resource-types.ts";
import { pathKeys } from "./attribute-path.ts";
import { ownAt } from "./own-at.ts";

/** A change of one value, in the words of who reviews backups. */
export interface AttributeWords {
  /** Such as `retention`. */
  readonly what: string;
  /** Such as `silver/nightly`, rule of a plan; empty where `what` says it all. */
  readonly on: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What settings of a backup policy's rule are called, and how their values are written. */
const ruleSettings: Readonly<Record<string, readonly [what: string, unit: string]>> = {
  "lifecycle.delete_after_days": ["retention", "d"],
  "lifecycle.move_to_cold_storage_after_days": ["cold storage after", "d"],
  schedule_expression: ["schedule", ""],
  schedule_expression_timezone: ["time zone of schedule", ""],
  start_backup_window_minutes: ["start window", " min"],
  complete_backup_window_minutes: ["complete window", " min"],
  target_backup_vault_name: ["vault", ""],
  target_logically_air_gapped_backup_vault_arn: ["air-gapped vault", ""],
  enable_continuous_backup: ["continuous backup", ""],
};

const copySettings: Readonly<Record<string, readonly [what: string, unit: string]>> = {
  "lifecycle.delete_after_days": ["retention of copies", "d"],
  "lifecycle.move_to_cold_storage_after_days": ["cold storage of copies after", "d"],
  target_backup_vault_arn: ["copy", ""],
};

/** Well-known settings in words; anything else by its path. */
export function attributeWords(type: string, attribute: AttributeChange): AttributeWords {
  const keys = pathKeys(attribute.path);
  const known = policyWords(keys) ?? resourceWords(type, keys) ?? tagWords(keys);
  if (!known) return { what: attribute.path, on: "", before: attribute.before, after: attribute.after };
  const [what, unit, on = ""] = known;
  const withUnit = (value: string | null) => (value !== null && /^\d+$/.test(value) ? `${value}${unit}` : value);
  return { what, on, before: withUnit(attribute.before), after: withUnit(attribute.after) };
}

/** Such as `retention 35d → 90d on silver/nightly`. @param isNew whether the whole resource is: nothing was before */
export function attributeText(type: string, attribute: AttributeChange, isNew = false): string {
  const { what, on, before, after } = attributeWords(type, attribute);
  const values = isNew ? text(after) : `${text(before)} → ${text(after)}`;
  return on === "" ? `${what}: ${values}` : `${what} ${values} on ${on}`;
}

const text = (value: string | null) => (value === null ? "(none)" : cut(value, 120));

/** Whether a path is known in words, so that it may stand in the title of a row. */
export const hasWords = (type: string, attribute: AttributeChange) =>
  attributeWords(type, attribute).what !== attribute.path;

/** What it is, the unit of its value, and what it is of. */
type Words = readonly [what: string, unit: string, on?: string];

function policyWords(keys: readonly (string | number)[]): Words | undefined {
  const [content, plans, plan, section, ...rest] = keys;
  if (content !== "content" || plans !== "plans" || typeof plan !== "string") return undefined;
  const operator = rest.indexOf("@@assign");
  const planName = plan.startsWith(`${prefix}-`) ? plan.slice(prefix.length + 1) : plan;
  if (section === "regions" && rest[0] === "@@assign") return ["Regions", "", planName];
  if (section === "selections" && rest[0] === "tags" && rest[2] === "tag_value")
    return ["tag that selects resources", "", planName];
  if (section !== "rules" || operator !== rest.length - 1) return undefined;

  const [rule, ...setting] = rest.slice(0, operator);
  const on = `${planName}/${rule}`;
  if (setting[0] === "copy_actions" && typeof setting[1] === "string") {
    const copy = ownAt(copySettings, setting.slice(2).join("."));
    return copy && [`${copy[0]} to ${vaultText(setting[1])}`, copy[1], on];
  }
  const own = ownAt(ruleSettings, setting.join("."));
  return own && [...own, on];
}

function resourceWords(type: string, [key, ...rest]: readonly (string | number)[]): Words | undefined {
  if (typeof key !== "string" || rest.length > 0) return undefined;
  const settings = resourceType(type)?.words;
  return settings && ownAt(settings, key);
}

function tagWords([tags, key, ...rest]: readonly (string | number)[]): Words | undefined {
  return tags === "tags" && typeof key === "string" && rest.length === 0 ? [`tag ${key}`, ""] : undefined;
}

/** `lockstep-central-prod in eu-west-1 (333333333333)` */
function vaultText(arn: string): string {
  const found = /^arn:[\w-]+:backup:([\w-]+):([\w$]+):backup-vault:(.+)$/.exec(arn);
  return found ? `${found[3]} in ${found[1]} (${found[2]})` : arn;
}
