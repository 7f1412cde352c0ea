import { settingAt } from "../../aws/policy/grammar.ts";
import { backupPlan } from "../../names.ts";
import { cut } from "../../words/cut.ts";
import type { AttributeChange, ChangeSummary } from "../handoff/stack-summary.ts";
import { resourceType } from "../resources/resource-types.ts";
import { type AttributePath, pathText } from "../terraform/attribute-path.ts";
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

/** What of a resource decides about the words of its values. */
type Changing = Pick<ChangeSummary, "type" | "plan">;

/** Well-known settings in words; anything else by its path. */
export function attributeWords(of: Changing, attribute: AttributeChange): AttributeWords {
  const known = wordsOf(of, attribute.path);
  if (!known) return { what: pathText(attribute.path), on: "", before: attribute.before, after: attribute.after };
  const [what, unit, on = ""] = known;
  const withUnit = (value: string | null) => (value !== null && /^\d+$/.test(value) ? `${value}${unit}` : value);
  return { what, on, before: withUnit(attribute.before), after: withUnit(attribute.after) };
}

/** Such as `retention 35d → 90d on silver/nightly`. @param isNew whether the whole resource is: nothing was before */
export function attributeText(of: Changing, attribute: AttributeChange, isNew = false): string {
  const { what, on, before, after } = attributeWords(of, attribute);
  const values = isNew ? text(after) : `${text(before)} → ${text(after)}`;
  return on === "" ? `${what}: ${values}` : `${what} ${values} on ${on}`;
}

const text = (value: string | null) => (value === null ? "(none)" : cut(value, 120));

/** Whether a path is known in words, so that it may stand in the title of a row. */
export const hasWords = (of: Changing, { path }: AttributeChange) => wordsOf(of, path) !== undefined;

/** What it is, the unit of its value, and what it is of. */
type Words = readonly [what: string, unit: string, on?: string];

const wordsOf = ({ type, plan }: Changing, path: AttributePath): Words | undefined =>
  policyWords(plan, path) ?? resourceWords(type, path) ?? tagWords(path);

function policyWords(of: string | undefined, [content, ...path]: AttributePath): Words | undefined {
  const operator = path.indexOf("@@assign");
  const keys = path.slice(0, operator).filter((key) => typeof key === "string");
  const [, plan = "", section, rule, ...parts] = keys;
  if (content !== "content" || operator !== keys.length) return undefined;
  const setting = settingAt(keys);
  // what stands below an operator is an element of a list
  if (!setting?.words || (!setting.isList && operator !== path.length - 1)) return undefined;

  const [what, unit] = setting.words;
  // a plan that the policy is not tagged with goes by what AWS calls it
  const planName = of !== undefined && plan === backupPlan({ name: of }) ? of : plan;
  const [copies, target = ""] = parts;
  return [
    copies === "copy_actions" ? `${what} to ${vaultText(target)}` : what,
    unit,
    section === "rules" ? `${planName}/${rule}` : planName,
  ];
}

function resourceWords(type: string, [key, ...rest]: AttributePath): Words | undefined {
  if (typeof key !== "string" || rest.length > 0) return undefined;
  const settings = resourceType(type)?.words;
  return settings && ownAt(settings, key);
}

function tagWords([tags, key, ...rest]: AttributePath): Words | undefined {
  return tags === "tags" && typeof key === "string" && rest.length === 0 ? [`tag ${key}`, ""] : undefined;
}

/** `lockstep-central-prod in eu-west-1 (333333333333)` */
function vaultText(arn: string): string {
  const found = /^arn:[\w-]+:backup:([\w-]+):([\w$]+):backup-vault:(.+)$/.exec(arn);
  return found ? `${found[3]} in ${found[1]} (${found[2]})` : arn;
}
