import type { GuardedSetting, Weaker } from "../../resources/resource-type.ts";
import { resourceType } from "../../resources/resource-types.ts";
import { isObject, type JsonObject, objectAt } from "../../stack/json-object.ts";
import { parseJson } from "../../stack/parse-json.ts";
import { type GuardedChange, type GuardRule, type PlanFinding, unjudged, violation } from "../guarded-change.ts";
import { several } from "../several.ts";
import { texts } from "../texts.ts";

/** @returns what is wrong with a change of the attribute, or `null` */
type Judge = (attribute: string, before: unknown, after: unknown) => string | null;

const changed: Judge = (attribute, before, after) =>
  typeof before === "string" && before !== "" && before !== after
    ? `${attribute} changes from ${before} to ${typeof after === "string" ? after : "none"}; keep it`
    : null;

const judges: Readonly<Record<Weaker, Judge>> = {
  changed,
  "turned off": (attribute, before, after) =>
    before === true && after !== true ? `${attribute} is turned off; keep it on` : null,
  "turned on": (attribute, before, after) =>
    before !== true && after === true ? `${attribute} is turned on; leave it off` : null,
  lowered: (attribute, before, after) =>
    typeof before === "number" && (typeof after !== "number" || after < before)
      ? `${attribute} falls from ${before} to ${typeof after === "number" ? after : "none"}; keep ${before}`
      : null,
  "a switch turned off": (attribute, before, after) => {
    if (!isObject(before)) return null;
    const isOn = (value: unknown) => value === true || value === "true";
    const lost = Object.keys(before).filter((key) => isOn(before[key]) && !isOn(isObject(after) && after[key]));
    return lost.length > 0 ? `${several(lost)} in ${attribute} is turned off; keep it on` : null;
  },
  // until November 2026 all roles had one boundary; each now has its own. Which is whose, `verify-synth` sees to
  "another boundary": (attribute, before, after) => {
    const [, former = ""] =
      (typeof before === "string" && /^(arn:[^:]+:iam::\d{12}:policy\/)lockstep-boundary$/.exec(before)) || [];
    const isOwn = former !== "" && typeof after === "string" && after.startsWith(`${former}lockstep-boundary-`);
    return isOwn ? null : changed(attribute, before, after);
  },
  "versions no longer kept": (_, before, after) =>
    firstOf(before)["status"] === "Enabled" && firstOf(after)["status"] !== "Enabled"
      ? "the bucket keeps no versions any more; keep status Enabled"
      : null,
  "encrypted otherwise": (_, before, after) => {
    const [from, to] = [before, after].map((rule) => firstOf(firstOf(rule)["apply_server_side_encryption_by_default"]));
    return (
      ["sse_algorithm", "kms_master_key_id"]
        .map((part) => changed(part, from?.[part], to?.[part]))
        .find((message) => message !== null) ?? null
    );
  },
  disabled: (_, before, after) =>
    typeof before === "string" && before.startsWith("ENABLED") && after === "DISABLED"
      ? "the rule is disabled; keep it enabled"
      : null,
  "catches less": (attribute, before, after) =>
    before === after || !before || catchesAll(parseJson(before), parseJson(after))
      ? null
      : `the rule catches less than it did; keep every value of ${attribute}`,
};

/** A switch, number or reference that protection rests on is turned to something weaker. */
export const weakerSettings: GuardRule = (change) =>
  (resourceType(change.type)?.settings ?? []).flatMap((setting) => judgeSetting(change, setting));

function judgeSetting(change: GuardedChange, { attribute, rule, weaker }: GuardedSetting): readonly PlanFinding[] {
  const { before, after } = change;
  if (!after || (!before && weaker !== "turned on")) return [];
  if (change.isHidden(attribute)) return [unjudged(change, attribute)];
  const message = judges[weaker](attribute, before?.[attribute], after[attribute]);
  return message === null ? [] : [violation(change, rule, message)];
}

const firstOf = (list: unknown): JsonObject => objectAt({ first: Array.isArray(list) ? list[0] : list }, "first");

/** Whether one event pattern catches all that another does: keys must all match, of a key's values any. */
function catchesAll(before: unknown, after: unknown): boolean {
  if (isObject(before) && isObject(after)) {
    return Object.keys(after).every((key) => Object.hasOwn(before, key) && catchesAll(before[key], after[key]));
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const values = new Set(texts(after));
    return texts(before).every((value) => values.has(value));
  }
  return false;
}
