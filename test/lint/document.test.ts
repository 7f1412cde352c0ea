import { expect, test } from "vitest";
import { findingsOf, type Json, policyWith } from "./support/policy.ts";

const plan = "/plans/p";
const rule = `${plan}/rules/daily`;
const selection = `${plan}/selections/resources/chosen`;
const copies = `${rule}/copy_actions`;
const assign = (value: Json) => ({ "@@assign": value });
const copyTo = (arn: string, target = arn) => ({
  [copies]: { [arn]: { target_backup_vault_arn: assign(target), lifecycle: { delete_after_days: assign("35") } } },
});
const airGapped = (arn: string) => ({ [`${rule}/target_logically_air_gapped_backup_vault_arn`]: assign(arn) });
const roleIs = (arn: string) => ({ [`${selection}/iam_role_arn/@@assign`]: arn });
const typeIs = (pattern: string) => ({ [`${selection}/resource_types/@@assign`]: [pattern] });
const regionIs = (region: Json) => ({ [`${plan}/regions/@@assign`]: [region] });
const children = (value: Json) => ({ [`${plan}/@@operators_allowed_for_child_policies`]: value });
const conditionOn = (key: string) => ({
  [`${selection}/conditions`]: {
    string_equals: { c: { condition_key: assign(key), condition_value: assign("v") } },
  },
});
const daily = {
  schedule_expression: assign("cron(0 17 ? * * *)"),
  target_backup_vault_name: assign("local"),
  start_backup_window_minutes: assign("60"),
  lifecycle: { delete_after_days: assign("35") },
};

type Changes = Readonly<Record<string, Json | undefined>>;
/** What is right, what is wrong beside it, and everything that is said of the wrong one. */
type Case = readonly [what: string, right: Changes, wrong: Changes, said: readonly string[]];

const cases: readonly Case[] = [
  // keys
  [
    "a rule's key",
    {},
    { [`${rule}/schedule_expresion`]: assign("x") },
    [
      'error unknown-key /plans/p/rules/daily/schedule_expresion: unknown key "schedule_expresion"; did you mean schedule_expression?',
    ],
  ],
  [
    "a rule's key, misspelt",
    {},
    { [`${rule}/schedule_expression`]: undefined, [`${rule}/schedule_expresion`]: assign("x") },
    [
      'error unknown-key /plans/p/rules/daily/schedule_expresion: unknown key "schedule_expresion"; did you mean schedule_expression?',
    ],
  ],
  ...(
    [
      ["recovery point tag", rule, "recovery_point_tags"],
      ["plan tag", plan, "backup_plan_tags"],
    ] as const
  ).flatMap(([name, at, key]): readonly Case[] => {
    const tag = (tagKey: string, value: string) => ({
      [`${at}/${key}`]: { t: { tag_key: assign(tagKey), tag_value: assign(value) } },
    });
    const where = (part: string) => `error wrong-value ${at}/${key}/t/${part}/@@assign: got`;
    return [
      [
        `a ${name}'s key, AWS's own`,
        tag("laws:x", "v"),
        tag("aws:x", "v"),
        [`${where("tag_key")} "aws:x", which AWS keeps for itself; use a key without aws:`],
      ],
      [
        `a ${name}'s key, too long`,
        tag("k".repeat(128), "v"),
        tag("k".repeat(129), "v"),
        [`${where("tag_key")} 129 characters; use 128 or fewer`],
      ],
      [
        `a ${name}'s value, too long`,
        tag("k", "v".repeat(256)),
        tag("k", "v".repeat(257)),
        [`${where("tag_value")} 257 characters; use 256 or fewer`],
      ],
    ];
  }),
  [
    "a plan's key",
    { [`${plan}/backup_plan_tags`]: undefined },
    { [`${plan}/plan_tags`]: {} },
    [
      'error unknown-key /plans/p/plan_tags: unknown key "plan_tags"; use one of rules, regions, selections, advanced_backup_settings, backup_plan_tags, scan_settings',
    ],
  ],
  [
    "a key of no likeness",
    {},
    { [`${rule}/colour`]: assign("red") },
    [
      'error unknown-key /plans/p/rules/daily/colour: unknown key "colour"; use one of schedule_expression, target_backup_vault_name, target_logically_air_gapped_backup_vault_arn, start_backup_window_minutes, complete_backup_window_minutes, enable_continuous_backup, lifecycle, copy_actions, recovery_point_tags, index_actions, scan_actions',
    ],
  ],
  [
    "a key in another case",
    {},
    { [`${plan}/regions`]: undefined, [`${plan}/Regions`]: assign(["eu-west-1"]) },
    ['error unknown-key /plans/p/Regions: unknown key "Regions"; did you mean regions?'],
  ],
  [
    "the topmost key",
    {},
    { "/Version": "2012-10-17" },
    ['error unknown-key /Version: unknown key "Version"; use one of plans'],
  ],
  [
    "deletion beside the lifecycle",
    {},
    { [`${rule}/delete_after_days`]: assign("35") },
    ["error unknown-key /plans/p/rules/daily/delete_after_days: got delete_after_days here; use it in lifecycle"],
  ],
  [
    "a time zone",
    {},
    { [`${rule}/schedule_expression_timezone`]: assign("Europe/Berlin") },
    [
      "error unknown-key /plans/p/rules/daily/schedule_expression_timezone: got a time zone; AWS documents none for policies; leave it out, and write the schedule in UTC",
    ],
  ],
  [
    "a key beside an operator",
    {},
    { [`${rule}/lifecycle/delete_after_days`]: { "@@assign": "35", days: "35" } },
    [
      'error unknown-key /plans/p/rules/daily/lifecycle/delete_after_days/days: unknown key "days"; use operators alone here, as in @@assign',
    ],
  ],
  [
    "a scanner",
    { [`${plan}/scan_settings`]: undefined },
    { [`${plan}/scan_settings`]: { MACIE: {} } },
    ['error unknown-key /plans/p/scan_settings/MACIE: unknown key "MACIE"; use one of GUARDDUTY'],
  ],
  [
    "a plan's name around its rules",
    {},
    { "/plans/rules": { daily } },
    ["error unknown-key /plans/rules: got rules where the name of a plan belongs; use it in one"],
  ],
  [
    "a rule's name around its settings",
    {},
    { [`${plan}/rules/lifecycle`]: { delete_after_days: assign("35") } },
    ["error unknown-key /plans/p/rules/lifecycle: got lifecycle where the name of a rule belongs; use it in one"],
  ],
  // kinds
  ["a policy", {}, { "/plans": [] }, ["error wrong-type /plans: got []; use an object with a name for each plan"]],
  [
    "rules",
    {},
    { [`${plan}/rules`]: [{ name: "daily" }] },
    ["error wrong-type /plans/p/rules: got a list; use an object with a name for each rule"],
  ],
  [
    "a rule",
    {},
    { [rule]: "cron(0 5 ? * * *)" },
    [
      'error wrong-type /plans/p/rules/daily: got "cron(0 5 ? * * *)"; use an object with schedule_expression, target_backup_vault_name, target_logically_air_gapped_backup_vault_arn, start_backup_window_minutes, complete_backup_window_minutes, enable_continuous_backup, lifecycle, copy_actions, recovery_point_tags, index_actions or scan_actions',
    ],
  ],
  [
    "a rule with something in it",
    {},
    { [`${plan}/rules/weekly`]: {} },
    [
      "error policy-incomplete /plans/p/rules/weekly: got {}; use an object with schedule_expression, target_backup_vault_name, target_logically_air_gapped_backup_vault_arn, start_backup_window_minutes, complete_backup_window_minutes, enable_continuous_backup, lifecycle, copy_actions, recovery_point_tags, index_actions or scan_actions",
    ],
  ],
  [
    "a lifecycle",
    {},
    { [`${rule}/lifecycle`]: "35" },
    [
      'error wrong-type /plans/p/rules/daily/lifecycle: got "35"; use an object with move_to_cold_storage_after_days, delete_after_days or opt_in_to_archive_for_supported_resources',
    ],
  ],
  [
    "selections",
    {},
    { [`${plan}/selections`]: { resources: [] } },
    ["error wrong-type /plans/p/selections/resources: got []; use an object with a name for each selection"],
  ],
  [
    "a setting",
    {},
    { [`${rule}/schedule_expression`]: "cron(0 5 ? * * *)" },
    [
      'error policy-operator /plans/p/rules/daily/schedule_expression: got "cron(0 5 ? * * *)" without an operator; use { "@@assign": "cron(0 5 ? * * *)" }',
    ],
  ],
  [
    "a list setting",
    {},
    { [`${plan}/regions`]: ["eu-west-1"] },
    ['error policy-operator /plans/p/regions: got a list without an operator; use { "@@assign": […] }'],
  ],
  [
    "a setting with an operator",
    {},
    { [`${rule}/target_backup_vault_name`]: {} },
    [
      'error policy-operator /plans/p/rules/daily/target_backup_vault_name: got {} without an operator; use { "@@assign": … }',
    ],
  ],
  [
    "one value",
    {},
    { [`${rule}/target_backup_vault_name`]: assign(["local"]) },
    [
      "error wrong-type /plans/p/rules/daily/target_backup_vault_name/@@assign: got a list; use one value in quotes, without brackets",
    ],
  ],
  [
    "a list of values",
    {},
    { [`${plan}/regions`]: assign("eu-west-1") },
    ['error wrong-type /plans/p/regions/@@assign: got "eu-west-1"; use a list, as in ["eu-west-1"]'],
  ],
  [
    "an item",
    regionIs("eu-west-1"),
    regionIs(["eu-west-1"]),
    ["error wrong-type /plans/p/regions/@@assign/0: got a list; use one value in quotes"],
  ],
  [
    "text in a list",
    regionIs("eu-west-1"),
    regionIs(null),
    ["error policy-not-text /plans/p/regions/@@assign/0: got null; use a value in quotes, or leave the setting out"],
  ],
  [
    "minutes in quotes",
    { [`${rule}/start_backup_window_minutes`]: assign("60") },
    { [`${rule}/start_backup_window_minutes`]: assign(60) },
    ['error policy-not-text /plans/p/rules/daily/start_backup_window_minutes/@@assign: got 60; use "60", in quotes'],
  ],
  [
    "days in quotes",
    { [`${rule}/lifecycle/delete_after_days`]: assign("35") },
    { [`${rule}/lifecycle/delete_after_days`]: assign(35) },
    ['error policy-not-text /plans/p/rules/daily/lifecycle/delete_after_days/@@assign: got 35; use "35", in quotes'],
  ],
  [
    "a value",
    {},
    { [`${rule}/target_backup_vault_name`]: assign(null) },
    [
      "error policy-not-text /plans/p/rules/daily/target_backup_vault_name/@@assign: got null; use a value in quotes, or leave the setting out",
    ],
  ],
  [
    "true in quotes",
    { [`${rule}/enable_continuous_backup`]: assign("false") },
    { [`${rule}/enable_continuous_backup`]: assign(false) },
    [
      'warning policy-bare-boolean /plans/p/rules/daily/enable_continuous_backup/@@assign: got false; use "false", in quotes, as AWS documents it',
    ],
  ],
  // operators
  [
    "an operator",
    {},
    { [`${rule}/target_backup_vault_name`]: { "@@asign": "local" } },
    [
      'error policy-operator /plans/p/rules/daily/target_backup_vault_name/@@asign: got operator "@@asign"; did you mean @@assign?',
    ],
  ],
  [
    "an operator with both signs",
    {},
    { [`${rule}/target_backup_vault_name`]: { "@assign": "local" } },
    [
      'error policy-operator /plans/p/rules/daily/target_backup_vault_name/@assign: got operator "@assign"; did you mean @@assign?',
    ],
  ],
  [
    "appending",
    { [`${plan}/regions`]: { "@@append": ["eu-west-1"] } },
    { [`${rule}/target_backup_vault_name`]: { "@@append": ["local"] } },
    [
      "error policy-operator /plans/p/rules/daily/target_backup_vault_name/@@append: got @@append on a setting with one value; only lists take @@append; use @@assign",
    ],
  ],
  [
    "removing",
    { [`${plan}/regions`]: { "@@assign": ["eu-west-1"], "@@remove": ["eu-west-2"] } },
    { [`${rule}/start_backup_window_minutes`]: { "@@assign": "60", "@@remove": ["30"] } },
    [
      "error policy-operator /plans/p/rules/daily/start_backup_window_minutes/@@remove: got @@remove on a setting with one value; only lists take @@remove; use @@assign",
    ],
  ],
  [
    "assigning",
    {},
    { [`${rule}/lifecycle/@@assign`]: "35" },
    [
      "error policy-operator /plans/p/rules/daily/lifecycle/@@assign: got @@assign on a group; use it on each setting in move_to_cold_storage_after_days, delete_after_days or opt_in_to_archive_for_supported_resources",
    ],
  ],
  [
    "an operator in a group",
    {},
    { [`${plan}/@@merge`]: "x" },
    [
      'error policy-operator /plans/p/@@merge: got operator "@@merge"; use one of @@assign, @@append, @@remove, @@operators_allowed_for_child_policies',
    ],
  ],
  [
    "what children may do",
    children(["@@none"]),
    children(["@@nothing"]),
    [
      'error policy-operator /plans/p/@@operators_allowed_for_child_policies/0: got "@@nothing"; use one of @@all, @@none, @@assign, @@append, @@remove',
    ],
  ],
  [
    "several things that children may do",
    children(["@@append", "@@remove"]),
    children(["@@append", "@@none"]),
    [
      "error policy-operator /plans/p/@@operators_allowed_for_child_policies: got @@none beside other operators; use @@none alone or leave it out",
    ],
  ],
  [
    "a list of what children may do",
    children(["@@all"]),
    children("@@all"),
    [
      'error policy-operator /plans/p/@@operators_allowed_for_child_policies: got "@@all"; use a list such as ["@@none"]',
    ],
  ],
  [
    "what children may do, as text",
    children(["@@assign"]),
    children([true]),
    [
      "error policy-operator /plans/p/@@operators_allowed_for_child_policies/0: got true; use one of @@all, @@none, @@assign, @@append, @@remove",
    ],
  ],
  [
    "an empty list of what children may do",
    children(["@@none"]),
    children([]),
    ['error policy-operator /plans/p/@@operators_allowed_for_child_policies: got []; use a list such as ["@@none"]'],
  ],
  // names
  [
    "the length of a plan's name",
    { "/plans": { ["p".repeat(50)]: policyWithPlan() } },
    { "/plans": { ["p".repeat(51)]: policyWithPlan() } },
    [
      "error object-name /plans/ppppppppppppppppppppppppppppppppppppppppppppppppppp: got 51 characters as name of a backup plan; use 1 to 50 letters, digits, hyphens, underscores and dots",
    ],
  ],
  [
    "a plan's name",
    { "/plans": { "p_1.a-B": policyWithPlan() } },
    { "/plans": { "p 1": policyWithPlan() } },
    [
      'error object-name /plans/p 1: got "p 1" as name of a backup plan; use 1 to 50 letters, digits, hyphens, underscores and dots',
    ],
  ],
  [
    "a rule's name",
    { [`${plan}/rules/a.b`]: daily },
    { [`${plan}/rules/a~1b`]: daily },
    [
      'error object-name /plans/p/rules/a~1b: got "a/b" as name of a backup rule; use 1 to 50 letters, digits, hyphens, underscores and dots',
    ],
  ],
  [
    "a selection's name",
    { [`${plan}/selections/resources/${"s".repeat(50)}`]: selectionOf("s3") },
    { [`${plan}/selections/resources/a:b`]: selectionOf("s3") },
    [
      'error object-name /plans/p/selections/resources/a:b: got "a:b" as name of a backup selection; use 1 to 50 letters, digits, hyphens, underscores and dots',
    ],
  ],
  [
    "two rules' names",
    { [`${plan}/rules/Evening`]: daily },
    { [`${plan}/rules/Daily`]: daily },
    [
      'error policy-rule-case /plans/p/rules/Daily: got rule "Daily" beside "daily", and AWS writes both in lower case; use names that differ by more',
    ],
  ],
  [
    "the length of a vault's name",
    { [`${rule}/target_backup_vault_name`]: assign("v".repeat(50)) },
    { [`${rule}/target_backup_vault_name`]: assign("v".repeat(51)) },
    [
      "error object-name /plans/p/rules/daily/target_backup_vault_name/@@assign: got 51 characters as name of a vault; use 2 to 50 letters, digits, hyphens and underscores",
    ],
  ],
  [
    "a vault's name",
    { [`${rule}/target_backup_vault_name`]: assign("a_B-1") },
    { [`${rule}/target_backup_vault_name`]: assign("a.B") },
    [
      'error object-name /plans/p/rules/daily/target_backup_vault_name/@@assign: got "a.B" as name of a vault; use 2 to 50 letters, digits, hyphens and underscores',
    ],
  ],
  [
    "a vault's name alone",
    {},
    { [`${rule}/target_backup_vault_name`]: assign("arn:aws:backup:eu-west-1:210987654321:backup-vault:local") },
    [
      'error object-name /plans/p/rules/daily/target_backup_vault_name/@@assign: got "arn:aws:backup:eu-west-1:210987654321:ba…" as name of a vault; use the vault\'s name alone, "local"',
    ],
  ],
  // numbers and words
  [
    "a whole number of minutes",
    { [`${rule}/start_backup_window_minutes`]: assign("90") },
    { [`${rule}/start_backup_window_minutes`]: assign("90.5") },
    [
      'error wrong-value /plans/p/rules/daily/start_backup_window_minutes/@@assign: got "90.5"; use a whole number in digits alone',
    ],
  ],
  [
    "minutes without a unit",
    { [`${rule}/complete_backup_window_minutes`]: assign("180") },
    { [`${rule}/complete_backup_window_minutes`]: assign("3h") },
    [
      'error wrong-value /plans/p/rules/daily/complete_backup_window_minutes/@@assign: got "3h"; use a whole number in digits alone',
    ],
  ],
  [
    "days",
    { [`${rule}/lifecycle/delete_after_days`]: assign("35") },
    { [`${rule}/lifecycle/delete_after_days`]: assign("-1") },
    [
      'error wrong-value /plans/p/rules/daily/lifecycle/delete_after_days/@@assign: got "-1"; use a whole number in digits alone',
    ],
  ],
  [
    "yes or no",
    { [`${rule}/enable_continuous_backup`]: assign("False") },
    { [`${rule}/enable_continuous_backup`]: assign("no") },
    ['error wrong-value /plans/p/rules/daily/enable_continuous_backup/@@assign: got "no"; use "true" or "false"'],
  ],
  ...["trues", "untrue"].map(
    (text): Case => [
      `yes or no within ${text}`,
      { [`${rule}/enable_continuous_backup`]: assign("FALSE") },
      { [`${rule}/enable_continuous_backup`]: assign(text) },
      [
        `error wrong-value /plans/p/rules/daily/enable_continuous_backup/@@assign: got "${text}"; use "true" or "false"`,
      ],
    ],
  ),
  [
    "a switch",
    { [`${plan}/advanced_backup_settings`]: { ec2: { windows_vss: assign("disabled") } } },
    { [`${plan}/advanced_backup_settings`]: { ec2: { windows_vss: assign("true") } } },
    [
      'error wrong-value /plans/p/advanced_backup_settings/ec2/windows_vss/@@assign: got "true"; use one of enabled, disabled',
    ],
  ],
  [
    "an indexed type",
    { [`${rule}/index_actions`]: { resource_types: assign(["EBS"]) } },
    { [`${rule}/index_actions`]: { resource_types: assign(["EFS"]) } },
    ['error wrong-value /plans/p/rules/daily/index_actions/resource_types/@@assign/0: got "EFS"; did you mean EBS?'],
  ],
  [
    "the length of a tag's key",
    { [`${plan}/backup_plan_tags`]: { t: { tag_key: assign("k".repeat(128)), tag_value: assign("v") } } },
    { [`${plan}/backup_plan_tags`]: { t: { tag_key: assign("k".repeat(129)), tag_value: assign("v") } } },
    ["error wrong-value /plans/p/backup_plan_tags/t/tag_key/@@assign: got 129 characters; use 128 or fewer"],
  ],
  // places
  [
    "a Region",
    regionIs("eu-west-2"),
    regionIs("eu-wset-2"),
    [
      'error unknown-region /plans/p/regions/@@assign/0: got "eu-wset-2", which is no Region of AWS; did you mean eu-west-2?',
    ],
  ],
  [
    "a Region, not a zone",
    regionIs("eu-west-2"),
    regionIs("eu-west-2a"),
    [
      'error unknown-region /plans/p/regions/@@assign/0: got "eu-west-2a", which is no Region of AWS; did you mean eu-west-2?',
    ],
  ],
  [
    "a Region, not a placeholder",
    regionIs("eu-west-2"),
    regionIs("$region"),
    ['error policy-placeholder /plans/p/regions/@@assign/0: got "$region"; use the codes of Regions, as in eu-west-1'],
  ],
  [
    "a Region, not a star",
    regionIs("eu-west-2"),
    regionIs("*"),
    [
      'error unknown-region /plans/p/regions/@@assign/0: got "*", which is no Region of AWS; use the code of a Region, as in eu-west-1',
    ],
  ],
  // ARNs
  [
    "a copy's target",
    copyTo("arn:aws:backup:eu-west-2:$account:backup-vault:far"),
    copyTo("arn:aws:backup:eu-west-2:$account:vault:far"),
    [
      'error policy-arn /plans/p/rules/daily/copy_actions/arn:aws:backup:eu-west-2:$account:vault:far/target_backup_vault_arn/@@assign: got "arn:aws:backup:eu-west-2:$account:vault:…"; use a vault\'s ARN, arn:aws:backup:REGION:ACCOUNT:backup-vault:NAME',
    ],
  ],
  [
    "a target's account",
    copyTo("arn:aws:backup:eu-west-2:123456789012:backup-vault:far"),
    copyTo("arn:aws:backup:eu-west-2:12345678901:backup-vault:far"),
    [
      'error policy-arn /plans/p/rules/daily/copy_actions/arn:aws:backup:eu-west-2:12345678901:backup-vault:far/target_backup_vault_arn/@@assign: got "12345678901" as account; use 12 digits or $account',
    ],
  ],
  [
    "a target's account, with a placeholder",
    copyTo("arn:aws:backup:eu-west-2:$account:backup-vault:far"),
    copyTo("arn:aws:backup:eu-west-2:${account}:backup-vault:far"),
    [
      'error policy-placeholder /plans/p/rules/daily/copy_actions/arn:aws:backup:eu-west-2:${account}:backup-vault:far/target_backup_vault_arn/@@assign: got "${account}" as account; use $account or 12 digits',
    ],
  ],
  [
    "a target's account, filled in",
    copyTo("arn:aws:backup:eu-west-2:$account:backup-vault:far"),
    copyTo("arn:aws:backup:eu-west-2:<central>:backup-vault:far"),
    [
      'error policy-placeholder /plans/p/rules/daily/copy_actions/arn:aws:backup:eu-west-2:<central>:backup-vault:far/target_backup_vault_arn/@@assign: got "<central>" as account; use $account or 12 digits',
    ],
  ],
  [
    "a target's Region",
    copyTo("arn:aws:backup:eu-west-2:$account:backup-vault:far"),
    copyTo("arn:aws:backup:$region:$account:backup-vault:far"),
    [
      "error policy-placeholder /plans/p/rules/daily/copy_actions/arn:aws:backup:$region:$account:backup-vault:far/target_backup_vault_arn/@@assign: got \"$region\" as Region of a copy's target; AWS replaces $account alone there; use a Region's code",
    ],
  ],
  [
    "a target's Region that AWS has",
    copyTo("arn:aws:backup:eu-west-2:$account:backup-vault:far"),
    copyTo("arn:aws:backup:eu-west-9:$account:backup-vault:far"),
    [
      'error unknown-region /plans/p/rules/daily/copy_actions/arn:aws:backup:eu-west-9:$account:backup-vault:far/target_backup_vault_arn/@@assign: got "eu-west-9", which is no Region of AWS; did you mean eu-west-1?',
    ],
  ],
  [
    "a target's partition",
    copyTo("arn:aws:backup:eu-west-2:$account:backup-vault:far"),
    copyTo("arn:aws-eu:backup:eu-west-2:$account:backup-vault:far"),
    [
      'error policy-arn /plans/p/rules/daily/copy_actions/arn:aws-eu:backup:eu-west-2:$account:backup-vault:far/target_backup_vault_arn/@@assign: got "aws-eu" as partition; use one of aws, aws-cn, aws-us-gov, aws-eusc',
    ],
  ],
  [
    "a target's name",
    copyTo("arn:aws:backup:eu-west-2:$account:backup-vault:far"),
    copyTo("arn:aws:backup:eu-west-2:$account:backup-vault:*"),
    [
      'error object-name /plans/p/rules/daily/copy_actions/arn:aws:backup:eu-west-2:$account:backup-vault:*/target_backup_vault_arn/@@assign: got "*" as name of a vault; use 2 to 50 letters, digits, hyphens and underscores',
    ],
  ],
  [
    "an air-gapped vault",
    airGapped("arn:aws:backup:$region:$account:backup-vault:gap"),
    airGapped("arn:aws:backup:eu-west-1:$account:backup-vault:gap"),
    [
      'error policy-placeholder /plans/p/rules/daily/target_logically_air_gapped_backup_vault_arn/@@assign: got "eu-west-1" in the ARN of an air-gapped vault; use $region, which AWS demands there',
    ],
  ],
  [
    "an air-gapped vault's account",
    airGapped("arn:aws:backup:$region:$account:backup-vault:gap"),
    airGapped("arn:aws:backup:$region:123456789012:backup-vault:gap"),
    [
      'error policy-placeholder /plans/p/rules/daily/target_logically_air_gapped_backup_vault_arn/@@assign: got "123456789012" in the ARN of an air-gapped vault; use $account, which AWS demands there',
    ],
  ],
  [
    "an air-gapped vault's ARN",
    airGapped("arn:aws:backup:$region:$account:backup-vault:gap"),
    airGapped("gap"),
    [
      'error policy-arn /plans/p/rules/daily/target_logically_air_gapped_backup_vault_arn/@@assign: got "gap"; use a vault\'s ARN, arn:aws:backup:$region:$account:backup-vault:NAME',
    ],
  ],
  [
    "a role",
    roleIs("arn:aws:iam::$account:role/path/backup"),
    roleIs("backup"),
    [
      'error policy-arn /plans/p/selections/resources/chosen/iam_role_arn/@@assign: got "backup"; use a role\'s ARN, arn:aws:iam::$account:role/NAME',
    ],
  ],
  [
    "a role's account",
    roleIs("arn:aws:iam::$account:role/backup"),
    roleIs("arn:aws:iam::role/backup"),
    [
      'error policy-arn /plans/p/selections/resources/chosen/iam_role_arn/@@assign: got "arn:aws:iam::role/backup"; use a role\'s ARN, arn:aws:iam::$account:role/NAME',
    ],
  ],
  [
    "a role of every account",
    roleIs("arn:aws:iam::$account:role/backup"),
    roleIs("arn:aws:iam::123456789012:role/backup"),
    [
      "warning policy-one-account-role /plans/p/selections/resources/chosen/iam_role_arn/@@assign: got a role of account 123456789012; use $account in its place, so that each account uses its own",
    ],
  ],
  [
    "a role's placeholder",
    roleIs("arn:aws:iam::$account:role/backup"),
    roleIs("arn:aws:iam::$Account:role/backup"),
    [
      'error policy-placeholder /plans/p/selections/resources/chosen/iam_role_arn/@@assign: got "$Account" as account; use $account or 12 digits',
    ],
  ],
  [
    "a role, not a user",
    roleIs("arn:aws:iam::$account:role/backup"),
    roleIs("arn:aws:iam::$account:user/backup"),
    [
      'error policy-arn /plans/p/selections/resources/chosen/iam_role_arn/@@assign: got "arn:aws:iam::$account:user/backup"; use a role\'s ARN, arn:aws:iam::$account:role/NAME',
    ],
  ],
  // what is selected
  [
    "a type",
    typeIs("arn:aws:s3:::*"),
    typeIs("arn:aws:s3:::ledger-archive"),
    [
      'error policy-single-resource /plans/p/selections/resources/chosen/resource_types/@@assign/0: got one resource, "arn:aws:s3:::ledger-archive"; policies select no single resource; use "arn:aws:s3:::*" with conditions on tags',
    ],
  ],
  [
    "a type, not a volume",
    typeIs("arn:aws:fsx:*:*:volume/*"),
    typeIs("arn:aws:ec2:eu-west-1:123456789012:volume/vol-1"),
    [
      'error policy-single-resource /plans/p/selections/resources/chosen/resource_types/@@assign/0: got one resource, "arn:aws:ec2:eu-west-1:123456789012:volum…"; policies select no single resource; use "arn:aws:ec2:*:*:volume/*" with conditions on tags',
    ],
  ],
  [
    "a type that AWS lists",
    typeIs("arn:aws:eks:*:*:cluster/*"),
    typeIs("arn:aws:rds:*:*:database:*"),
    [
      'warning policy-unknown-type /plans/p/selections/resources/chosen/resource_types/@@assign/0: got "arn:aws:rds:*:*:database:*", which AWS does not list; use "arn:aws:rds:*:*:db:*"',
    ],
  ],
  [
    "a type's pattern",
    typeIs("arn:aws:dynamodb:*:*:table/*"),
    typeIs("DynamoDB"),
    [
      'warning policy-unknown-type /plans/p/selections/resources/chosen/resource_types/@@assign/0: got "DynamoDB", which AWS does not list; use "arn:aws:dynamodb:*:*:table/*"',
    ],
  ],
  [
    "a type without an account",
    typeIs("arn:aws:ec2:*:*:instance/*"),
    typeIs("arn:aws:ec2:*:123456789012:instance/*"),
    [
      'warning policy-unknown-type /plans/p/selections/resources/chosen/resource_types/@@assign/0: got "arn:aws:ec2:*:123456789012:instance/*", which AWS does not list; use "arn:aws:ec2:*:*:instance/*"',
    ],
  ],
  [
    "a condition's key",
    conditionOn("aws:ResourceTag/tier"),
    conditionOn("tier"),
    [
      'warning policy-condition-key /plans/p/selections/resources/chosen/conditions/string_equals/c/condition_key/@@assign: got "tier"; use "aws:ResourceTag/tier"',
    ],
  ],
  [
    "a condition's key on resources",
    conditionOn("aws:ResourceTag/tier"),
    conditionOn("aws:RequestTag/tier"),
    [
      'warning policy-condition-key /plans/p/selections/resources/chosen/conditions/string_equals/c/condition_key/@@assign: got "aws:RequestTag/tier"; use "aws:ResourceTag/tier"',
    ],
  ],
];

function policyWithPlan(): Json {
  const { plans } = policyWith({}) as { readonly plans: { readonly p: Json } };
  return plans.p;
}

function selectionOf(service: "s3"): Json {
  return {
    iam_role_arn: assign("arn:aws:iam::$account:role/backup"),
    resource_types: assign([`arn:aws:${service}:::*`]),
  };
}

test.each(cases)("judges %s", (_, right, wrong, said) => {
  expect(findingsOf(policyWith(right))).toEqual([]);
  expect(findingsOf(policyWith(wrong))).toEqual(said);
});
