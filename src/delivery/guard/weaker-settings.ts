import type { GuardRuleId } from "../../diagnostics/guard-rule-id.ts";
import { keysOfAws } from "../resources/keys-of-aws.ts";
import type { GuardedSetting, Weaker } from "../resources/resource-type.ts";
import { resourceType } from "../resources/resource-types.ts";
import { isObject, type JsonObject, objectAt } from "../stack/json-object.ts";
import { parseJson } from "../stack/parse-json.ts";
import type { GuardedChange } from "./guarded-change.ts";
import type { PlanComplaint } from "./plan-rule.ts";
import { several } from "./several.ts";
import { texts } from "./texts.ts";
import { unjudgedAttribute } from "./unjudged-attribute.ts";

/** What is wrong with a change of an attribute, and the way out. */
type Verdict = Required<Pick<PlanComplaint, "got" | "use">>;
type Judge = (attribute: string, before: unknown, after: unknown, known: readonly string[]) => Verdict | null;

const changed: Judge = (attribute, before, after) =>
  typeof before === "string" && before !== "" && before !== after
    ? {
        got: `${attribute} changes from ${before} to ${typeof after === "string" ? after : "none"}`,
        use: "keep it",
      }
    : null;

const judges: Readonly<Record<Weaker, Judge>> = {
  changed,
  "turned off": (attribute, before, after) =>
    before === true && after !== true ? { got: `${attribute} is turned off`, use: "keep it on" } : null,
  "turned on": (attribute, before, after) =>
    before !== true && after === true ? { got: `${attribute} is turned on`, use: "leave it off" } : null,
  lowered: (attribute, before, after) =>
    typeof before === "number" && (typeof after !== "number" || after < before)
      ? {
          got: `${attribute} falls from ${before} to ${typeof after === "number" ? after : "none"}`,
          use: `keep ${before}`,
        }
      : null,
  "a switch turned off": (attribute, before, after, known) => {
    if (!isObject(before)) return null;
    const isOn = (value: unknown) => value === true || value === "true";
    const now = isObject(after) ? after : {};
    const isNamed = (key: string) => Object.hasOwn(now, key);
    const lost = Object.keys(before).filter((key) => isOn(before[key]) && !isOn(now[key]));
    const off = lost.filter(isNamed);
    // what AWS has added nobody ever named, and AWS leaves a key alone that is not named
    const out = lost.filter((key) => !isNamed(key) && known.includes(key));
    if (off.length + out.length === 0) return null;
    const got = [
      ...(off.length > 0 ? [`${several(off)} in ${attribute} is turned off`] : []),
      ...(out.length > 0 ? [`${several(out)} in ${attribute} is kept on by nothing any more`] : []),
    ];
    return { got: got.join(", "), use: "keep it on" };
  },
  // until November 2026 all roles had one boundary; each now has its own. Which is whose, `verify-synth` sees to
  "another boundary": (attribute, before, after) => {
    const [, former = ""] =
      (typeof before === "string" && /^(arn:[^:]+:iam::\d{12}:policy\/)lockstep-boundary$/.exec(before)) || [];
    const isOwn = former !== "" && typeof after === "string" && after.startsWith(`${former}lockstep-boundary-`);
    return isOwn ? null : changed(attribute, before, after, []);
  },
  "versions no longer kept": (_, before, after) =>
    firstOf(before)["status"] === "Enabled" && firstOf(after)["status"] !== "Enabled"
      ? { got: "the bucket keeps no versions any more", use: "keep status Enabled" }
      : null,
  "encrypted otherwise": (_, before, after) => {
    const [from, to] = [before, after].map((rule) => firstOf(firstOf(rule)["apply_server_side_encryption_by_default"]));
    return (
      ["sse_algorithm", "kms_master_key_id"]
        .map((part) => changed(part, from?.[part], to?.[part], []))
        .find((verdict) => verdict !== null) ?? null
    );
  },
  disabled: (_, before, after) =>
    typeof before === "string" && before.startsWith("ENABLED") && after === "DISABLED"
      ? { got: "the rule is disabled", use: "keep it enabled" }
      : null,
  "catches less": (attribute, before, after) =>
    before === after || !before || catchesAll(parseJson(before), parseJson(after))
      ? null
      : { got: "the rule catches less than it did", use: `keep every value of ${attribute}` },
};

/** A switch, number or reference that protection rests on is turned to something weaker, by the rows of a rule. */
export const settingsWeakened = (rule: GuardRuleId, change: GuardedChange): readonly PlanComplaint[] =>
  settingsOf(change)
    .filter((setting) => setting.rule === rule && !change.isHidden(setting.attribute))
    .flatMap(({ attribute, weaker }) => {
      const known = keysOfAws(change.type)[attribute] ?? [];
      const verdict = judges[weaker](attribute, change.before?.[attribute], change.after?.[attribute], known);
      return verdict === null ? [] : [{ path: [attribute], ...verdict }];
    });

export const unjudgedSettings = (change: GuardedChange): readonly PlanComplaint[] =>
  settingsOf(change)
    .filter(({ attribute }) => change.isHidden(attribute))
    .map(({ attribute }) => unjudgedAttribute(attribute));

const settingsOf = ({ type, before, after }: GuardedChange): readonly GuardedSetting[] =>
  (resourceType(type)?.settings ?? []).filter(({ weaker }) => after && (before || weaker === "turned on"));

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
