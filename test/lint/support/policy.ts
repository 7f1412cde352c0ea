import { keysOf } from "../../../src/aws/policy/json-pointer.ts";
import { jsonOf } from "../../../src/diagnostics/render/json.ts";
import { lintPolicies } from "../../../src/lint/lint-policies.ts";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const central = "arn:aws:backup:eu-central-1:210987654321:backup-vault:central";
const assign = (value: Json) => ({ "@@assign": value });

/** A policy with nothing wrong, and as little in it as copies and a selection by types take. */
export const policy: Json = {
  plans: {
    p: {
      regions: assign(["eu-west-1"]),
      rules: {
        daily: {
          schedule_expression: assign("cron(0 5 ? * * *)"),
          target_backup_vault_name: assign("local"),
          start_backup_window_minutes: assign("60"),
          complete_backup_window_minutes: assign("180"),
          lifecycle: { delete_after_days: assign("35") },
          copy_actions: {
            [central]: { target_backup_vault_arn: assign(central), lifecycle: { delete_after_days: assign("35") } },
          },
        },
      },
      selections: {
        resources: {
          chosen: {
            iam_role_arn: assign("arn:aws:iam::$account:role/backup"),
            resource_types: assign(["arn:aws:elasticfilesystem:*:*:file-system/*"]),
          },
        },
      },
    },
  },
};

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
