import { keysOf } from "../../../src/aws/policy/json-pointer.ts";
import { jsonOf } from "../../../src/diagnostics/render/json.ts";
import { soundPolicy } from "../../../src/lint/examples/sound-policy.ts";
import { lintPolicies } from "../../../src/lint/lint-policies.ts";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A policy with nothing wrong, over which the rules' examples are laid too. */
export const policy: Json = soundPolicy;

/** The policy with other values at some JSON Pointers; `undefined`: without the key. Objects on the way are made. */
export const policyWith = (changes: Readonly<Record<string, Json | undefined>>, base: Json = policy): Json =>
  Object.entries(changes).reduce<Json>((changed, [pointer, value]) => changeAt(changed, keysOf(pointer), value), base);

function changeAt(node: Json, [key, ...rest]: readonly string[], value: Json | undefined): Json {
  if (key === undefined) return value ?? null;
  const object = typeof node === "object" && node !== null && !Array.isArray(node) ? { ...(node as object) } : {};
  const members = object as Record<string, Json>;
  if (rest.length === 0 && value === undefined) {
    const { [key]: _, ...others } = members;
    return others;
  }
  return { ...members, [key]: changeAt(members[key] ?? {}, rest, value) };
}

/** What is said of policies, the parent first: severity, rule, pointer and message. */
export const findingsOf = (...policies: readonly Json[]) =>
  lintPolicies(policies.map((json, index) => ({ path: `${index}.json`, text: JSON.stringify(json) })))
    .map(jsonOf)
    .map(({ severity, rule, key, message }) => `${severity} ${rule} ${key}: ${message}`);
