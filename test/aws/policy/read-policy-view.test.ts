import { expect, test } from "vitest";
import type { PolicyView } from "../../../src/aws/policy/policy-view.ts";
import { readPolicyText } from "../../../src/aws/policy/read-policy-text.ts";
import { said, saidIn, valueIn, valuesIn } from "../../../src/aws/policy/setting.ts";

const assign = (value: unknown) => ({ "@@assign": value });
function viewOf(policy: unknown): PolicyView {
  const reading = readPolicyText(JSON.stringify(policy));
  if (!reading.ok) throw new Error("no JSON");
  return reading.view;
}
const ruled = (rule: unknown) => {
  const view = viewOf({ plans: { gold: { rules: { Daily: rule } } } });
  return { rule: view.plans[0]?.rules[0], unreadable: view.unreadable };
};

test("a rule is read with its units, each setting with its place", () => {
  const { rule, unreadable } = ruled({
    schedule_expression: assign("cron(0 3 ? * * *)"),
    target_backup_vault_name: assign("local"),
    start_backup_window_minutes: assign("60"),
    complete_backup_window_minutes: assign("120"),
    enable_continuous_backup: assign("TRUE"),
    lifecycle: {
      delete_after_days: assign("90"),
      move_to_cold_storage_after_days: assign("0"),
      opt_in_to_archive_for_supported_resources: assign(false),
    },
    copy_actions: { there: { target_backup_vault_arn: assign("arn"), lifecycle: { delete_after_days: assign("7") } } },
    scan_actions: { GUARDDUTY: { scan_mode: assign("FULL_SCAN") } },
    recovery_point_tags: { one: { tag_key: assign("a"), tag_value: assign("b") } },
  });

  expect(unreadable).toEqual([]);
  expect(rule?.name).toBe("Daily");
  expect([rule?.schedule, rule?.vault].map((setting) => setting && valueIn(setting))).toEqual([
    "cron(0 3 ? * * *)",
    "local",
  ]);
  expect(rule?.startWithinMinutes).toMatchObject({
    kind: "said",
    value: 60,
    at: { policy: 0, pointer: "/plans/gold/rules/Daily/start_backup_window_minutes/@@assign" },
  });
  expect(rule?.completeWithinMinutes).toMatchObject({ value: 120 });
  expect(rule?.continuous).toMatchObject({ value: true });
  expect(rule?.lifecycle).toMatchObject({
    at: { pointer: "/plans/gold/rules/Daily/lifecycle" },
    deleteAfterDays: { value: 90 },
    coldAfterDays: { value: 0 },
    archive: { value: false },
  });
  expect(rule?.copies).toMatchObject([
    { key: "there", target: { value: "arn" }, lifecycle: { deleteAfterDays: { value: 7 }, coldAfterDays: null } },
  ]);
  expect(rule?.scansAt).toMatchObject({ pointer: "/plans/gold/rules/Daily/scan_actions" });
  expect(rule?.recoveryPointTags).toMatchObject([{ key: { value: "a" }, value: { value: "b" } }]);
});

test("an air-gapped vault and scanners are read, each with its place", () => {
  const scanner = { resource_types: assign(["EC2", "S3"]), scanner_role_arn: assign("arn:scanner") };
  const { plans, unreadable } = viewOf({
    plans: {
      gold: {
        rules: { daily: { target_logically_air_gapped_backup_vault_arn: assign("arn:gapped") } },
        scan_settings: { GUARDDUTY: scanner },
      },
    },
  });

  expect(unreadable).toEqual([]);
  expect(plans[0]?.rules[0]?.airGappedVault).toMatchObject({
    value: "arn:gapped",
    at: { pointer: "/plans/gold/rules/daily/target_logically_air_gapped_backup_vault_arn/@@assign" },
  });
  expect(plans[0]?.scanSettings).toMatchObject({
    at: { pointer: "/plans/gold/scan_settings" },
    scanners: [{ at: { pointer: "/plans/gold/scan_settings/GUARDDUTY" }, role: { value: "arn:scanner" } }],
  });
  const [{ types } = { types: null }] = plans[0]?.scanSettings?.scanners ?? [];
  expect(types && valuesIn(types)).toEqual(["EC2", "S3"]);
});

test("what is missing and what is null are not said, and nothing to complain of", () => {
  const missing = ruled({ schedule_expression: assign("x") });
  const isNull = ruled({
    schedule_expression: assign("x"),
    target_backup_vault_name: assign(null),
    start_backup_window_minutes: assign(null),
    enable_continuous_backup: assign(null),
    lifecycle: { delete_after_days: assign(null) },
  });

  for (const { rule, unreadable } of [missing, isNull]) {
    expect(unreadable).toEqual([]);
    expect(rule).toMatchObject({
      vault: null,
      airGappedVault: null,
      startWithinMinutes: null,
      completeWithinMinutes: null,
      continuous: null,
      lifecycle: { deleteAfterDays: null, coldAfterDays: null, archive: null },
      copies: [],
      recoveryPointTags: [],
      scansAt: null,
    });
  }
  expect(missing.rule?.lifecycle.at).toBeNull();
  expect(isNull.rule?.lifecycle.at).not.toBeNull();
});

test("an empty text is said", () => {
  expect(ruled({ target_backup_vault_name: assign("") }).rule?.vault).toMatchObject({ kind: "said", value: "" });
});

test.each([
  ["start_backup_window_minutes", "007"],
  ["start_backup_window_minutes", "-1"],
  ["start_backup_window_minutes", "1.5"],
  ["start_backup_window_minutes", ""],
  ["start_backup_window_minutes", "1000000000000000"],
  ["start_backup_window_minutes", 60],
  ["enable_continuous_backup", "yes"],
  ["target_backup_vault_name", 7],
  ["target_backup_vault_name", ["local"]],
])("%s of %j is there and cannot be read: neither a value nor missing", (key, written) => {
  const { rule, unreadable } = ruled({ [key]: assign(written) });

  expect(unreadable).toMatchObject([{ kind: "unreadable", written }]);
  expect([rule?.startWithinMinutes, rule?.continuous, rule?.vault]).toContain(unreadable[0]);
});

test("the greatest number that is read has fifteen digits", () => {
  const { rule } = ruled({ start_backup_window_minutes: assign("999999999999999") });

  expect(rule?.startWithinMinutes).toMatchObject({ kind: "said", value: 999_999_999_999_999 });
});

test("a setting where a section belongs, and a section where a setting belongs, cannot be read", () => {
  expect(ruled({ lifecycle: assign("90") }).unreadable).toMatchObject([{ written: "90" }]);
  expect(ruled({ target_backup_vault_name: { a: assign("b") } }).unreadable).toMatchObject([{ written: { a: "b" } }]);
  expect(ruled({ copy_actions: { arn: assign("b") } }).unreadable).toMatchObject([{ written: "b" }]);
});

test("a key of AWS's where a name belongs names nothing", () => {
  const view = viewOf({ plans: { rules: { daily: { schedule_expression: assign("x") } } } });

  expect(view.plans).toEqual([]);
  expect(view.unreadable).toMatchObject([{ at: { pointer: "/plans/rules" } }]);
});

test("lists are read item by item; one value in their place is none", () => {
  const view = viewOf({
    plans: { gold: { regions: assign(["eu-west-1", 7, "eu-west-2"]) }, silver: { regions: assign("eu-west-1") } },
  });
  const [gold, silver] = view.plans;

  expect(valuesIn(gold?.regions ?? null)).toEqual(["eu-west-1", "eu-west-2"]);
  expect(gold?.regions?.items).toHaveLength(3);
  expect(valuesIn(silver?.regions ?? null)).toEqual([]);
  expect(view.unreadable).toMatchObject([{ written: 7 }, { written: "eu-west-1" }]);
});

test("selections are those by tag first, with their conditions and exceptions", () => {
  const condition = { condition_key: assign("aws:ResourceTag/a"), condition_value: assign("b") };
  const view = viewOf({
    plans: {
      gold: {
        selections: {
          resources: {
            Typed: {
              iam_role_arn: assign("role"),
              resource_types: assign(["*"]),
              not_resource_types: assign(["ec2"]),
              conditions: { string_equals: { one: condition }, string_like: { two: condition } },
            },
          },
          tags: { Tagged: { iam_role_arn: assign("role"), tag_key: assign("plan"), tag_value: assign(["gold"]) } },
        },
      },
    },
  });
  const [plan] = view.plans;

  expect(view.unreadable).toEqual([]);
  expect(plan?.selections).toMatchObject([
    { kind: "tags", name: "Tagged", role: { value: "role" }, tagKey: { value: "plan" }, types: null, conditions: [] },
    {
      kind: "resources",
      name: "Typed",
      tagKey: null,
      tagValues: null,
      notTypes: { items: [{ value: "ec2" }] },
      conditions: [
        { operator: "string_equals", key: { value: "aws:ResourceTag/a" }, value: { value: "b" } },
        { operator: "string_like" },
      ],
    },
  ]);
  expect([plan?.selectionsAt, plan?.tagSelectionsAt, plan?.resourceSelectionsAt]).toMatchObject([
    { pointer: "/plans/gold/selections" },
    { pointer: "/plans/gold/selections/tags" },
    { pointer: "/plans/gold/selections/resources" },
  ]);
});

test("whoever asks for what is said gets nothing of what is not or cannot be read", () => {
  const at = { policy: 0, pointer: "", offset: 0 };
  const [text, strange] = [
    { kind: "said", value: "a", at },
    { kind: "unreadable", written: 7, at },
  ] as const;

  expect([said(text), said<string>(strange), said(null)]).toEqual([text, null, null]);
  expect([valueIn(text), valueIn<string>(strange), valueIn(null)]).toEqual(["a", null, null]);
  expect(valueIn({ kind: "said", value: 0, at })).toBe(0);
  expect(saidIn({ at, items: [text, strange] })).toEqual([text]);
  expect(saidIn(null)).toEqual([]);
});

test("one policy is read with what AWS leaves out of it, and with keys that stand twice", () => {
  const reading = readPolicyText('{"plans":{"gold":{"regions":["eu-west-1"],"a":{},"a":{}}}}');

  expect(reading).toMatchObject({
    ok: true,
    duplicates: [{ pointer: "/plans/gold/a" }],
    leftOut: [{ at: { pointer: "/plans/gold/regions" } }],
    view: { plans: [] },
  });
  expect(readPolicyText("{")).toMatchObject({ ok: false, problems: [{ offset: 1 }] });
});
