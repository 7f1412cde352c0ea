import type { GuardRuleId } from "../../../guard-rules.ts";
import type { Violation } from "../../handoff/stack-summary.ts";
import { isObject, type JsonObject, objectAt } from "../../stack/json-object.ts";
import { parseJson } from "../../stack/parse-json.ts";
import { type GuardedChange, type GuardRule, unjudged, violation } from "../guarded-change.ts";
import { several } from "../several.ts";
import { texts } from "../texts.ts";

interface Setting {
  readonly attribute: string;
  readonly rule: GuardRuleId;
  /** What is wrong with the change, or `null`. */
  readonly judge: (before: unknown, after: unknown) => string | null;
  /** Also where there is nothing before. */
  readonly atCreate?: true;
}

const off =
  (attribute: string): Setting["judge"] =>
  (before, after) =>
    before === true && after !== true ? `${attribute} is turned off; keep it on` : null;
const on =
  (attribute: string): Setting["judge"] =>
  (before, after) =>
    before !== true && after === true ? `${attribute} is turned on; leave it off` : null;
const changed =
  (attribute: string): Setting["judge"] =>
  (before, after) =>
    typeof before === "string" && before !== "" && before !== after
      ? `${attribute} changes from ${before} to ${typeof after === "string" ? after : "none"}; keep it`
      : null;
const lower =
  (attribute: string): Setting["judge"] =>
  (before, after) =>
    typeof before === "number" && (typeof after !== "number" || after < before)
      ? `${attribute} falls from ${before} to ${typeof after === "number" ? after : "none"}; keep ${before}`
      : null;

/** Until November 2026 all roles had one boundary; each now has its own. Which is whose, `verify-synth` sees to. */
const otherBoundary: Setting["judge"] = (before, after) => {
  const [, former = ""] =
    (typeof before === "string" && /^(arn:[^:]+:iam::\d{12}:policy\/)lockstep-boundary$/.exec(before)) || [];
  const isOwn = former !== "" && typeof after === "string" && after.startsWith(`${former}lockstep-boundary-`);
  return isOwn ? null : changed("permissions_boundary")(before, after);
};

const forceDestroy: Setting = {
  attribute: "force_destroy",
  rule: "force-destroy",
  judge: on("force_destroy"),
  atCreate: true,
};
const switches = (attribute: string): Setting => ({
  attribute,
  rule: "setting-lost",
  judge: (before, after) => {
    if (!isObject(before)) return null;
    const isOn = (value: unknown) => value === true || value === "true";
    const lost = Object.keys(before).filter((key) => isOn(before[key]) && !isOn(isObject(after) && after[key]));
    return lost.length > 0 ? `${several(lost)} in ${attribute} is turned off; keep it on` : null;
  },
});
const publicAccess = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

const settings: Readonly<Record<string, readonly Setting[]>> = {
  aws_backup_vault: [forceDestroy],
  aws_backup_global_settings: [switches("global_settings")],
  aws_backup_region_settings: [
    switches("resource_type_opt_in_preference"),
    switches("resource_type_management_preference"),
  ],
  aws_kms_key: [
    { attribute: "is_enabled", rule: "key-weakened", judge: off("is_enabled") },
    { attribute: "enable_key_rotation", rule: "key-weakened", judge: off("enable_key_rotation") },
    { attribute: "deletion_window_in_days", rule: "key-weakened", judge: lower("deletion_window_in_days") },
  ],
  aws_kms_alias: [{ attribute: "target_key_id", rule: "alias-redirected", judge: changed("target_key_id") }],
  aws_iam_role: [{ attribute: "permissions_boundary", rule: "boundary-lost", judge: otherBoundary }],
  aws_s3_bucket: [forceDestroy],
  aws_s3_bucket_versioning: [
    {
      attribute: "versioning_configuration",
      rule: "bucket-weakened",
      judge: (before, after) =>
        firstOf(before)["status"] === "Enabled" && firstOf(after)["status"] !== "Enabled"
          ? "the bucket keeps no versions any more; keep status Enabled"
          : null,
    },
  ],
  aws_s3_bucket_public_access_block: publicAccess.map((attribute) => ({
    attribute,
    rule: "bucket-weakened",
    judge: off(attribute),
  })),
  aws_s3_bucket_server_side_encryption_configuration: [
    {
      attribute: "rule",
      rule: "bucket-weakened",
      judge: (before, after) => {
        const [from, to] = [before, after].map((rule) =>
          firstOf(firstOf(rule)["apply_server_side_encryption_by_default"]),
        );
        return (
          ["sse_algorithm", "kms_master_key_id"]
            .map((attribute) => changed(attribute)(from?.[attribute], to?.[attribute]))
            .find((message) => message !== null) ?? null
        );
      },
    },
  ],
  aws_cloudwatch_event_rule: [
    {
      attribute: "state",
      rule: "alerts-muted",
      judge: (before, after) =>
        typeof before === "string" && before.startsWith("ENABLED") && after === "DISABLED"
          ? "the rule is disabled; keep it enabled"
          : null,
    },
    { attribute: "is_enabled", rule: "alerts-muted", judge: off("is_enabled") },
    {
      attribute: "event_pattern",
      rule: "alerts-muted",
      judge: (before, after) =>
        before === after || !before || catchesAll(parseJson(before), parseJson(after))
          ? null
          : "the rule catches less than it did; keep every value of event_pattern",
    },
  ],
  aws_cloudwatch_event_target: [
    { attribute: "arn", rule: "alerts-muted", judge: changed("arn") },
    { attribute: "role_arn", rule: "alerts-muted", judge: changed("role_arn") },
  ],
};

/** A switch, number or reference that protection rests on is turned to something weaker. */
export const weakerSettings: GuardRule = (change) =>
  (settings[change.type] ?? []).flatMap((setting) => judgeSetting(change, setting));

function judgeSetting(change: GuardedChange, { attribute, rule, judge, atCreate }: Setting): readonly Violation[] {
  const { before, after } = change;
  if (!after || (!before && !atCreate)) return [];
  if (change.isHidden(attribute)) return [unjudged(change, attribute)];
  const message = judge(before?.[attribute], after[attribute]);
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
