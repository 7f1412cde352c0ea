import { expect, test } from "vitest";
import { attributeText, hasWords } from "../../../src/delivery/report/attribute-words.ts";
import { attributeChanges } from "../../../src/delivery/run/attribute-changes.ts";
import { type AttributePath, pathText } from "../../../src/delivery/terraform/attribute-path.ts";
import { policyContent } from "./support/plans.ts";

const rule = ["content", "plans", "lockstep-gold", "rules", "daily"] as const;
const copy = [
  ...rule,
  "copy_actions",
  "arn:aws:backup:eu-west-1:333333333333:backup-vault:lockstep-central-prod",
] as const;
const policy = "aws_organizations_policy";
const lock = "aws_backup_vault_lock_configuration";
const airGapped = "aws_backup_logically_air_gapped_vault";

test.each<[string, AttributePath, string | null, string | null, string]>([
  [policy, [...rule, "lifecycle", "delete_after_days", "@@assign"], "35", "90", "retention 35d → 90d on gold/daily"],
  [policy, [...rule, "lifecycle", "delete_after_days", "@@assign"], null, "90", "retention (none) → 90d on gold/daily"],
  [policy, [...rule, "lifecycle", "delete_after_days", "@@assign"], "35", null, "retention 35d → (none) on gold/daily"],
  [
    policy,
    [...rule, "lifecycle", "move_to_cold_storage_after_days", "@@assign"],
    "30",
    "60",
    "cold storage after 30d → 60d on gold/daily",
  ],
  [
    policy,
    [...rule, "schedule_expression", "@@assign"],
    "cron(0 3 ? * * *)",
    "cron(0 4 ? * * *)",
    "schedule cron(0 3 ? * * *) → cron(0 4 ? * * *) on gold/daily",
  ],
  [
    policy,
    [...rule, "start_backup_window_minutes", "@@assign"],
    "60",
    "120",
    "start window 60 min → 120 min on gold/daily",
  ],
  [
    policy,
    [...rule, "complete_backup_window_minutes", "@@assign"],
    "240",
    "480",
    "complete window 240 min → 480 min on gold/daily",
  ],
  [policy, [...rule, "target_backup_vault_name", "@@assign"], "a", "b", "vault a → b on gold/daily"],
  [
    policy,
    [...rule, "target_logically_air_gapped_backup_vault_arn", "@@assign"],
    "a",
    "b",
    "air-gapped vault a → b on gold/daily",
  ],
  [
    policy,
    [...rule, "enable_continuous_backup", "@@assign"],
    "true",
    "false",
    "continuous backup true → false on gold/daily",
  ],
  [
    policy,
    [...copy, "target_backup_vault_arn", "@@assign"],
    null,
    "b",
    "copy to lockstep-central-prod in eu-west-1 (333333333333) (none) → b on gold/daily",
  ],
  [
    policy,
    [...copy, "lifecycle", "move_to_cold_storage_after_days", "@@assign"],
    "7",
    "8",
    "cold storage of copies after to lockstep-central-prod in eu-west-1 (333333333333) 7d → 8d on gold/daily",
  ],
  [
    policy,
    [...copy, "lifecycle", "delete_after_days", "@@assign"],
    "35",
    "90",
    "retention of copies to lockstep-central-prod in eu-west-1 (333333333333) 35d → 90d on gold/daily",
  ],
  [
    policy,
    [
      ...rule,
      "copy_actions",
      "arn:aws:backup:eu-west-1:$account:backup-vault:a.b",
      "lifecycle",
      "delete_after_days",
      "@@assign",
    ],
    "35",
    "90",
    "retention of copies to a.b in eu-west-1 ($account) 35d → 90d on gold/daily",
  ],
  [
    policy,
    ["content", "plans", "lockstep-gold", "regions", "@@assign", 1],
    null,
    "eu-west-1",
    "Regions (none) → eu-west-1 on gold",
  ],
  [
    policy,
    ["content", "plans", "lockstep-gold", "selections", "tags", "tagged", "tag_value", "@@assign", 0],
    "gold",
    "best",
    "tag that selects resources gold → best on gold",
  ],
  [lock, ["min_retention_days"], "7", "14", "shortest retention of lock: 7d → 14d"],
  [lock, ["max_retention_days"], "365", "400", "longest retention of lock: 365d → 400d"],
  [lock, ["changeable_for_days"], null, "3", "cooling-off of lock: (none) → 3d"],
  [airGapped, ["min_retention_days"], "7", "14", "shortest retention of air-gapped vault: 7d → 14d"],
  [airGapped, ["max_retention_days"], "365", "400", "longest retention of air-gapped vault: 365d → 400d"],
  ["aws_kms_key", ["deletion_window_in_days"], "30", "7", "waiting time before deletion of key: 30d → 7d"],
  ["aws_backup_vault", ["tags", "owner"], "a", "b", "tag owner: a → b"],
])("%s %s from %s to %s is told as words", (type, path, before, after, text) => {
  expect(attributeText({ type, plan: "gold" }, { path, before, after })).toBe(text);
  expect(hasWords({ type, plan: "gold" }, { path, before, after })).toBe(true);
});

test.each<[string, string, AttributePath]>([
  ["an argument of another resource", "aws_sns_topic", ["min_retention_days"]],
  ["a part of a lock's argument", lock, ["min_retention_days", "a"]],
  [
    "what children may change",
    policy,
    [...rule, "lifecycle", "delete_after_days", "@@operators_allowed_for_child_policies", 0],
  ],
  ["an element of what is no list", policy, [...rule, "schedule_expression", "@@assign", 0]],
  ["what stands below no operator", policy, [...rule, "schedule_expression"]],
  [
    "a setting that has no words",
    policy,
    [...copy, "lifecycle", "opt_in_to_archive_for_supported_resources", "@@assign"],
  ],
  ["a plan's setting elsewhere than in the policy's text", policy, ["plans", "lockstep-gold", "regions", "@@assign"]],
  ["a setting of a rule that is new to us", policy, [...rule, "something_new", "@@assign"]],
  ["an argument that objects inherit", lock, ["constructor"]],
  ["a resource called like what all objects inherit", "constructor", ["name"]],
  ["a setting of a copy like an inherited one", policy, [...copy, "valueOf", "@@assign"]],
  ["a rule's name like an inherited one", policy, [...rule, "toString", "@@assign"]],
])("%s stays as it is", (_, type, path) => {
  expect(attributeText({ type, plan: "gold" }, { path, before: "1", after: "2" })).toBe(`${pathText(path)}: 1 → 2`);
  expect(hasWords({ type, plan: "gold" }, { path, before: "1", after: "2" })).toBe(false);
});

test.each<[string, string, AttributePath]>([
  ["schedule", " on gold/daily", [...rule, "schedule_expression", "@@assign"]],
  ["vault", " on gold/daily", [...rule, "target_backup_vault_name", "@@assign"]],
  ["air-gapped vault", " on gold/daily", [...rule, "target_logically_air_gapped_backup_vault_arn", "@@assign"]],
  ["continuous backup", " on gold/daily", [...rule, "enable_continuous_backup", "@@assign"]],
  [
    "copy to lockstep-central-prod in eu-west-1 (333333333333)",
    " on gold/daily",
    [...copy, "target_backup_vault_arn", "@@assign"],
  ],
  ["Regions", " on gold", ["content", "plans", "lockstep-gold", "regions", "@@assign", 0]],
  [
    "tag that selects resources",
    " on mine",
    ["content", "plans", "mine", "selections", "tags", "tagged", "tag_value", "@@assign", 0],
  ],
])("%s%s has no unit, digits or not", (what, on, path) => {
  expect(attributeText({ type: policy, plan: "gold" }, { path, before: "1", after: "2" })).toBe(`${what} 1 → 2${on}`);
});

test.each([
  ["cold storage after", [...rule, "lifecycle", "move_to_cold_storage_after_days", "@@assign"]],
  [
    "cold storage of copies after to lockstep-central-prod in eu-west-1 (333333333333)",
    [...copy, "lifecycle", "move_to_cold_storage_after_days", "@@assign"],
  ],
] as const)("%s is told in days", (what, path) => {
  expect(attributeText({ type: policy, plan: "gold" }, { path, before: "1", after: "x2" })).toBe(
    `${what} 1d → x2 on gold/daily`,
  );
  expect(attributeText({ type: policy, plan: "gold" }, { path, before: "2x", after: "30" })).toBe(
    `${what} 2x → 30d on gold/daily`,
  );
});

test("a tag has no unit, and a copy to what is no vault goes by its own name", () => {
  expect(attributeText({ type: "aws_x" }, { path: ["tags", "days"], before: "1", after: "2" })).toBe("tag days: 1 → 2");
  const elsewhere = [...rule, "copy_actions", "x arn:aws:backup:eu-west-1:1:backup-vault:a", "lifecycle"];
  expect(
    attributeText(
      { type: policy, plan: "gold" },
      { path: [...elsewhere, "delete_after_days", "@@assign"], before: "1", after: "2" },
    ),
  ).toBe("retention of copies to x arn:aws:backup:eu-west-1:1:backup-vault:a 1d → 2d on gold/daily");
});

test("a long value is cut, the part that is shown being whole characters", () => {
  expect(attributeText({ type: "a" }, { path: ["b"], before: null, after: `${"x".repeat(119)}🙂` }, true)).toBe(
    `b: ${"x".repeat(119)}…`,
  );
});

test("one retention that changes in a policy is the one thing told", () => {
  const content = (days: string) => ({ content: policyContent("silver", "nightly", { days }) });
  const changes = attributeChanges({ actions: ["update"], before: content("35"), after: content("90") });

  expect(changes.map((each) => attributeText({ type: policy, plan: "silver" }, each))).toEqual([
    "retention 35d → 90d on silver/nightly",
  ]);
});

test.each([
  ["that is tagged with another plan", { plan: "silver" }],
  ["without a tag", {}],
])("a plan of a policy %s goes by its whole name", (_, tagged) => {
  const path = [...rule, "lifecycle", "delete_after_days", "@@assign"];

  expect(attributeText({ type: policy, ...tagged }, { path, before: "35", after: "90" })).toBe(
    "retention 35d → 90d on lockstep-gold/daily",
  );
});
