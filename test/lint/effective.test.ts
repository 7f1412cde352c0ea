import { expect, test } from "vitest";
import { findingsOf, type Json, policyWith } from "./support/policy.ts";

const plan = "/plans/p";
const rule = `${plan}/rules/daily`;
const selection = `${plan}/selections/resources/chosen`;
const central = `${rule}/copy_actions/arn:aws:backup:eu-central-1:210987654321:backup-vault:central`;
const assign = (value: Json) => ({ "@@assign": value });
const role = assign("arn:aws:iam::$account:role/backup");

const starts = (schedule: string) => ({ [`${rule}/schedule_expression/@@assign`]: schedule });
const windows = (start: string, complete: string) => ({
  [`${rule}/start_backup_window_minutes/@@assign`]: start,
  [`${rule}/complete_backup_window_minutes/@@assign`]: complete,
});
const lifecycle = (days: string | null, cold: string | null = null, archive: string | null = null): Json => ({
  ...(days === null ? {} : { delete_after_days: assign(days) }),
  ...(cold === null ? {} : { move_to_cold_storage_after_days: assign(cold) }),
  ...(archive === null ? {} : { opt_in_to_archive_for_supported_resources: assign(archive) }),
});
/** A rule without copies, so that only its own lifecycle counts. */
const keeps = (...days: Parameters<typeof lifecycle>) => ({
  [`${rule}/lifecycle`]: lifecycle(...days),
  [`${rule}/copy_actions`]: undefined,
});
const keepsContinuously = (...days: Parameters<typeof lifecycle>) => ({
  ...keeps(...days),
  ...typesAre("arn:aws:s3:::*"),
  [`${rule}/enable_continuous_backup`]: assign("true"),
});
const copyKeeps = (...days: Parameters<typeof lifecycle>) => ({ [`${central}/lifecycle`]: lifecycle(...days) });
const typesAre = (...patterns: readonly string[]) => ({ [`${selection}/resource_types/@@assign`]: patterns });
const copiesTo = (...arns: readonly string[]) => ({
  [`${rule}/copy_actions`]: Object.fromEntries(
    arns.map((arn) => [arn, { target_backup_vault_arn: assign(arn), lifecycle: lifecycle("35") }]),
  ),
});
const elsewhere = "arn:aws:backup:eu-west-1:210987654321:backup-vault:central";
const copy = (key: string, target: string) => ({
  [`${rule}/copy_actions`]: { [key]: { target_backup_vault_arn: assign(target), lifecycle: lifecycle("35") } },
});
const many = (count: number, entry: (index: number) => Json): Json =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, entry(index)]));
const ruleAt = (hour: number, days = "35"): Json => ({
  schedule_expression: assign(`cron(0 ${hour} ? * * *)`),
  target_backup_vault_name: assign("local"),
  start_backup_window_minutes: assign("60"),
  lifecycle: lifecycle(days),
});
const there = central.split("/").at(-1) ?? "";
/** At the time of the daily rule, once a month. */
const monthlyOf = (completeMinutes: string, target: string): Json => ({
  ...asObject(ruleAt(5, "90")),
  schedule_expression: assign("cron(0 5 1 * ? *)"),
  complete_backup_window_minutes: assign(completeMinutes),
  copy_actions: { [target]: { target_backup_vault_arn: assign(target), lifecycle: lifecycle("90") } },
});
const takenMonthly =
  "warning rule-skipped /plans/p/rules/daily/schedule_expression/@@assign: got rule daily, whose start window overlaps one of long 12 times a year, first at 2026-01-01 05:00 (long at 2026-01-01 05:00); AWS keeps the longer retention alone; use hours further apart or a shorter start window";
const byTag = (key: string, values: Json): Json => ({
  iam_role_arn: role,
  tag_key: assign(key),
  tag_value: assign(values),
});
const selects = (selections: Json) => ({ [`${plan}/selections`]: selections });
const conditions = (operator: string, value: string) => ({
  [`${selection}/conditions`]: {
    [operator]: { c: { condition_key: assign("aws:ResourceTag/t"), condition_value: assign(value) } },
  },
});
/** Every pattern but the first one. */
const except = (excluded: string, ...patterns: readonly string[]) => ({
  ...typesAre(...patterns),
  [`${selection}/not_resource_types`]: assign([excluded]),
});
const unhurried = {
  [`${rule}/start_backup_window_minutes`]: undefined,
  [`${rule}/complete_backup_window_minutes`]: undefined,
};
const tagged = (key: string, otherKey: string) =>
  selects({ tags: { a: byTag(key, ["v"]), b: byTag(otherKey, ["w"]) } });
const condition: Json = { condition_key: assign("aws:ResourceTag/t"), condition_value: assign("v") };
const china = {
  [`${plan}/regions/@@assign`]: ["cn-north-1"],
  [`${rule}/copy_actions`]: undefined,
  [`${selection}/iam_role_arn/@@assign`]: "arn:aws-cn:iam::$account:role/backup",
};
const scan = { GUARDDUTY: { scan_mode: assign("FULL_SCAN") } };
const scanner = { GUARDDUTY: { resource_types: assign(["ALL"]), scanner_role_arn: role } };
const buckets = typesAre("arn:aws:s3:::*");
const scanned = { ...buckets, [`${rule}/scan_actions`]: scan, [`${plan}/scan_settings`]: scanner };
const scans = (type: string) => ({ [`${plan}/scan_settings/GUARDDUTY/resource_types/@@assign`]: [type] });
const vss = { [`${plan}/advanced_backup_settings`]: { ec2: { windows_vss: assign("enabled") } } };

type Changes = Readonly<Record<string, Json | undefined>>;
/** What is right, what is wrong beside it, and everything that is said of the wrong one. */
type Case = readonly [what: string, right: Changes, wrong: Changes, said: readonly string[]];

const cases: readonly Case[] = [
  // what AWS requires
  [
    "a plan",
    {},
    { "/plans/@@operators_allowed_for_child_policies": ["@@none"], "/plans/p": undefined },
    ["error policy-incomplete : got no plan; use plans with at least one"],
  ],
  [
    "Regions",
    {},
    { [`${plan}/regions`]: undefined },
    ['error policy-incomplete /plans/p: missing regions; use a list of Regions, as in { "@@assign": ["eu-west-1"] }'],
  ],
  [
    "at least one Region",
    {},
    { [`${plan}/regions`]: assign([]) },
    [
      'error policy-incomplete /plans/p/regions/@@assign: missing regions; use a list of Regions, as in { "@@assign": ["eu-west-1"] }',
    ],
  ],
  [
    "rules",
    {},
    { [`${plan}/rules`]: undefined },
    ["error policy-incomplete /plans/p: missing rules; use a rule with a schedule and a vault at least"],
  ],
  [
    "selections",
    {},
    { [`${plan}/selections`]: undefined },
    ["error policy-incomplete /plans/p: missing selections; use a selection in tags or in resources"],
  ],
  [
    "a schedule",
    {},
    { [`${rule}/schedule_expression`]: undefined },
    [
      "error policy-incomplete /plans/p/rules/daily: missing schedule_expression; use a schedule in UTC, as in cron(0 5 ? * * *)",
    ],
  ],
  [
    "a vault",
    {},
    { [`${rule}/target_backup_vault_name`]: undefined },
    [
      "error policy-incomplete /plans/p/rules/daily: missing target_backup_vault_name; use the name of a vault that every account has",
    ],
  ],
  [
    "a role",
    {},
    { [`${selection}/iam_role_arn`]: undefined },
    [
      "error policy-incomplete /plans/p/selections/resources/chosen: missing iam_role_arn; use the ARN of a role that every account has",
    ],
  ],
  [
    "types",
    {},
    { [`${selection}/resource_types`]: undefined },
    [
      'error policy-incomplete /plans/p/selections/resources/chosen: missing resource_types; use a list of patterns, as in ["*"]',
    ],
  ],
  [
    "a tag's key",
    selects({ tags: { t: byTag("k", ["v"]) } }),
    selects({ tags: { t: { iam_role_arn: role, tag_value: assign(["v"]) } } }),
    ["error policy-incomplete /plans/p/selections/tags/t: missing tag_key; use the key of a tag"],
  ],
  [
    "a tag's values",
    selects({ tags: { t: byTag("k", ["v"]) } }),
    selects({ tags: { t: byTag("k", []) } }),
    [
      "error policy-incomplete /plans/p/selections/tags/t/tag_value/@@assign: missing tag_value; use a list of the tag's values",
    ],
  ],
  [
    "a copy's target",
    {},
    { [`${central}/target_backup_vault_arn`]: undefined },
    [
      "error policy-incomplete /plans/p/rules/daily/copy_actions/arn:aws:backup:eu-central-1:210987654321:backup-vault:central: missing target_backup_vault_arn; use the ARN that is its key",
    ],
  ],
  [
    "a condition's value",
    conditions("string_equals", "v"),
    { ...conditions("string_equals", "v"), [`${selection}/conditions/string_equals/c/condition_value`]: undefined },
    [
      "error policy-incomplete /plans/p/selections/resources/chosen/conditions/string_equals/c: missing condition_value; use the tag's value",
    ],
  ],
  [
    "a scanner's role",
    scanned,
    { ...scanned, [`${plan}/scan_settings`]: { GUARDDUTY: { resource_types: assign(["ALL"]) } } },
    [
      "error policy-incomplete /plans/p/scan_settings/GUARDDUTY: missing scanner_role_arn; use the ARN of the role that scans",
    ],
  ],
  [
    "how a scan reads",
    scanned,
    { ...scanned, [`${rule}/scan_actions`]: { GUARDDUTY: {} } },
    ["error policy-incomplete /plans/p/rules/daily/scan_actions/GUARDDUTY: got {}; use an object with scan_mode"],
  ],
  [
    "one kind of selection",
    selects({ tags: { t: byTag("k", ["v"]) } }),
    { [`${plan}/selections/tags`]: { t: byTag("k", ["v"]) } },
    [
      "error policy-selection-kind /plans/p/selections/resources: got tags and resources; use one of them: resources with conditions on tags stands for both",
    ],
  ],
  // quotas
  [
    "10 rules",
    { [`${plan}/rules`]: many(10, (i) => ruleAt(2 * i)) },
    { [`${plan}/rules`]: many(11, (i) => ruleAt(2 * i)) },
    ["error policy-quota /plans/p/rules/n10: got 11 rules in one plan; AWS takes 10; use two plans"],
  ],
  [
    "5 copies",
    copiesTo(...vaults(5)),
    copiesTo(...vaults(6)),
    [
      "error policy-quota /plans/p/rules/daily/copy_actions/arn:aws:backup:eu-west-2:210987654321:backup-vault:far-5: got 6 copies in one rule; AWS takes 5; use fewer, or a second plan",
    ],
  ],
  [
    "10 selections by tag",
    selects({ tags: many(10, () => byTag("k", ["v"])) }),
    selects({ tags: many(11, () => byTag("k", ["v"])) }),
    [
      "error policy-quota /plans/p/selections/tags/n10: got 11 selections by tag in one plan; AWS takes 10; use two plans",
    ],
  ],
  [
    "30 tag values",
    selects({ tags: { t: byTag("k", numbers(30)) } }),
    selects({ tags: { t: byTag("k", numbers(31)) } }),
    [
      "error policy-quota /plans/p/selections/tags/t/tag_value/@@assign/30: got 31 tag values in one selection; AWS takes 30; use two selections",
    ],
  ],
  [
    "30 conditions",
    { [`${selection}/conditions/string_equals`]: many(30, () => condition) },
    {
      [`${selection}/conditions/string_equals`]: many(30, () => condition),
      [`${selection}/conditions/string_like/one-more`]: condition,
    },
    [
      "error policy-quota /plans/p/selections/resources/chosen/conditions/string_like/one-more: got 31 conditions in one selection; AWS takes 30; use fewer",
    ],
  ],
  [
    "10 tags for recovery points",
    { [`${rule}/recovery_point_tags`]: many(10, (i) => ({ tag_key: assign(`k${i}`), tag_value: assign("v") })) },
    { [`${rule}/recovery_point_tags`]: many(11, (i) => ({ tag_key: assign(`k${i}`), tag_value: assign("v") })) },
    [
      "error policy-quota /plans/p/rules/daily/recovery_point_tags/n10: got 11 tags for recovery points; AWS takes 10; use fewer",
    ],
  ],
  // schedules
  [
    "a cron expression",
    starts("cron(0 5 ? * * *)"),
    starts("cron(0 5 * * * *)"),
    [
      'error schedule-unreadable /plans/p/rules/daily/schedule_expression/@@assign: got "*" in the day-of-month field; use ?, because day-of-week is *',
    ],
  ],
  [
    "cron with six fields",
    starts("cron(0 5 * * ? *)"),
    starts("cron(0 5 * * *)"),
    [
      'error schedule-unreadable /plans/p/rules/daily/schedule_expression/@@assign: got 5 fields in "cron(0 5 * * *)"; use cron(0 5 * * ? *)',
    ],
  ],
  [
    "cron, not rate",
    starts("cron(0 * ? * * *)"),
    starts("rate(1 day)"),
    [
      'error schedule-unreadable /plans/p/rules/daily/schedule_expression/@@assign: got "rate(1 day)"; use cron(0 * ? * * *) for hourly or cron(0 5 ? * * *) for daily, because AWS Backup takes no rate',
    ],
  ],
  [
    "cron, not words",
    starts("cron(0 5 ? * * *)"),
    starts("every day"),
    [
      'error schedule-unreadable /plans/p/rules/daily/schedule_expression/@@assign: got "every day"; use cron(minute hour day-of-month month day-of-week year), as in cron(0 5 ? * * *)',
    ],
  ],
  [
    "a day that comes",
    starts("cron(0 5 29 2 ? *)"),
    starts("cron(0 5 30 2 ? *)"),
    [
      "error schedule-never /plans/p/rules/daily/schedule_expression/@@assign: got cron(0 5 30 2 ? *), which never starts from 2026 on; use a day and a year that come",
    ],
  ],
  [
    "a schedule that goes on",
    starts("cron(0 5 1 1 ? *)"),
    starts("cron(0 5 1 1 ? 2030)"),
    [
      "error schedule-ends /plans/p/rules/daily/schedule_expression/@@assign: got cron(0 5 1 1 ? 2030), which starts for the last time at 2030-01-01 05:00; use * for the year, so that backups go on",
    ],
  ],
  [
    "hourly",
    starts("cron(0 * ? * * *)"),
    starts("cron(0/30 * ? * * *)"),
    [
      "error schedule-too-often /plans/p/rules/daily/schedule_expression/@@assign: got cron(0/30 * ? * * *), which starts at 2026-01-01 00:00 and again at 2026-01-01 00:30; AWS Backup starts no more often than hourly; use cron(0 * ? * * *) or less often",
    ],
  ],
  [
    "hours round the clock",
    starts("cron(0 0/1 ? * * *)"),
    starts("cron(0 5/1 ? * * *)"),
    [
      'warning schedule-pause /plans/p/rules/daily/schedule_expression/@@assign: got hour "5/1", which runs 05:00 to 23:00 and not from 00:00 to 04:00, which leaves a nightly gap of 6h; use * for every hour, or a list of hours if that is meant',
    ],
  ],
  [
    "a step round the clock",
    starts("cron(0 2/6 ? * * *)"),
    starts("cron(0 7/6 ? * * *)"),
    [
      'warning schedule-pause /plans/p/rules/daily/schedule_expression/@@assign: got hour "7/6", which runs 07:00 to 19:00 and not at 01:00, which leaves a nightly gap of 12h; use 1/6 to go round the clock, or a list of hours if that is meant',
    ],
  ],
  [
    "a step that divides the day",
    starts("cron(0 0/8 ? * * *)"),
    starts("cron(0 0/7 ? * * *)"),
    [
      'warning schedule-pause /plans/p/rules/daily/schedule_expression/@@assign: got hour "0/7", which runs at 00:00, 07:00, 14:00 and 21:00, which leaves gaps of 7h; use a step that divides 24, such as 0/4, 0/6 or 0/8, or a list of hours if that is meant',
    ],
  ],
  [
    "hours that are listed",
    starts("cron(0 8-18 ? * * *)"),
    starts("cron(0 8/1 ? * * *)"),
    [
      'warning schedule-pause /plans/p/rules/daily/schedule_expression/@@assign: got hour "8/1", which runs 08:00 to 23:00 and not from 00:00 to 07:00, which leaves a nightly gap of 9h; use * for every hour, or a list of hours if that is meant',
    ],
  ],
  // windows
  [
    "a start window",
    windows("60", "120"),
    windows("59", "120"),
    [
      "error policy-window /plans/p/rules/daily/start_backup_window_minutes/@@assign: got a start window of 59 minutes; use 60 to 52560000",
    ],
  ],
  [
    "a start window of 100 years",
    windows("52560000", "52560060"),
    windows("52560001", "52560061"),
    [
      "error policy-window /plans/p/rules/daily/start_backup_window_minutes/@@assign: got a start window of 52560001 minutes; use 60 to 52560000",
    ],
  ],
  [
    "a completion window",
    windows("60", "120"),
    windows("60", "0"),
    [
      "error policy-window /plans/p/rules/daily/complete_backup_window_minutes/@@assign: got a completion window of 0 minutes; use 1 or more",
    ],
  ],
  [
    "a completion window beyond the start window",
    windows("60", "120"),
    windows("60", "119"),
    [
      "warning policy-window-completion /plans/p/rules/daily/complete_backup_window_minutes/@@assign: got 119 with a start window of 60; use 120 or more, so that a job that starts last has an hour",
    ],
  ],
  [
    "a window in minutes",
    windows("480", "10080"),
    windows("28800", "604800"),
    [
      "warning policy-window-seconds /plans/p/rules/daily/start_backup_window_minutes/@@assign: got 28800 minutes, which are 20d, with backups at most 1d apart; use 480 if 8h are meant",
      "warning policy-window-seconds /plans/p/rules/daily/complete_backup_window_minutes/@@assign: got 604800 minutes, which are 420d, with backups at most 1d apart; use 10080 if 7d are meant",
    ],
  ],
  [
    "a narrow window in minutes",
    { ...starts("cron(0 5 ? * MON *)"), ...windows("60", "10080") },
    { ...starts("cron(0 5 ? * MON *)"), ...windows("60", "86400") },
    [
      "warning policy-window-seconds /plans/p/rules/daily/complete_backup_window_minutes/@@assign: got 86400 minutes, which are 60d, with backups at most 7d apart; use 1440 if 1d are meant",
    ],
  ],
  [
    "an hour in minutes",
    windows("60", "2880"),
    windows("60", "3600"),
    [
      "warning policy-window-seconds /plans/p/rules/daily/complete_backup_window_minutes/@@assign: got 3600 minutes, which are 60h, with backups at most 1d apart; use 60 if 1h are meant",
    ],
  ],
  // windows that overlap
  [
    "rules at other hours",
    { [`${plan}/rules/long`]: ruleAt(6, "90") },
    { [`${plan}/rules/long`]: ruleAt(5, "90") },
    [
      "error rule-never-runs /plans/p/rules/daily/schedule_expression/@@assign: got rule daily, which never runs; each of its start windows overlaps one of long, and AWS keeps the longer retention; use other hours or a shorter start window",
    ],
  ],
  [
    "rules at other hours of a month",
    { [`${plan}/rules/long`]: { ...asObject(ruleAt(6, "90")), schedule_expression: assign("cron(0 6 1 * ? *)") } },
    { [`${plan}/rules/long`]: { ...asObject(ruleAt(6, "90")), schedule_expression: assign("cron(59 5 1 * ? *)") } },
    [
      "warning rule-skipped /plans/p/rules/daily/schedule_expression/@@assign: got rule daily, whose start window overlaps one of long 12 times a year, first at 2026-01-01 05:00 (long at 2026-01-01 05:59); AWS keeps the longer retention alone; use hours further apart or a shorter start window",
    ],
  ],
  [
    "a rule that takes another's place once a month",
    { [`${plan}/rules/long`]: monthlyOf("180", there) },
    { [`${plan}/rules/long`]: monthlyOf("181", there) },
    [takenMonthly],
  ],
  [
    "a rule that takes another's place within the default of 7 days to complete",
    { [`${rule}/complete_backup_window_minutes`]: undefined, [`${plan}/rules/long`]: monthlyOf("10080", there) },
    { [`${rule}/complete_backup_window_minutes`]: undefined, [`${plan}/rules/long`]: monthlyOf("10081", there) },
    [takenMonthly],
  ],
  [
    "a rule that takes another's place with the default to complete, where 7 days are asked for",
    {
      [`${rule}/complete_backup_window_minutes`]: assign("10080"),
      [`${plan}/rules/long`]: monthlyOf("1", there),
      [`${plan}/rules/long/complete_backup_window_minutes`]: undefined,
    },
    {
      [`${rule}/complete_backup_window_minutes`]: assign("10079"),
      [`${plan}/rules/long`]: monthlyOf("1", there),
      [`${plan}/rules/long/complete_backup_window_minutes`]: undefined,
    },
    [takenMonthly],
  ],
  [
    "a rule that takes another's place and is copied to the same vault",
    { [`${plan}/rules/long`]: monthlyOf("180", there) },
    { [`${plan}/rules/long`]: monthlyOf("180", elsewhere) },
    [takenMonthly],
  ],
  [
    "rules of one retention",
    { [`${plan}/rules/twin`]: ruleAt(6) },
    { [`${plan}/rules/twin`]: ruleAt(5) },
    [
      "warning overlap-undecided /plans/p/rules/twin/schedule_expression/@@assign: got rule twin, whose start window overlaps one of daily 365 times a year, first at 2026-01-01 05:00 (daily at 2026-01-01 05:00); both are kept equally long, and AWS does not say which of the two runs; use hours further apart or a shorter start window",
    ],
  ],
  [
    "the default start window of 8 hours",
    {
      ...unhurried,
      [`${plan}/rules/long`]: { ...asObject(ruleAt(13, "90")), start_backup_window_minutes: assign("60") },
    },
    {
      ...unhurried,
      [`${plan}/rules/long`]: { ...asObject(ruleAt(12, "90")), start_backup_window_minutes: assign("60") },
    },
    [
      "error rule-never-runs /plans/p/rules/daily/schedule_expression/@@assign: got rule daily, which never runs; each of its start windows overlaps one of long, and AWS keeps the longer retention; use other hours or a shorter start window",
    ],
  ],
  // lifecycles
  [
    "a retention from 1 day",
    keeps("1"),
    keeps("0"),
    [
      "error retention-range /plans/p/rules/daily/lifecycle/delete_after_days/@@assign: got deletion after 0 days; use 1 to 36500",
    ],
  ],
  [
    "a retention to 36,500 days",
    keeps("36500"),
    keeps("36501"),
    [
      "error retention-range /plans/p/rules/daily/lifecycle/delete_after_days/@@assign: got deletion after 36501 days; use 1 to 36500",
    ],
  ],
  [
    "cold storage from day 1",
    keeps("100", "1"),
    keeps("100", "0"),
    [
      "error retention-range /plans/p/rules/daily/lifecycle/move_to_cold_storage_after_days/@@assign: got cold storage after 0 days; use 1 to 36500",
    ],
  ],
  [
    "90 days in cold storage",
    keeps("120", "30"),
    keeps("119", "30"),
    [
      "error cold-too-short /plans/p/rules/daily/lifecycle/delete_after_days/@@assign: got deletion after 119 days with cold storage after 30; what is cold stays 90 days at least; use 120 or more, or leave out cold storage",
    ],
  ],
  [
    "90 days of a copy in cold storage",
    copyKeeps("98", "8"),
    copyKeeps("97", "8"),
    [
      "error cold-too-short /plans/p/rules/daily/copy_actions/arn:aws:backup:eu-central-1:210987654321:backup-vault:central/lifecycle/delete_after_days/@@assign: got deletion after 97 days with cold storage after 8; what is cold stays 90 days at least; use 98 or more, or leave out cold storage",
    ],
  ],
  [
    "an end",
    keeps("35"),
    keeps(null, "30"),
    [
      "warning policy-kept-for-ever /plans/p/rules/daily/lifecycle: got no delete_after_days, so that its backups are kept for ever; use the days to keep them",
    ],
  ],
  [
    "a lifecycle",
    keeps("35"),
    { ...keeps("35"), [`${rule}/lifecycle`]: undefined },
    [
      "warning policy-kept-for-ever /plans/p/rules/daily: got no delete_after_days, so that its backups are kept for ever; use the days to keep them",
    ],
  ],
  [
    "35 days of continuous backup",
    keepsContinuously("35"),
    keepsContinuously("36"),
    [
      "error continuous-too-long /plans/p/rules/daily/lifecycle/delete_after_days/@@assign: got deletion after 36 days in a rule with continuous backup; use 1 to 35",
    ],
  ],
  [
    "an end of continuous backup",
    keepsContinuously("1"),
    { ...keepsContinuously("1"), [`${rule}/lifecycle`]: undefined },
    [
      "error continuous-too-long /plans/p/rules/daily: got no delete_after_days in a rule with continuous backup; use 1 to 35",
    ],
  ],
  [
    "warm continuous backup",
    keepsContinuously("35"),
    { ...keepsContinuously("35", "7"), ...typesAre("arn:aws:ssm-sap:*:*:HANA/*") },
    [
      "error cold-too-short /plans/p/rules/daily/lifecycle/delete_after_days/@@assign: got deletion after 35 days with cold storage after 7; what is cold stays 90 days at least; use 97 or more, or leave out cold storage",
      "error continuous-cold /plans/p/rules/daily/lifecycle/move_to_cold_storage_after_days/@@assign: got cold storage after 7 days in a rule with continuous backup, which AWS never moves there; leave it out",
    ],
  ],
  [
    "cold storage for types that have it",
    keeps("120", "30"),
    { ...keeps("120", "30"), ...typesAre("arn:aws:s3:::*", "arn:aws:rds:*:*:db:*") },
    [
      "warning cold-ignored /plans/p/rules/daily/lifecycle/move_to_cold_storage_after_days/@@assign: got cold storage after 30 days, which AWS ignores for RDS, S3; leave it out, or select types that have cold storage",
    ],
  ],
  [
    "archive for EBS",
    { ...keeps("120", "30", "true"), ...typesAre("arn:aws:ec2:*:*:volume/*") },
    { ...keeps("120", "30", "false"), ...typesAre("arn:aws:ec2:*:*:volume/*") },
    [
      'warning archive-not-opted-in /plans/p/rules/daily/lifecycle/move_to_cold_storage_after_days/@@assign: got cold storage after 30 days without opt_in_to_archive_for_supported_resources, so that EBS snapshots stay warm; use "true" for it',
    ],
  ],
  [
    "archive with days",
    { ...keeps("120", "30", "true"), ...typesAre("arn:aws:ec2:*:*:volume/*") },
    { ...keeps("120", null, "true"), ...typesAre("arn:aws:ec2:*:*:volume/*") },
    [
      "warning archive-unused /plans/p/rules/daily/lifecycle/opt_in_to_archive_for_supported_resources/@@assign: got true without move_to_cold_storage_after_days; nothing is archived without the days; use both",
    ],
  ],
  [
    "archive of something",
    { ...keeps("120", "30", "true"), ...typesAre("*") },
    keeps("120", "30", "true"),
    [
      "warning archive-unused /plans/p/rules/daily/lifecycle/opt_in_to_archive_for_supported_resources/@@assign: got true, but the plan selects no EBS; leave it out",
    ],
  ],
  [
    "cold storage for types that are left over",
    {
      ...keeps("120", "30"),
      ...except("arn:aws:s3:::*", "arn:aws:elasticfilesystem:*:*:file-system/*", "arn:aws:s3:::*"),
    },
    {
      ...keeps("120", "30"),
      ...except(
        "arn:aws:elasticfilesystem:*:*:file-system/*",
        "arn:aws:elasticfilesystem:*:*:file-system/*",
        "arn:aws:s3:::*",
      ),
    },
    [
      "warning cold-ignored /plans/p/rules/daily/lifecycle/move_to_cold_storage_after_days/@@assign: got cold storage after 30 days, which AWS ignores for S3; leave it out, or select types that have cold storage",
    ],
  ],
  // copies
  [
    "a copy's key",
    {},
    copy(
      "arn:aws:backup:eu-west-2:$account:backup-vault:far-a",
      "arn:aws:backup:eu-west-2:$account:backup-vault:far-b",
    ),
    [
      'error policy-copy-key /plans/p/rules/daily/copy_actions/arn:aws:backup:eu-west-2:$account:backup-vault:far-a: got copy "arn:aws:backup:eu-west-2:$account:backup-vault:far-a" with target "arn:aws:backup:eu-west-2:$account:backup-vault:far-b"; use the target as key',
    ],
  ],
  [
    "a copy's lifecycle",
    copyKeeps("35"),
    { [`${central}/lifecycle`]: undefined },
    [
      "warning policy-copy-follows /plans/p/rules/daily/copy_actions/arn:aws:backup:eu-central-1:210987654321:backup-vault:central: got a copy without a lifecycle, so that it follows the backup it is made from or never expires; use delete_after_days",
    ],
  ],
  [
    "a copy's end",
    copyKeeps("120", "30"),
    copyKeeps(null, "30"),
    [
      "warning policy-copy-follows /plans/p/rules/daily/copy_actions/arn:aws:backup:eu-central-1:210987654321:backup-vault:central/lifecycle: got no delete_after_days in the lifecycle of a copy, so that it follows the backup it is made from or never expires; use delete_after_days",
    ],
  ],
  [
    "a copy that lives as long",
    copyKeeps("35"),
    copyKeeps("34"),
    [
      "warning policy-copy-shorter /plans/p/rules/daily/copy_actions/arn:aws:backup:eu-central-1:210987654321:backup-vault:central/lifecycle/delete_after_days/@@assign: got deletion after 34 days, before the backup it is made from, which lives 35; use 35 or more",
    ],
  ],
  [
    "another account's vault",
    copiesTo("arn:aws:backup:eu-west-1:210987654321:backup-vault:default"),
    copiesTo("arn:aws:backup:eu-west-1:210987654321:backup-vault:Default"),
    [
      "error policy-default-vault /plans/p/rules/daily/copy_actions/arn:aws:backup:eu-west-1:210987654321:backup-vault:Default/target_backup_vault_arn/@@assign: got the Default vault of account 210987654321, whose key AWS shares with nobody; use a vault with a key of its own",
    ],
  ],
  [
    "a vault with a key that central may use",
    { ...typesAre("arn:aws:s3:::*", "arn:aws:ec2:*:*:volume/*"), ...copiesTo(elsewhere) },
    {
      ...typesAre("arn:aws:s3:::*", "arn:aws:ec2:*:*:volume/*"),
      [`${rule}/target_backup_vault_name`]: assign("Default"),
      ...copiesTo(elsewhere),
    },
    [
      "warning policy-default-source /plans/p/rules/daily/target_backup_vault_name/@@assign: got the Default vault, whose key AWS shares with nobody, for backups to be copied to account 210987654321; of what that key encrypts (S3) each copy would fail; use a vault with a key of its own",
    ],
  ],
  [
    "a vault with a key that encrypts what is copied",
    {
      ...typesAre("arn:aws:ec2:*:*:volume/*"),
      [`${rule}/target_backup_vault_name`]: assign("Default"),
      ...copiesTo(elsewhere),
    },
    {
      ...typesAre("arn:aws:elasticfilesystem:*:*:file-system/*"),
      [`${rule}/target_backup_vault_name`]: assign("Default"),
      ...copiesTo(elsewhere),
    },
    [
      "warning policy-default-source /plans/p/rules/daily/target_backup_vault_name/@@assign: got the Default vault, whose key AWS shares with nobody, for backups to be copied to account 210987654321; of what that key encrypts (EFS) each copy would fail; use a vault with a key of its own",
    ],
  ],
  [
    "another vault",
    copiesTo("arn:aws:backup:eu-west-1:$account:backup-vault:second"),
    copiesTo("arn:aws:backup:eu-west-1:$account:backup-vault:local"),
    [
      "warning policy-same-vault /plans/p/rules/daily/copy_actions/arn:aws:backup:eu-west-1:$account:backup-vault:local/target_backup_vault_arn/@@assign: got the vault that backups in eu-west-1 are in already; use another Region, account or vault",
    ],
  ],
  [
    "types that are copied to another account",
    {
      ...copiesTo("arn:aws:backup:eu-west-2:$account:backup-vault:far"),
      ...typesAre("arn:aws:cloudformation:*:*:stack/*"),
    },
    {
      ...copiesTo("arn:aws:backup:eu-west-2:210987654321:backup-vault:far"),
      ...typesAre("arn:aws:cloudformation:*:*:stack/*"),
    },
    [
      "warning policy-copy-types /plans/p/rules/daily/copy_actions/arn:aws:backup:eu-west-2:210987654321:backup-vault:far/target_backup_vault_arn/@@assign: got a copy for CloudFormation, of which AWS makes none to another account; use a plan without this copy for it",
    ],
  ],
  [
    "types that are copied at all",
    typesAre("arn:aws:rds:*:*:cluster:*"),
    typesAre("arn:aws:redshift:*:*:cluster:*"),
    [
      "warning policy-copy-types /plans/p/rules/daily/copy_actions/arn:aws:backup:eu-central-1:210987654321:backup-vault:central/target_backup_vault_arn/@@assign: got a copy for Redshift, of which AWS makes none at all; use a plan without this copy for it",
    ],
  ],
  [
    "types that are copied there",
    {
      ...copiesTo("arn:aws:backup:eu-west-1:210987654321:backup-vault:far"),
      ...typesAre("arn:aws:timestream:*:*:database/*"),
    },
    {
      ...copiesTo("arn:aws:backup:eu-south-1:210987654321:backup-vault:far"),
      ...typesAre("arn:aws:timestream:*:*:database/*"),
    },
    [
      "warning policy-copy-types /plans/p/rules/daily/copy_actions/arn:aws:backup:eu-south-1:210987654321:backup-vault:far/target_backup_vault_arn/@@assign: got a copy for Timestream, of which AWS makes none to another account from or to a Region that accounts opt in to; use a plan without this copy for it",
    ],
  ],
  // types
  [
    "continuous backup of something",
    keepsContinuously("35"),
    { ...keepsContinuously("35"), ...typesAre("arn:aws:ec2:*:*:volume/*", "arn:aws:dynamodb:*:*:table/*") },
    [
      "warning continuous-ignored /plans/p/rules/daily/enable_continuous_backup/@@assign: got continuous backup for DynamoDB, EBS, which have none, so that AWS makes snapshots; leave it out",
    ],
  ],
  [
    "types that an air-gapped vault takes",
    airGapped("arn:aws:ec2:*:*:volume/*"),
    airGapped("arn:aws:rds:*:*:db:*"),
    [
      "warning policy-air-gapped-types /plans/p/rules/daily/target_logically_air_gapped_backup_vault_arn/@@assign: got an air-gapped vault for RDS, which it does not take, so that it is in the backup vault alone; use a plan of its own for it",
    ],
  ],
  // selections
  [
    "one plan for all its selections",
    { [`${plan}/selections/resources/other`]: { iam_role_arn: role, resource_types: assign(["arn:aws:s3:::*"]) } },
    {
      [`${plan}/selections/resources/other`]: { iam_role_arn: role, resource_types: assign(["arn:aws:s3:::*"]) },
      [`${plan}/rules/evening`]: ruleAt(17),
    },
    [
      'warning policy-every-rule /plans/p: got 2 selections ("chosen", "other") and 2 rules ("daily", "evening"), and AWS applies every rule to every selection; use a plan each if that is not meant',
    ],
  ],
  [
    "a star in a condition",
    conditions("string_like", "a*"),
    conditions("string_equals", "a*"),
    [
      'warning policy-literal-wildcard /plans/p/selections/resources/chosen/conditions/string_equals/c/condition_value/@@assign: got "a*", which string_equals compares as it stands; use string_like for values with *',
    ],
  ],
  [
    "a star in a negative condition",
    conditions("string_not_like", "a*"),
    conditions("string_not_equals", "a*"),
    [
      'warning policy-literal-wildcard /plans/p/selections/resources/chosen/conditions/string_not_equals/c/condition_value/@@assign: got "a*", which string_not_equals compares as it stands; use string_not_like for values with *',
    ],
  ],
  [
    "a star in a tag's values",
    selects({ tags: { t: byTag("k", ["v"]) } }),
    selects({ tags: { t: byTag("k", ["v*"]) } }),
    [
      'warning policy-literal-wildcard /plans/p/selections/tags/t/tag_value/@@assign/0: got "v*", which AWS compares as it stands; use resources with string_like for values with *',
    ],
  ],
  [
    "values of one tag",
    { ...tagged("k", "k"), [`${plan}/rules/evening`]: ruleAt(17) },
    { ...tagged("k", "other"), [`${plan}/rules/evening`]: ruleAt(17) },
    [
      'warning policy-every-rule /plans/p: got 2 selections ("a", "b") and 2 rules ("daily", "evening"), and AWS applies every rule to every selection; use a plan each if that is not meant',
    ],
  ],
  [
    "types that are left to copy",
    {
      ...copiesTo("arn:aws:backup:eu-west-2:$account:backup-vault:far"),
      ...except("arn:aws:redshift:*:*:cluster:*", "arn:aws:redshift:*:*:cluster:*", "arn:aws:s3:::*"),
    },
    {
      ...copiesTo("arn:aws:backup:eu-west-2:$account:backup-vault:far"),
      ...except("arn:aws:s3:::*", "arn:aws:redshift:*:*:cluster:*", "arn:aws:s3:::*"),
    },
    [
      "warning policy-copy-types /plans/p/rules/daily/copy_actions/arn:aws:backup:eu-west-2:$account:backup-vault:far/target_backup_vault_arn/@@assign: got a copy for Redshift, of which AWS makes none at all; use a plan without this copy for it",
    ],
  ],
  // partitions
  [
    "Regions of one partition",
    { [`${plan}/regions/@@assign`]: ["eu-west-1", "us-east-1"] },
    { [`${plan}/regions/@@assign`]: ["eu-west-1", "cn-north-1"] },
    [
      "error partition /plans/p/regions/@@assign/1: got cn-north-1 beside eu-west-1, another partition; use a policy each",
    ],
  ],
  [
    "patterns of the Regions' partition",
    { ...china, ...typesAre("arn:aws-cn:elasticfilesystem:*:*:file-system/*") },
    china,
    [
      'error partition /plans/p/selections/resources/chosen/resource_types/@@assign/0: got "arn:aws:elasticfilesystem:*:*:file-syste…" in a plan for cn-north-1; use arn:aws-cn:',
    ],
  ],
  [
    "ARNs of their Region's partition",
    copiesTo("arn:aws:backup:eu-west-2:210987654321:backup-vault:far"),
    copiesTo("arn:aws:backup:cn-north-1:210987654321:backup-vault:far"),
    [
      "error partition /plans/p/rules/daily/copy_actions/arn:aws:backup:cn-north-1:210987654321:backup-vault:far/target_backup_vault_arn/@@assign: got cn-north-1 in partition aws; use arn:aws-cn:",
    ],
  ],
  // scans
  [
    "settings of scans",
    scanned,
    { [`${rule}/scan_actions`]: scan },
    [
      "warning policy-scan /plans/p/rules/daily/scan_actions: got scan_actions in a plan without scan_settings; use both",
    ],
  ],
  [
    "a rule that scans",
    scanned,
    { ...buckets, [`${plan}/scan_settings`]: scanner },
    ["warning policy-scan /plans/p/scan_settings: got scan_settings and no rule with scan_actions; use both"],
  ],
  [
    "something to scan",
    scanned,
    { ...scanned, ...typesAre("arn:aws:dynamodb:*:*:table/*") },
    [
      "warning policy-scan /plans/p/scan_settings/GUARDDUTY/resource_types/@@assign/0: got scans of EBS, EC2, S3, which the plan does not select; leave it out, or select it",
    ],
  ],
  [
    "the type that is scanned",
    { ...scanned, ...scans("S3") },
    { ...scanned, ...scans("EC2") },
    [
      "warning policy-scan /plans/p/scan_settings/GUARDDUTY/resource_types/@@assign/0: got scans of EC2, which the plan does not select; leave it out, or select it",
    ],
  ],
  // Windows
  [
    "instances for VSS",
    { ...vss, ...typesAre("arn:aws:ec2:*:*:instance/*") },
    { ...vss, ...typesAre("arn:aws:ec2:*:*:volume/*") },
    [
      "warning vss-ignored /plans/p/advanced_backup_settings/ec2/windows_vss/@@assign: got Windows VSS for EBS, and it is for EC2 instances alone; leave it out, or select EC2 instances",
    ],
  ],
  [
    "instances for VSS that are not excluded",
    { ...vss, ...typesAre("*") },
    { ...vss, ...except("arn:aws:ec2:*:*:instance/*", "arn:aws:ec2:*:*:volume/*", "arn:aws:ec2:*:*:instance/*") },
    [
      "warning vss-ignored /plans/p/advanced_backup_settings/ec2/windows_vss/@@assign: got Windows VSS for EBS, and it is for EC2 instances alone; leave it out, or select EC2 instances",
    ],
  ],
];

function vaults(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `arn:aws:backup:eu-west-2:210987654321:backup-vault:far-${index}`);
}
function numbers(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => String(index));
}
function asObject(json: Json): { readonly [key: string]: Json } {
  return json as { readonly [key: string]: Json };
}
function airGapped(type: string) {
  const arn = "arn:aws:backup:$region:$account:backup-vault:gap";
  return { [`${rule}/target_logically_air_gapped_backup_vault_arn`]: assign(arn), ...typesAre(type) };
}

test.each(cases)("judges %s", (_, right, wrong, said) => {
  expect(findingsOf(policyWith(right))).toEqual([]);
  expect(findingsOf(policyWith(wrong))).toEqual(said);
});
