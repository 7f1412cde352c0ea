import { describe, expect, test } from "vitest";
import { type Changes, configWith, edit, exampleText, fileProblemsOf } from "../support/config.ts";

/** A key of the config: how a value is put there. */
type Key = (value: string) => Changes;
/** The last value that is taken and the first that is not, with what is said about it. */
type Row = readonly [limit: string, key: Key, good: string, bad: string, lines: readonly string[]];

const sandbox = "accounts/sandbox.yaml";
const bronze = "plans/bronze.yaml";
const organization = "organization.yaml";
const write =
  (file: string, old: string, written: (value: string) => string): Key =>
  (value) => ({ [file]: edit(old, written(value)) });
const replace = (file: string, old: string) => write(file, old, (value) => value);
const add =
  (file: string, key: string): Key =>
  (value) => ({ [file]: (text) => `${text}${key}: ${value}\n` });
/** An account of its own, beside the others. */
const fileNamed: Key = (value) => ({
  [`accounts/${value}.yaml`]: exampleText(sandbox).replace("666666666603", "666666666699"),
});

const letters = (length: number) => "a".repeat(length);
const list = (length: number, item: (index: number) => string) =>
  `[${Array.from({ length }, (_, index) => item(index)).join(", ")}]`;
const regions = ["eu-west-1", "eu-west-2", "eu-west-3", "eu-north-1", "eu-south-1", "eu-central-1"];
const regionList = (length: number) => list(length, (index) => regions[index] ?? "");
const rules = (length: number) =>
  Array.from(
    { length },
    (_, index) => `  rule-${index}: { schedule: cron(0 3 ? * * *), keep: { local: 7d, central: 14d } }\n`,
  ).join("");

const local = replace(bronze, "local: 7d");
const keep = (key: string) => write(bronze, "local: 7d", (value) => `local: 7d, ${key}: ${value}`);
const lock = (key: string) => write(organization, "min: 3d, max: 1y", (value) => `min: 3d, max: 1y, ${key}: ${value}`);
const ownLock = (value: string): Changes => add(sandbox, "lock")(value);
const duty = (key: string) =>
  write(organization, "  vaultCustodian:", (value) => `  vaultCustodian:\n    ${key}: ${value}`);
const principal = replace(organization, '"arn:aws:iam::222222222222:user/custodian-1"');
const subscription = replace(organization, "email: backup-team@acme.example");
const unit = replace(organization, "path: ou-ab12-1a2b3c4d");
const tag = write(bronze, "[gold, silver, none]", (value) => value);
const pipeline = (key: string) =>
  write(organization, "  repository: acme/backup\n", (value) => `  repository: acme/backup\n  ${key}: ${value}\n`);

const retentions: readonly Row[] = [
  [
    "shortest retention",
    (value) => local(`local: ${value}`),
    "1d",
    "0d",
    [
      'config/plans/bronze.yaml:11:20 rules.nightly.keep.local: got "0d"; use a time with its unit (d, w or y), such as 35d, from 1d to 36500d',
    ],
  ],
  [
    "longest retention",
    (value) => local(`local: ${value}`),
    "36500d",
    "36501d",
    [
      'config/plans/bronze.yaml:11:20 rules.nightly.keep.local: got "36501d"; use a time with its unit (d, w or y), such as 35d, from 1d to 36500d',
    ],
  ],
  [
    "longest retention in weeks",
    (value) => local(`local: ${value}`),
    "5214w",
    "5215w",
    [
      'config/plans/bronze.yaml:11:20 rules.nightly.keep.local: got "5215w"; use a time with its unit (d, w or y), such as 35d, from 1d to 36500d',
    ],
  ],
  [
    "longest retention in years",
    (value) => local(`local: ${value}`),
    "100y",
    "101y",
    [
      'config/plans/bronze.yaml:11:20 rules.nightly.keep.local: got "101y"; use a time with its unit (d, w or y), such as 35d, from 1d to 36500d',
    ],
  ],
  [
    "units of a retention",
    (value) => local(`local: ${value}`),
    "7d",
    "7m",
    [
      'config/plans/bronze.yaml:11:20 rules.nightly.keep.local: got "7m"; use a time with its unit (d, w or y), such as 35d, from 1d to 36500d',
    ],
  ],
  [
    "shortest retention of a copy",
    write(bronze, "central: 35d", (value) => `central: ${value}`),
    "1d",
    "0d",
    [
      'config/plans/bronze.yaml:11:33 rules.nightly.keep.central: got "0d"; use a time with its unit (d, w or y), such as 90d, from 1d to 36500d',
    ],
  ],
  [
    "longest retention of a copy",
    write(bronze, "central: 35d", (value) => `central: ${value}`),
    "36500d",
    "36501d",
    [
      'config/plans/bronze.yaml:11:33 rules.nightly.keep.central: got "36501d"; use a time with its unit (d, w or y), such as 90d, from 1d to 36500d',
    ],
  ],
  [
    "shortest retention of a further copy",
    keep("further"),
    "1d",
    "0d",
    [
      'config/plans/bronze.yaml:11:33 rules.nightly.keep.further: got "0d"; use a time with its unit (d, w or y), such as 30d, from 1d to 36500d',
    ],
  ],
  [
    "longest retention of a further copy",
    keep("further"),
    "36500d",
    "36501d",
    [
      'config/plans/bronze.yaml:11:33 rules.nightly.keep.further: got "36501d"; use a time with its unit (d, w or y), such as 30d, from 1d to 36500d',
    ],
  ],
  [
    "earliest move to cold storage",
    keep("localColdAfter"),
    "1d",
    "0d",
    [
      'config/plans/bronze.yaml:11:40 rules.nightly.keep.localColdAfter: got "0d"; use a time with its unit (d, w or y), such as 30d, from 1d to 36500d',
    ],
  ],
  [
    "latest move to cold storage",
    keep("localColdAfter"),
    "36500d",
    "36501d",
    [
      'config/plans/bronze.yaml:11:40 rules.nightly.keep.localColdAfter: got "36501d"; use a time with its unit (d, w or y), such as 30d, from 1d to 36500d',
    ],
  ],
  [
    "earliest move of a copy to cold storage",
    keep("centralColdAfter"),
    "1d",
    "0d",
    [
      'config/plans/bronze.yaml:11:42 rules.nightly.keep.centralColdAfter: got "0d"; use a time with its unit (d, w or y), such as 30d, from 1d to 36500d',
    ],
  ],
  [
    "latest move of a copy to cold storage",
    keep("centralColdAfter"),
    "36500d",
    "36501d",
    [
      'config/plans/bronze.yaml:11:42 rules.nightly.keep.centralColdAfter: got "36501d"; use a time with its unit (d, w or y), such as 30d, from 1d to 36500d',
    ],
  ],
  [
    "earliest move of a further copy to cold storage",
    keep("furtherColdAfter"),
    "1d",
    "0d",
    [
      'config/plans/bronze.yaml:11:42 rules.nightly.keep.furtherColdAfter: got "0d"; use a time with its unit (d, w or y), such as 30d, from 1d to 36500d',
    ],
  ],
  [
    "latest move of a further copy to cold storage",
    keep("furtherColdAfter"),
    "36500d",
    "36501d",
    [
      'config/plans/bronze.yaml:11:42 rules.nightly.keep.furtherColdAfter: got "36501d"; use a time with its unit (d, w or y), such as 30d, from 1d to 36500d',
    ],
  ],
];

const times: readonly Row[] = [
  [
    "shortest time to start",
    write(bronze, "startWithin: 2h", (value) => `startWithin: ${value}`),
    "1h",
    "59m",
    [
      'config/plans/bronze.yaml:8:18 rules.nightly.startWithin: got "59m"; use a time with its unit (m, h or d), such as 1h, from 1h to 36500d',
    ],
  ],
  [
    "longest time to start",
    write(bronze, "startWithin: 2h", (value) => `startWithin: ${value}`),
    "36500d",
    "36501d",
    [
      'config/plans/bronze.yaml:8:18 rules.nightly.startWithin: got "36501d"; use a time with its unit (m, h or d), such as 1h, from 1h to 36500d',
    ],
  ],
  [
    "shortest time to complete",
    write(bronze, "completeWithin: 8h", (value) => `completeWithin: ${value}`),
    "60m",
    "59m",
    [
      'config/plans/bronze.yaml:9:21 rules.nightly.completeWithin: got "59m"; use a time with its unit (m, h or d), such as 6h, from 1h to 36500d',
    ],
  ],
  [
    "longest time to complete",
    write(bronze, "completeWithin: 8h", (value) => `completeWithin: ${value}`),
    "36500d",
    "36501d",
    [
      'config/plans/bronze.yaml:9:21 rules.nightly.completeWithin: got "36501d"; use a time with its unit (m, h or d), such as 6h, from 1h to 36500d',
    ],
  ],
  [
    "shortest time to copy",
    write(bronze, "copyWithin: 2h", (value) => `copyWithin: ${value}`),
    "60m",
    "59m",
    [
      'config/plans/bronze.yaml:10:17 rules.nightly.copyWithin: got "59m"; use a time with its unit (m, h or d), such as 8h, from 1h to 36500d',
    ],
  ],
  [
    "units of a time",
    write(bronze, "startWithin: 2h", (value) => `startWithin: ${value}`),
    "1d",
    "1w",
    [
      'config/plans/bronze.yaml:8:18 rules.nightly.startWithin: got "1w"; use a time with its unit (m, h or d), such as 1h, from 1h to 36500d',
    ],
  ],
  [
    "shortest promised loss",
    write(bronze, "{ rpo: 36h", (value) => `{ rpo: ${value}`),
    "1m",
    "0m",
    [
      'config/plans/bronze.yaml:3:17 promise.rpo: got "0m"; use a time with its unit (m, h or d), such as 6h, from 1m to 36500d',
    ],
  ],
  [
    "longest promised loss",
    write(bronze, "{ rpo: 36h", (value) => `{ rpo: ${value}`),
    "36500d",
    "36501d",
    [
      'config/plans/bronze.yaml:3:17 promise.rpo: got "36501d"; use a time with its unit (m, h or d), such as 6h, from 1m to 36500d',
    ],
  ],
  [
    "shortest promised loss with the copy only",
    write(bronze, "isolatedRpo: 48h", (value) => `isolatedRpo: ${value}`),
    "1m",
    "0m",
    [
      'config/plans/bronze.yaml:3:35 promise.isolatedRpo: got "0m"; use a time with its unit (m, h or d), such as 12h, from 1m to 36500d',
    ],
  ],
  [
    "longest promised loss with the copy only",
    write(bronze, "isolatedRpo: 48h", (value) => `isolatedRpo: ${value}`),
    "36500d",
    "36501d",
    [
      'config/plans/bronze.yaml:3:35 promise.isolatedRpo: got "36501d"; use a time with its unit (m, h or d), such as 12h, from 1m to 36500d',
    ],
  ],
  [
    "shortest promised restore",
    write(bronze, "rto: 1d", (value) => `rto: ${value}`),
    "1m",
    "0m",
    [
      'config/plans/bronze.yaml:3:45 promise.rto: got "0m"; use a time with its unit (m, h or d), such as 8h, from 1m to 36500d',
    ],
  ],
  [
    "longest promised restore",
    write(bronze, "rto: 1d", (value) => `rto: ${value}`),
    "36500d",
    "36501d",
    [
      'config/plans/bronze.yaml:3:45 promise.rto: got "36501d"; use a time with its unit (m, h or d), such as 8h, from 1m to 36500d',
    ],
  ],
];

const locks: readonly Row[] = [
  [
    "shortest of a lock",
    write(organization, "min: 3d", (value) => `min: ${value}`),
    "1d",
    "0d",
    [
      'config/organization.yaml:15:36 central.nonprod.lock.min: got "0d"; use a time with its unit (d, w or y), such as 7d, from 1d to 36500d',
    ],
  ],
  [
    "longest of a lock",
    write(organization, "max: 1y", (value) => `max: ${value}`),
    "36500d",
    "36501d",
    [
      'config/organization.yaml:15:45 central.nonprod.lock.max: got "36501d"; use a time with its unit (d, w or y), such as 8y, from 1d to 36500d',
    ],
  ],
  [
    "min and max of a lock",
    write(organization, "min: 3d, max: 1y", (value) => value),
    "min: 365d, max: 1y",
    "min: 366d, max: 1y",
    ["config/organization.yaml:15:47 central.nonprod.lock.max: got 365d, shorter than min (366d); use 366d or more"],
  ],
  [
    "min and max of a local lock",
    ownLock,
    "{ min: 7d, max: 7d, reason: no one shortens it }",
    "{ min: 8d, max: 7d, reason: no one shortens it }",
    ["config/accounts/sandbox.yaml:6:23 lock.max: got 7d, shorter than min (8d); use 8d or more"],
  ],
  [
    "shortest cooling-off",
    lock("coolingOff"),
    "3d",
    "2d",
    [
      'config/organization.yaml:15:61 central.nonprod.lock.coolingOff: got "2d"; use a time with its unit (d, w or y), such as 14d, from 3d to 36500d',
    ],
  ],
  [
    "longest cooling-off",
    lock("coolingOff"),
    "36500d",
    "36501d",
    [
      'config/organization.yaml:15:61 central.nonprod.lock.coolingOff: got "36501d"; use a time with its unit (d, w or y), such as 14d, from 3d to 36500d',
    ],
  ],
  [
    "day of arming",
    write(organization, "mode: governance, min: 3d", (value) => `mode: compliance, min: 3d, arm: ${value}`),
    "2028-02-29",
    "2027-02-29",
    [
      'config/organization.yaml:15:45 central.nonprod.lock.arm: got "2027-02-29"; use the day of the decision, such as 2027-01-31',
    ],
  ],
  [
    "reason of a local lock",
    (value) => ownLock(`{ min: 7d, max: 1y, reason: "${value}" }`),
    letters(10),
    letters(9),
    [
      'config/accounts/sandbox.yaml:6:35 lock.reason: got "aaaaaaaaa"; use a sentence that says why, of at least 10 characters',
    ],
  ],
];

const names: readonly Row[] = [
  [
    "length of an account's name",
    fileNamed,
    letters(32),
    letters(33),
    [
      'config/accounts/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.yaml:2:1 got account "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" from the file\'s name; use lower-case letters, digits and hyphens, starting with a letter, at most 32',
    ],
  ],
  [
    "first letter of an account's name",
    fileNamed,
    "a1",
    "1a",
    [
      'config/accounts/1a.yaml:2:1 got account "1a" from the file\'s name; use lower-case letters, digits and hyphens, starting with a letter, at most 32',
    ],
  ],
  [
    "letters of an account's name",
    fileNamed,
    "a-1",
    "a_1",
    [
      'config/accounts/a_1.yaml:2:1 got account "a_1" from the file\'s name; use lower-case letters, digits and hyphens, starting with a letter, at most 32',
    ],
  ],
  [
    "length of the organization's name",
    write(organization, "name: acme", (value) => `name: ${value}`),
    letters(30),
    letters(31),
    [
      'config/organization.yaml:2:7 name: got "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"; use a name of lower-case letters, digits and hyphens, starting with a letter, at most 30 characters',
    ],
  ],
  [
    "first letter of the organization's name",
    write(organization, "name: acme", (value) => `name: ${value}`),
    "a-",
    "-a",
    [
      'config/organization.yaml:2:7 name: got "-a"; use a name of lower-case letters, digits and hyphens, starting with a letter, at most 30 characters',
    ],
  ],
  [
    "length of a rule's name",
    write(bronze, "nightly", (value) => value),
    letters(32),
    letters(33),
    [
      'config/plans/bronze.yaml:6:3 rules.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: got "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"; use a name of lower-case letters, digits and hyphens, starting with a letter, at most 32 characters',
    ],
  ],
  [
    "letters of a rule's name",
    write(bronze, "nightly", (value) => value),
    "every-8-hours",
    "every 8 hours",
    [
      'config/plans/bronze.yaml:6:3 rules.every 8 hours: got "every 8 hours"; use a name of lower-case letters, digits and hyphens, starting with a letter, at most 32 characters',
    ],
  ],
  [
    "length of a unit's name",
    (value) => ({
      [organization]: edit("units:\n", `units:\n  ${value}: { path: ou-ab12-11111111, class: prod, plans: [] }\n`),
    }),
    letters(32),
    letters(33),
    [
      'config/organization.yaml:19:3 units.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: got "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"; use a name of lower-case letters, digits and hyphens, starting with a letter, at most 32 characters',
    ],
  ],
  [
    "length of an owner",
    write(sandbox, "platform@acme.example", (value) => value),
    letters(256),
    letters(257),
    [
      'config/accounts/sandbox.yaml:4:8 owner: got "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…"; use at most 256 letters, digits, spaces and _.:/=+-@, such as payments@acme.example',
    ],
  ],
  [
    "letters of an owner",
    write(sandbox, "platform@acme.example", (value) => value),
    "a b.c:d/e=f+g-h@i_1",
    "a;b",
    [
      'config/accounts/sandbox.yaml:4:8 owner: got "a;b"; use at most 256 letters, digits, spaces and _.:/=+-@, such as payments@acme.example',
    ],
  ],
];

const counts: readonly Row[] = [
  [
    "most rules of a plan",
    (value) => ({ [bronze]: (text) => `${text.slice(0, text.indexOf("rules:"))}rules:\n${rules(Number(value))}` }),
    "10",
    "11",
    ["config/plans/bronze.yaml:6:3 rules: got a mapping of 11 keys; use 1 to 10 rules"],
  ],
  [
    "fewest rules of a plan",
    (value) => ({ [bronze]: (text) => `${text.slice(0, text.indexOf("rules:"))}rules: ${value}` }),
    `\n${rules(1)}`,
    "{}",
    ["config/plans/bronze.yaml:5:8 rules: got an empty mapping; use 1 to 10 rules"],
  ],
  [
    "most Regions of an account",
    add(sandbox, "regions"),
    regionList(5),
    regionList(6),
    [
      "config/accounts/sandbox.yaml:6:10 regions: got [eu-west-1, eu-west-2, eu-west-3, eu-north-1, eu-south-1, eu-central-1]; use at most 5 Regions",
    ],
  ],
  [
    "fewest Regions of an account",
    add(sandbox, "regions"),
    regionList(1),
    "[]",
    ["config/accounts/sandbox.yaml:6:10 regions: got an empty list; use at least one Region, such as [eu-west-2]"],
  ],
  [
    "most Regions of the organization",
    write(organization, "regions: [eu-west-2] #", (value) => `regions: ${value} #`),
    regionList(5),
    regionList(6),
    [
      "config/organization.yaml:4:10 regions: got [eu-west-1, eu-west-2, eu-west-3, eu-north-1, eu-south-1, eu-central-1]; use at most 5 Regions",
    ],
  ],
  [
    "most Regions of a central account",
    write(organization, "[eu-west-2, eu-west-1]", (value) => value),
    regionList(5),
    regionList(6),
    [
      "config/organization.yaml:11:14 central.prod.regions: got [eu-west-1, eu-west-2, eu-west-3, eu-north-1, eu-south-1, eu-central-1]; use at most 5 Regions",
    ],
  ],
  [
    "most Regions of a unit",
    write(organization, "[silver, bronze] }", (value) => `[silver, bronze], regions: ${value} }`),
    regionList(5),
    regionList(6),
    [
      "config/organization.yaml:19:91 units.data-platform.regions: got [eu-west-1, eu-west-2, eu-west-3, eu-north-1, eu-south-1, eu-central-1]; use at most 5 Regions",
    ],
  ],
  [
    "shortest session",
    duty("maxSessionHours"),
    "1",
    "0",
    ["config/organization.yaml:31:22 duties.vaultCustodian.maxSessionHours: got 0; use whole hours from 1 to 12"],
  ],
  [
    "longest session",
    duty("maxSessionHours"),
    "12",
    "13",
    ["config/organization.yaml:31:22 duties.vaultCustodian.maxSessionHours: got 13; use whole hours from 1 to 12"],
  ],
  [
    "whole hours of a session",
    duty("maxSessionHours"),
    "2.0",
    "1.5",
    ["config/organization.yaml:31:22 duties.vaultCustodian.maxSessionHours: got 1.5; use whole hours from 1 to 12"],
  ],
  [
    "fewest principals of a duty",
    write(
      organization,
      '["arn:aws:iam::222222222222:user/custodian-1", "arn:aws:iam::222222222222:user/custodian-2"]',
      (value) => value,
    ),
    '["arn:aws:iam::222222222222:user/custodian-1"]',
    "[]",
    [
      "config/organization.yaml:31:17 duties.vaultCustodian.principals: got an empty list; use at least one principal: a duty that nobody holds is done by nobody",
    ],
  ],
  [
    "fewest subscriptions",
    (value) => ({ [organization]: (text) => text.replace(/subscriptions:\n.*\n.*\n/, `subscriptions: ${value}\n`) }),
    "[{ email: a@b.c }]",
    "[]",
    [
      "config/organization.yaml:49:18 alerts.subscriptions: got an empty list; use at least one subscription: a failed backup that nobody hears of stays failed",
    ],
  ],
  [
    "fewest targets of the pipeline",
    pipeline("deployTo"),
    "[r-ab12]",
    "[]",
    ["config/organization.yaml:55:13 pipeline.deployTo: got an empty list; use at least one OU or the root"],
  ],
  [
    "fewest resource types of a plan",
    write(bronze, "select: {", (value) => `select: { types: ${value},`),
    "[EBS]",
    "[]",
    [
      "config/plans/bronze.yaml:4:18 select.types: got an empty list; use at least one resource type, or leave types out",
    ],
  ],
];

const tags: readonly Row[] = [
  [
    "most tag values",
    tag,
    list(30, (index) => `v${index}`),
    list(31, (index) => `v${index}`),
    [
      "config/plans/bronze.yaml:4:51 select.everythingExcept.tag.backup-plan: got a list of 31; use a tag value or a list of 1 to 30",
    ],
  ],
  [
    "fewest tag values",
    tag,
    "[gold]",
    "[]",
    [
      "config/plans/bronze.yaml:4:51 select.everythingExcept.tag.backup-plan: got an empty list; use a tag value or a list of 1 to 30",
    ],
  ],
  [
    "length of a tag value",
    tag,
    letters(256),
    letters(257),
    [
      'config/plans/bronze.yaml:4:51 select.everythingExcept.tag.backup-plan: got "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…"; use a tag value of at most 256 letters, digits, spaces and _.:/=+-@*',
    ],
  ],
  [
    "letters of a tag value",
    tag,
    "a b_.:/=+-@*",
    '"a;b"',
    [
      'config/plans/bronze.yaml:4:51 select.everythingExcept.tag.backup-plan: got "a;b"; use a tag value of at most 256 letters, digits, spaces and _.:/=+-@*',
    ],
  ],
  [
    "length of a tag value in a list",
    tag,
    `[${letters(256)}]`,
    `[${letters(257)}]`,
    [
      'config/plans/bronze.yaml:4:52 select.everythingExcept.tag.backup-plan[0]: got "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…"; use a tag value of at most 256 letters, digits, spaces and _.:/=+-@*',
    ],
  ],
  [
    "length of a tag key",
    write(bronze, "backup-plan", (value) => value),
    letters(128),
    letters(129),
    [
      'config/plans/bronze.yaml:4:38 select.everythingExcept.tag.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: got "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…"; use a tag key of at most 128 letters, digits, spaces and _.:/=+-@, not starting with aws:',
    ],
  ],
  [
    "start of a tag key",
    write(bronze, "backup-plan", (value) => `"${value}"`),
    "aws-plan",
    "aws:plan",
    [
      'config/plans/bronze.yaml:4:38 select.everythingExcept.tag.aws:plan: got "aws:plan"; use a tag key of at most 128 letters, digits, spaces and _.:/=+-@, not starting with aws:',
    ],
  ],
];

const ids: readonly Row[] = [
  [
    "most digits of an account id",
    write(sandbox, "666666666603", (value) => value),
    "999999999999",
    "9999999999999",
    [
      'config/accounts/sandbox.yaml:2:10 account: got "9999999999999"; use twelve digits in quotes, such as "123456789012"',
    ],
  ],
  [
    "fewest digits of an account id",
    write(sandbox, "666666666603", (value) => value),
    "000000000000",
    "00000000000",
    [
      'config/accounts/sandbox.yaml:2:10 account: got "00000000000"; use twelve digits in quotes, such as "123456789012"',
    ],
  ],
  [
    "digits of an account id",
    write(sandbox, "666666666603", (value) => value),
    "012345678901",
    "0123-4567-89",
    [
      'config/accounts/sandbox.yaml:2:10 account: got "0123-4567-89"; use twelve digits in quotes, such as "123456789012"',
    ],
  ],
  [
    "shortest organization id",
    write(organization, "o-a1b2c3d4e5", (value) => value),
    `o-${letters(10)}`,
    `o-${letters(9)}`,
    [
      'config/organization.yaml:3:21 organization.id: got "o-aaaaaaaaa"; use the organization\'s id, such as o-a1b2c3d4e5',
    ],
  ],
  [
    "longest organization id",
    write(organization, "o-a1b2c3d4e5", (value) => value),
    `o-${letters(32)}`,
    `o-${letters(33)}`,
    [
      'config/organization.yaml:3:21 organization.id: got "o-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"; use the organization\'s id, such as o-a1b2c3d4e5',
    ],
  ],
  [
    "shortest root id",
    write(organization, "root: r-ab12", (value) => `root: ${value}`),
    "r-ab12",
    "r-ab1",
    ['config/organization.yaml:3:41 organization.root: got "r-ab1"; use the root\'s id, such as r-ab12'],
  ],
  [
    "longest root id",
    write(organization, "root: r-ab12", (value) => `root: ${value}`),
    `r-${letters(32)}`,
    `r-${letters(33)}`,
    [
      'config/organization.yaml:3:41 organization.root: got "r-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"; use the root\'s id, such as r-ab12',
    ],
  ],
  [
    "shortest OU id",
    (value) => unit(`path: ${value}`),
    "ou-ab12-11111111",
    "ou-ab12-1111111",
    [
      'config/organization.yaml:19:26 units.data-platform.path: got "ou-ab12-1111111"; use the ids of at most 5 OUs from below the root, such as ou-ab12-11111111 or ou-ab12-11111111/ou-ab12-22222222',
    ],
  ],
  [
    "longest OU id",
    (value) => unit(`path: ${value}`),
    `ou-ab12-${letters(32)}`,
    `ou-ab12-${letters(33)}`,
    [
      'config/organization.yaml:19:26 units.data-platform.path: got "ou-ab12-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"; use the ids of at most 5 OUs from below the root, such as ou-ab12-11111111 or ou-ab12-11111111/ou-ab12-22222222',
    ],
  ],
  [
    "shortest root part of an OU id",
    (value) => unit(`path: ${value}`),
    "ou-ab12-11111111",
    "ou-ab1-11111111",
    [
      'config/organization.yaml:19:26 units.data-platform.path: got "ou-ab1-11111111"; use the ids of at most 5 OUs from below the root, such as ou-ab12-11111111 or ou-ab12-11111111/ou-ab12-22222222',
    ],
  ],
  [
    "longest root part of an OU id",
    (value) => unit(`path: ${value}`),
    `ou-${letters(32)}-11111111`,
    `ou-${letters(33)}-11111111`,
    [
      'config/organization.yaml:19:26 units.data-platform.path: got "ou-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-11111111"; use the ids of at most 5 OUs from below the root, such as ou-ab12-11111111 or ou-ab12-11111111/ou-ab12-22222222',
    ],
  ],
  [
    "deepest OU",
    (value) => unit(`path: ${value}`),
    Array(5).fill("ou-ab12-11111111").join("/"),
    Array(6).fill("ou-ab12-11111111").join("/"),
    [
      'config/organization.yaml:19:26 units.data-platform.path: got "ou-ab12-11111111/ou-ab12-11111111/ou-ab12-11111111/ou-ab12-11111111/ou-ab12-1111…"; use the ids of at most 5 OUs from below the root, such as ou-ab12-11111111 or ou-ab12-11111111/ou-ab12-22222222',
    ],
  ],
  [
    "end of an OU's path",
    (value) => unit(`path: ${value}`),
    "ou-ab12-11111111/ou-ab12-22222222",
    "ou-ab12-11111111/",
    [
      'config/organization.yaml:19:26 units.data-platform.path: got "ou-ab12-11111111/"; use the ids of at most 5 OUs from below the root, such as ou-ab12-11111111 or ou-ab12-11111111/ou-ab12-22222222',
    ],
  ],
  [
    "target of the pipeline",
    pipeline("deployTo"),
    "[ou-ab12-11111111]",
    "[acme]",
    ['config/organization.yaml:55:14 pipeline.deployTo[0]: got "acme"; use the id of an OU or of the root'],
  ],
  [
    "repository",
    write(organization, "acme/backup", (value) => value),
    "a.b-c/d_e",
    "https://github.com/acme/backup",
    [
      'config/organization.yaml:54:15 pipeline.repository: got "https://github.com/acme/backup"; use owner/name of the repository on GitHub',
    ],
  ],
  [
    "branch",
    pipeline("branch"),
    "release/1.0",
    "two words",
    [
      'config/organization.yaml:55:11 pipeline.branch: got "two words"; use the name of the branch that deploys, such as main',
    ],
  ],
  [
    "GitHub's owner id",
    write(organization, '"8675309"', (value) => value),
    '"1"',
    '"acme"',
    ['config/organization.yaml:55:17 pipeline.ids.owner: got "acme"; use the owner\'s numeric id in quotes'],
  ],
  [
    "GitHub's repository id",
    write(organization, '"1234567"', (value) => value),
    '"1"',
    '"backup"',
    [
      'config/organization.yaml:55:40 pipeline.ids.repository: got "backup"; use the repository\'s numeric id in quotes',
    ],
  ],
];

const arns: readonly Row[] = [
  [
    "a role, not its account",
    principal,
    "arn:aws:iam::222222222222:role/a",
    "arn:aws:iam::222222222222:root",
    [
      'config/organization.yaml:31:18 duties.vaultCustodian.principals[0]: got "arn:aws:iam::222222222222:root"; use the ARN of an IAM role or user, such as arn:aws:iam::123456789012:role/backup-operators (* only in its name)',
    ],
  ],
  [
    "a role, not a session of it",
    principal,
    "arn:aws:iam::222222222222:role/a/b",
    "arn:aws:sts::222222222222:assumed-role/a/b",
    [
      'config/organization.yaml:31:18 duties.vaultCustodian.principals[0]: got "arn:aws:sts::222222222222:assumed-role/a/b"; use the ARN of an IAM role or user, such as arn:aws:iam::123456789012:role/backup-operators (* only in its name)',
    ],
  ],
  [
    "a user, not a group",
    principal,
    "arn:aws:iam::222222222222:user/a",
    "arn:aws:iam::222222222222:group/a",
    [
      'config/organization.yaml:31:18 duties.vaultCustodian.principals[0]: got "arn:aws:iam::222222222222:group/a"; use the ARN of an IAM role or user, such as arn:aws:iam::123456789012:role/backup-operators (* only in its name)',
    ],
  ],
  [
    "* in the name, not in the account",
    principal,
    "arn:aws:iam::222222222222:role/a*",
    "arn:aws:iam::*:role/a",
    [
      'config/organization.yaml:31:18 duties.vaultCustodian.principals[0]: got "arn:aws:iam::*:role/a"; use the ARN of an IAM role or user, such as arn:aws:iam::123456789012:role/backup-operators (* only in its name)',
    ],
  ],
  [
    "a name, not everybody",
    principal,
    "arn:aws:iam::222222222222:role/a",
    '"*"',
    [
      'config/organization.yaml:31:18 duties.vaultCustodian.principals[0]: got "*"; use the ARN of an IAM role or user, such as arn:aws:iam::123456789012:role/backup-operators (* only in its name)',
    ],
  ],
  [
    "digits of a principal's account",
    principal,
    "arn:aws:iam::222222222222:role/a",
    "arn:aws:iam::22222222222:role/a",
    [
      'config/organization.yaml:31:18 duties.vaultCustodian.principals[0]: got "arn:aws:iam::22222222222:role/a"; use the ARN of an IAM role or user, such as arn:aws:iam::123456789012:role/backup-operators (* only in its name)',
    ],
  ],
  [
    "a principal's partition",
    principal,
    "arn:aws-us-gov:iam::222222222222:role/a",
    "arn:aws-eu:iam::222222222222:role/a",
    [
      'config/organization.yaml:31:18 duties.vaultCustodian.principals[0]: got "arn:aws-eu:iam::222222222222:role/a"; use the ARN of an IAM role or user, such as arn:aws:iam::123456789012:role/backup-operators (* only in its name)',
    ],
  ],
  [
    "an e-mail address",
    subscription,
    "email: a@b.c",
    "email: a@b",
    ['config/organization.yaml:50:14 alerts.subscriptions[0].email: got "a@b"; use an e-mail address'],
  ],
  [
    "an address with TLS",
    subscription,
    "https: https://a",
    "https: http://a",
    [
      'config/organization.yaml:50:14 alerts.subscriptions[0].https: got "http://a"; use an address that starts with https://, without ${ or %{',
    ],
  ],
  [
    "a queue",
    subscription,
    "sqs: arn:aws:sqs:eu-west-2:222222222222:a",
    "sqs: arn:aws:sns:eu-west-2:222222222222:a",
    [
      'config/organization.yaml:50:12 alerts.subscriptions[0].sqs: got "arn:aws:sns:eu-west-2:222222222222:a"; use the ARN of an SQS queue',
    ],
  ],
  [
    "a function",
    subscription,
    "lambda: arn:aws:lambda:eu-west-2:222222222222:function:a",
    "lambda: a",
    ['config/organization.yaml:50:15 alerts.subscriptions[0].lambda: got "a"; use the ARN of a Lambda function'],
  ],
];

const reasons: readonly Row[] = [
  [
    "reason for shorter copies",
    write(bronze, "    keep: { local: 7d", (value) => `    shorterCopies: ${value}\n    keep: { local: 42d`),
    letters(10),
    letters(9),
    [
      'config/plans/bronze.yaml:11:20 rules.nightly.shorterCopies: got "aaaaaaaaa"; use a sentence that says why, of at least 10 characters',
    ],
  ],
  [
    "reason for a type that is not copied",
    write(bronze, "rules:", (value) => `uncopied: { Redshift: ${value} }\nrules:`),
    letters(10),
    letters(9),
    [
      'config/plans/bronze.yaml:5:23 uncopied.Redshift: got "aaaaaaaaa"; use a sentence that says why, of at least 10 characters',
    ],
  ],
  [
    "kind that there is none of",
    write(bronze, "rules:", (value) => `absent: { "${value}": the service catalogue offers none }\nrules:`),
    "RDS Multi-AZ cluster",
    "RDS Multi-AZ clusters",
    ["config/plans/bronze.yaml:5:11 absent.RDS Multi-AZ clusters: unknown key; did you mean RDS Multi-AZ cluster?"],
  ],
  [
    "type that is not copied",
    write(bronze, "rules:", (value) => `uncopied: { ${value}: reports that are rebuilt }\nrules:`),
    "Redshift",
    "RedShift",
    ["config/plans/bronze.yaml:5:13 uncopied.RedShift: unknown key; did you mean Redshift?"],
  ],
  [
    "reason for no lock",
    add(sandbox, "unlocked"),
    letters(10),
    letters(9),
    [
      'config/accounts/sandbox.yaml:6:11 unlocked: got "aaaaaaaaa"; use a sentence that says why, of at least 10 characters',
    ],
  ],
  [
    "source keys",
    add(sandbox, "sourceKeys"),
    "customer",
    "aws",
    ['config/accounts/sandbox.yaml:6:13 sourceKeys: got "aws"; use customer, or leave it out'],
  ],
  [
    "reason for no MFA",
    duty("requireMfa: false\n    reason"),
    letters(10),
    letters(9),
    [
      'config/organization.yaml:32:13 duties.vaultCustodian.reason: got "aaaaaaaaa"; use a sentence that says why, of at least 10 characters',
    ],
  ],
  [
    "reason for no guardrails",
    write(
      organization,
      "management: { region: eu-west-2 }",
      (value) => `management: { region: eu-west-2, guardrails: false, reason: ${value} }`,
    ),
    letters(10),
    letters(9),
    [
      'config/organization.yaml:57:61 management.reason: got "aaaaaaaaa"; use a sentence that says why, of at least 10 characters',
    ],
  ],
  [
    "reason for no copy",
    (value) => ({
      [bronze]: (text) =>
        text.replace("isolatedRpo: 48h, ", "").replace(", central: 35d }", ` }\n    localOnly: ${value}`),
    }),
    letters(10),
    letters(9),
    [
      'config/plans/bronze.yaml:12:16 rules.nightly.localOnly: got "aaaaaaaaa"; use a sentence that says why, of at least 10 characters',
    ],
  ],
  [
    "a reason that says something",
    duty("requireMfa: false\n    reason"),
    letters(10),
    `"${" ".repeat(10)}"`,
    [
      'config/organization.yaml:32:13 duties.vaultCustodian.reason: got "          "; use a sentence that says why, of at least 10 characters',
    ],
  ],
];

describe.each([
  ["retentions", retentions],
  ["times", times],
  ["locks", locks],
  ["names", names],
  ["counts", counts],
  ["tags", tags],
  ["ids", ids],
  ["ARNs and addresses", arns],
  ["reasons", reasons],
])("%s", (_, rows) => {
  test.each(rows)("%s", (_limit, key, good, bad, lines) => {
    expect(fileProblemsOf(configWith(key(good)))).toEqual([]);

    expect(fileProblemsOf(configWith(key(bad)))).toEqual(lines);
  });
});
