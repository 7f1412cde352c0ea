import type { ChildLimits } from "./child-limits.ts";
import { type EffectiveList, type EffectiveScalar, toPlainJson } from "./effective-policy.ts";
import type { JsonMember, JsonNode, JsonObject } from "./json-node.ts";
import { pointerTo } from "./json-pointer.ts";
import { judgeControl, limiter, type MergeStep, membersOf } from "./merge-step.ts";
import { childControl, isValueOperator, type ValueOperator } from "./policy-operators.ts";

/** What a setting has: one value, or a list of them. */
export type EffectiveSetting = EffectiveList | EffectiveScalar;

/**
 * A setting once a document's operators have done their work; `undefined`: there is none. `@@remove` takes from what is
 * inherited, `@@assign` puts its value in the place of the rest, `@@append` adds to that, in whatever order they are
 * written, because keys of a JSON object have none.
 */
export function mergeSetting(
  step: MergeStep,
  inherited: EffectiveSetting | undefined,
  node: JsonObject,
  limits: ChildLimits,
  pointer: string,
): EffectiveSetting | undefined {
  const operations = new Map<ValueOperator, JsonMember>();
  for (const member of membersOf(node)) {
    const { key, value, keyOffset } = member;
    const origin = { policy: step.policy, pointer: pointerTo(pointer, key), offset: keyOffset };
    if (key === childControl) judgeControl(step, value, origin, limits);
    else if (!isValueOperator(key)) {
      step.report(origin, `got ${key} beside an operator that sets a value`, "use a key of its own beside this one");
    } else if (!limits.allowed.includes(key)) {
      step.report(
        origin,
        `got ${key}, but ${limiter(step, limits)} allows ${limits.allowed.join(", ") || "no operator"} in child policies`,
        "remove it",
        "AWS ignores it",
      );
    } else operations.set(key, member);
  }
  const merged = removed(step, inherited, operations.get("@@remove"), pointer);
  return appended(
    step,
    assigned(step, merged, operations.get("@@assign"), pointer),
    operations.get("@@append"),
    pointer,
  );
}

function removed(
  step: MergeStep,
  setting: EffectiveSetting | undefined,
  member: JsonMember | undefined,
  pointer: string,
): EffectiveSetting | undefined {
  const values = member && listOf(step, member, pointer);
  if (!values || !setting) return setting;
  if (setting.kind === "scalar") {
    step.report(
      values.origin,
      `got @@remove from the single value of ${step.names[setting.origin.policy]}`,
      "use @@assign",
    );
    return setting;
  }
  const items = setting.items.filter((item) => {
    if (!has(values, item)) return true;
    // what a policy of the same place adds is not inherited
    const stays = step.isFromHere(item.origin);
    if (stays) {
      step.report(
        values.origin,
        `got @@remove of ${textOf(item)}, which ${step.names[item.origin.policy]} adds at the same place`,
        "remove it from one of the two",
      );
    }
    return stays;
  });
  return items.length === 0 && setting.items.length > 0 ? undefined : { ...setting, items };
}

function assigned(
  step: MergeStep,
  setting: EffectiveSetting | undefined,
  member: JsonMember | undefined,
  pointer: string,
): EffectiveSetting | undefined {
  if (!member) return setting;
  const at = pointerTo(pointer, member.key);
  const value = member.value.kind === "scalar" ? scalarOf(step, member.value, at) : listOf(step, member, pointer);
  if (!value || !setting) return value ?? setting;
  const rival = [setting, ...(setting.kind === "list" ? setting.items : [])].find(({ origin }) =>
    step.isFromHere(origin),
  );
  if (!rival) return value;
  if (textOf(setting) !== textOf(value)) {
    const { policy, pointer: first } = rival.origin;
    const owner =
      policy === step.policy
        ? `${first}, one setting to AWS,`
        : `${step.names[policy]}, attached to the same place earlier,`;
    step.report(
      value.origin,
      `got ${textOf(value)}, but ${owner} has ${textOf(setting)}`,
      "use one value",
      "AWS takes the first",
    );
  }
  return setting;
}

function appended(
  step: MergeStep,
  setting: EffectiveSetting | undefined,
  member: JsonMember | undefined,
  pointer: string,
): EffectiveSetting | undefined {
  const values = member && listOf(step, member, pointer);
  if (!values || !setting) return values ?? setting;
  if (setting.kind === "scalar") {
    step.report(
      values.origin,
      `got @@append to the single value of ${step.names[setting.origin.policy]}`,
      "use @@assign",
    );
    return setting;
  }
  const { origin } = setting;
  const isRival = step.isFromHere(origin) && origin.policy !== step.policy && origin.pointer.endsWith("/@@assign");
  if (isRival && textOf(setting) !== textOf(values)) {
    step.report(
      values.origin,
      `got @@append of ${textOf(values)}, but ${step.names[origin.policy]}, attached to the same place earlier, assigns ${textOf(setting)}`,
      "use @@append in both, or one of them",
      "AWS does not say in which order it takes policies of one place",
    );
  }
  const wanted = new Map(values.items.map((item) => [item.value, item]));
  // what is there already, a policy of the same place may want gone
  const items = setting.items.map((item) => wanted.get(item.value) ?? item);
  return { ...setting, items: [...items, ...values.items.filter((item) => !has(setting, item))] };
}

/** An operator's list. */
function listOf(step: MergeStep, { key, value, keyOffset }: JsonMember, pointer: string): EffectiveList | undefined {
  const at = pointerTo(pointer, key);
  const origin = { policy: step.policy, pointer: at, offset: value.offset };
  const items =
    value.kind === "array" ? value.items.map((item, index) => scalarOf(step, item, pointerTo(at, index))) : [undefined];
  if (items.every((item) => item !== undefined)) return { kind: "list", origin, items };
  const wanted = key === "@@assign" ? "a value or a list of values" : "a list of values";
  step.report({ ...origin, offset: keyOffset }, `got ${key} of something else than ${wanted}`, `use ${wanted}`);
  return undefined;
}

const scalarOf = ({ policy }: MergeStep, node: JsonNode, pointer: string): EffectiveScalar | undefined =>
  node.kind === "scalar"
    ? { kind: "scalar", origin: { policy, pointer, offset: node.offset }, value: node.value }
    : undefined;

const has = (list: EffectiveList, { value }: EffectiveScalar) => list.items.some((item) => item.value === value);
const textOf = (setting: EffectiveSetting) => JSON.stringify(toPlainJson(setting));
