import { chmodSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { judge } from "../../src/judge.ts";
import { type Changes, configWith, edit, exampleText, problemsOf } from "../support/config.ts";

type Row = readonly [behaviour: string, changes: Changes, lines: readonly string[]];

const sandbox = "accounts/sandbox.yaml";
const bronze = "plans/bronze.yaml";
const organization = "organization.yaml";
const inSandbox = (old: string, replacement: string): Changes => ({ [sandbox]: edit(old, replacement) });
const inBronze = (old: string, replacement: string): Changes => ({ [bronze]: edit(old, replacement) });
const inOrganization = (old: string, replacement: string): Changes => ({ [organization]: edit(old, replacement) });
const more = (text: string) => (before: string) => `${before}${text}`;

test("the example organization has no problem", () => {
  expect(problemsOf(configWith())).toEqual([]);
});

test.each([
  [
    "a schedule, whose way out has a semicolon of its own",
    inBronze("cron(0 3 ? * * *)", "cron(0 4 1 * MON *)"),
    'got "MON" in the day-of-week field',
    "",
    "use ?, because day-of-month is 1; AWS takes one of the two, so write a second rule for the other",
  ],
  [
    "a key that others ask for",
    inBronze(", central: 35d", ""),
    "missing",
    "every rule copies to the central account",
    "write a retention, or localOnly: <why not>",
  ],
  [
    "YAML in which a semicolon stands",
    inSandbox("plans: [bronze]", "plans: [bronze] ; x"),
    'not readable as YAML: got "; x" where nothing can stand',
    "",
    "check indentation, quotes and brackets here and in the line above",
  ],
])("what is wrong, what comes of it and the way out are apart: %s", (_, changes, got, why, use) => {
  const { problems } = judge(configWith(changes), undefined, undefined);

  const errors = problems.filter(({ severity }) => severity === "error");
  expect(errors.map((problem) => [problem.got, problem.why, problem.use])).toEqual([[got, why, use]]);
});

const syntax: readonly Row[] = [
  [
    "a list that is not closed",
    inSandbox("[bronze]", "[bronze"),
    [
      "config/accounts/sandbox.yaml:6:1 not readable as YAML: got no end of a text, list or mapping; write the quote or bracket that ends it",
    ],
  ],
  [
    "a quote that is not closed",
    inSandbox('603"', "603"),
    [
      "config/accounts/sandbox.yaml:6:1 not readable as YAML: got no end of a text, list or mapping; write the quote or bracket that ends it",
    ],
  ],
  [
    "two values in a line",
    inSandbox("class: nonprod", "class: nonprod: prod"),
    [
      "config/accounts/sandbox.yaml:3:8 not readable as YAML: got a key within the value before it; put keys of one mapping in the same column, each with a colon and a space, and each text with its quote at both ends",
    ],
  ],
  [
    "a tab that indents",
    { [sandbox]: more("lock:\n\tmin: 7d\n") },
    ["config/accounts/sandbox.yaml:7:1 got a tab; use spaces to indent"],
  ],
  [
    "a key written twice",
    { [sandbox]: more("class: prod\n") },
    ["config/accounts/sandbox.yaml:6:1 got this key twice; remove one"],
  ],
  [
    "a second document",
    { [sandbox]: more("---\nclass: prod\n") },
    ["config/accounts/sandbox.yaml:6:1 got a second document; use one file for each"],
  ],
  [
    "a tag",
    inSandbox("nonprod", "!class nonprod"),
    ["config/accounts/sandbox.yaml:3:8 got a YAML tag; use a plain value without !"],
  ],
  [
    "an alias without its anchor",
    inSandbox("[bronze]", "*usual"),
    ['config/accounts/sandbox.yaml:5:8 no anchor named "usual" above; use the value itself'],
  ],
];

const keys: readonly Row[] = [
  [
    "a key with a letter missing",
    inSandbox("owner:", "ownr:"),
    [
      "config/accounts/sandbox.yaml:2:1 owner: missing; write who answers for the account, such as payments@acme.example",
      "config/accounts/sandbox.yaml:4:1 ownr: unknown key; did you mean owner?",
    ],
  ],
  [
    "a key nothing is near to",
    inSandbox("plans:", "colour: red\nplans:"),
    [
      "config/accounts/sandbox.yaml:5:1 colour: unknown key; use one of name, account, class, owner, unit, plans, regions, lock, unlocked, sourceKeys, serviceLinkedRole, state",
    ],
  ],
  [
    "a key deep in a plan",
    inBronze("local: 7d", "local: 7d, centralColdAftr: 30d"),
    ["config/plans/bronze.yaml:11:24 rules.nightly.keep.centralColdAftr: unknown key; did you mean centralColdAfter?"],
  ],
  [
    "a key within the rules",
    inBronze("    startWithin:", "    startWithn:"),
    ["config/plans/bronze.yaml:8:5 rules.nightly.startWithn: unknown key; did you mean startWithin?"],
  ],
  [
    "a key within a duty",
    inOrganization("  auditor:\n", "  auditor:\n    maxSessionHour: 4\n"),
    ["config/organization.yaml:43:5 duties.auditor.maxSessionHour: unknown key; did you mean maxSessionHours?"],
  ],
  [
    "a key within a unit",
    inOrganization("class: prod, plans", "klass: prod, plans"),
    [
      "config/organization.yaml:19:18 units.data-platform.class: missing; write prod or nonprod",
      "config/organization.yaml:19:44 units.data-platform.klass: unknown key; did you mean class?",
    ],
  ],
  [
    "a missing class",
    inSandbox("class: nonprod\n", ""),
    ["config/accounts/sandbox.yaml:2:1 class: missing; write prod or nonprod"],
  ],
  [
    "a missing account",
    inSandbox('account: "666666666603"\n', ""),
    ['config/accounts/sandbox.yaml:2:1 account: missing; write twelve digits in quotes, such as "123456789012"'],
  ],
  [
    "a missing owner",
    inSandbox("owner: platform@acme.example\n", ""),
    [
      "config/accounts/sandbox.yaml:2:1 owner: missing; write who answers for the account, such as payments@acme.example",
    ],
  ],
  [
    "a missing lock of a central account",
    inOrganization("    lock: { mode: governance, min: 3d, max: 1y }\n", ""),
    ["config/organization.yaml:14:5 central.nonprod.lock: missing; write a lock, such as { min: 7d, max: 8y }"],
  ],
  [
    "a missing schedule",
    inBronze("    schedule: cron(0 3 ? * * *)\n", ""),
    [
      "config/plans/bronze.yaml:7:5 rules.nightly.schedule: missing; write an expression such as cron(30 1 ? * * *), in UTC",
    ],
  ],
  [
    "a missing retention",
    inBronze("local: 7d, ", ""),
    [
      "config/plans/bronze.yaml:11:11 rules.nightly.keep.local: missing; write a time with its unit (d, w or y), such as 35d, from 1d to 36500d",
    ],
  ],
  [
    "a rule without a copy",
    inBronze(", central: 35d", ""),
    [
      "config/plans/bronze.yaml:11:11 rules.nightly.keep.central: missing; every rule copies to the central account; write a retention, or localOnly: <why not>",
    ],
  ],
  [
    "a promise that forgets the copy",
    inBronze("isolatedRpo: 48h, ", ""),
    [
      "config/plans/bronze.yaml:3:10 promise.isolatedRpo: missing; the plan copies to the central account; write what may be lost when only the copy is left",
    ],
  ],
  [
    "a missing part of the organization",
    { [organization]: (text) => text.slice(0, text.indexOf("alerts:")) },
    [
      "config/organization.yaml:2:1 alerts: missing; write the alerts, with their subscriptions",
      "config/organization.yaml:2:1 pipeline: missing; write the pipeline, with its repository",
    ],
  ],
];

const types: readonly Row[] = [
  [
    "a text where a list belongs",
    inSandbox("[bronze]", "bronze"),
    ['config/accounts/sandbox.yaml:5:8 plans: got "bronze"; use a list of plans, such as [gold]'],
  ],
  [
    "nothing where a list belongs",
    inSandbox(" [bronze]", ""),
    ["config/accounts/sandbox.yaml:5:7 plans: got nothing; use a list of plans, such as [gold]"],
  ],
  [
    "a number where a name belongs",
    inSandbox("nonprod", "1"),
    ["config/accounts/sandbox.yaml:3:8 class: got 1; use prod or nonprod"],
  ],
  [
    "a mapping where a text belongs",
    inSandbox("platform@acme.example", "{ name: platform }"),
    [
      "config/accounts/sandbox.yaml:4:8 owner: got a mapping of name; use who answers for the account, such as payments@acme.example",
    ],
  ],
  [
    "a list where a mapping belongs",
    { [sandbox]: more("lock: [7d, 1y]\n") },
    ["config/accounts/sandbox.yaml:6:7 lock: got [7d, 1y]; use a lock, such as { min: 7d, max: 8y }"],
  ],
  [
    "a number without its unit",
    inBronze("startWithin: 2h", "startWithin: 2"),
    [
      "config/plans/bronze.yaml:8:18 rules.nightly.startWithin: got 2; use a time with its unit (m, h or d), such as 1h, from 1h to 36500d",
    ],
  ],
  [
    "a number of days without its unit",
    inBronze("local: 7d", "local: 7"),
    [
      "config/plans/bronze.yaml:11:20 rules.nightly.keep.local: got 7; use a time with its unit (d, w or y), such as 35d, from 1d to 36500d",
    ],
  ],
  [
    "a text where true or false belongs",
    inBronze("    keep:", "    continuous: yes\n    keep:"),
    [
      'config/plans/bronze.yaml:11:17 rules.nightly.continuous: got "yes"; use true or false: point-in-time recovery for the types that have it',
    ],
  ],
  [
    "a text where a number belongs",
    inOrganization("  auditor:\n", '  auditor:\n    maxSessionHours: "4"\n'),
    ['config/organization.yaml:43:22 duties.auditor.maxSessionHours: got "4"; use whole hours from 1 to 12'],
  ],
  [
    "a class that does not exist",
    inSandbox("nonprod", "staging"),
    ['config/accounts/sandbox.yaml:3:8 class: got "staging"; use prod or nonprod'],
  ],
  [
    "a state that does not exist",
    { [sandbox]: more("state: gone\n") },
    ['config/accounts/sandbox.yaml:6:8 state: got "gone"; use active or retired'],
  ],
  [
    "a lock mode that does not exist",
    inOrganization("governance, min: 3d", "strict, min: 3d"),
    ['config/organization.yaml:15:19 central.nonprod.lock.mode: got "strict"; use governance or compliance'],
  ],
  [
    "a resource type that does not exist",
    inBronze("select: { ", "select: { types: [EBSS], "),
    [
      'config/plans/bronze.yaml:4:19 select.types[0]: got "EBSS"; use one of Aurora, CloudFormation, DSQL, DocumentDB, DynamoDB, EBS, EC2, EFS, EKS, FSx, Neptune, RDS, Redshift, Redshift Serverless, S3, SAP HANA on Amazon EC2, Storage Gateway, Timestream, VirtualMachine',
    ],
  ],
  [
    "a rule name in capitals",
    inBronze("nightly:", "Nightly:"),
    [
      'config/plans/bronze.yaml:6:3 rules.Nightly: got "Nightly"; use a name of lower-case letters, digits and hyphens, starting with a letter, at most 32 characters',
    ],
  ],
  [
    "an account id without quotes",
    inSandbox('"666666666603"', "666666666603"),
    [
      'config/accounts/sandbox.yaml:2:10 account: got 666666666603 without quotes; write "666666666603", so that every digit is kept',
    ],
  ],
  [
    "an account id without quotes that starts with 0",
    inSandbox('"666666666603"', "012345678901"),
    [
      'config/accounts/sandbox.yaml:2:10 account: got 012345678901 without quotes; write "012345678901", so that every digit is kept',
    ],
  ],
  [
    "an account id without quotes that is too short",
    inSandbox('"666666666603"', "66666666660"),
    ['config/accounts/sandbox.yaml:2:10 account: got 66666666660; use twelve digits in quotes, such as "123456789012"'],
  ],
  [
    "the management account without quotes",
    inOrganization('"111111111111"', "111111111111"),
    [
      'config/organization.yaml:3:61 organization.management: got 111111111111 without quotes; write "111111111111", so that every digit is kept',
    ],
  ],
  [
    "a GitHub id without quotes",
    inOrganization('"8675309"', "8675309"),
    ["config/organization.yaml:55:17 pipeline.ids.owner: got 8675309; use the owner's numeric id in quotes"],
  ],
];

const accounts: readonly Row[] = [
  [
    "an account id in two files",
    inSandbox("666666666603", "555555555501"),
    [
      'config/accounts/sandbox.yaml:2:10 account: got "555555555501", which is already the account of accounts/payments-prod.yaml; an account has one place; use the id of another account',
    ],
  ],
  [
    "the management account as application account",
    inSandbox("666666666603", "111111111111"),
    [
      'config/accounts/sandbox.yaml:2:10 account: got "111111111111", which is already the management account; an account has one place; use the id of another account',
    ],
  ],
  [
    "the shared account as application account",
    inSandbox("666666666603", "222222222222"),
    [
      'config/accounts/sandbox.yaml:2:10 account: got "222222222222", which is already the shared resources account; an account has one place; use the id of another account',
    ],
  ],
  [
    "central prod as application account",
    inSandbox("666666666603", "333333333333"),
    [
      'config/accounts/sandbox.yaml:2:10 account: got "333333333333", which is already central prod; an account has one place; use the id of another account',
    ],
  ],
  [
    "central non-prod as application account",
    inSandbox("666666666603", "444444444444"),
    [
      'config/accounts/sandbox.yaml:2:10 account: got "444444444444", which is already central non-prod; an account has one place; use the id of another account',
    ],
  ],
  [
    "central prod as central non-prod",
    inOrganization("444444444444", "333333333333"),
    [
      'config/organization.yaml:14:14 central.nonprod.account: got "333333333333", which is already central prod; an account has one place; use the id of another account',
    ],
  ],
  [
    "the management account as shared account",
    inOrganization('222222222222", region', '111111111111", region'),
    [
      'config/organization.yaml:6:20 shared.account: got "111111111111", which is already the management account; an account has one place; use the id of another account',
    ],
  ],
  [
    "an account's name that is not its file's",
    { [sandbox]: more("name: sandpit\n") },
    [
      'config/accounts/sandbox.yaml:6:7 name: got "sandpit" in a file named sandbox.yaml; use "sandbox", or rename the file',
    ],
  ],
  [
    "a plan's name that is not its file's",
    { [bronze]: more("name: copper\n") },
    ['config/plans/bronze.yaml:15:7 name: got "copper" in a file named bronze.yaml; use "bronze", or rename the file'],
  ],
  [
    "a file whose name is no name",
    { "accounts/Sand_Pit.yaml": exampleText(sandbox).replace("603", "609") },
    [
      'config/accounts/Sand_Pit.yaml:2:1 got account "Sand_Pit" from the file\'s name; use lower-case letters, digits and hyphens, starting with a letter, at most 32',
    ],
  ],
  [
    "a plan nobody has",
    inSandbox("[bronze]", "[bronce]"),
    ['config/accounts/sandbox.yaml:5:9 plans[0]: no plan named "bronce"; did you mean bronze?'],
  ],
  [
    "a plan nothing is near to",
    inSandbox("[bronze]", "[platinum]"),
    ['config/accounts/sandbox.yaml:5:9 plans[0]: no plan named "platinum"; use one of bronze, gold, silver'],
  ],
  [
    "a plan that a unit names",
    inOrganization("[silver, bronze]", "[silver, iron]"),
    [
      'config/organization.yaml:19:73 units.data-platform.plans[1]: no plan named "iron"; use one of bronze, gold, silver',
    ],
  ],
  [
    "a plan named twice",
    inSandbox("[bronze]", "[bronze, bronze]"),
    ["config/accounts/sandbox.yaml:5:17 plans[1]: got bronze twice; remove one"],
  ],
  [
    "a plan the unit has already",
    { "accounts/warehouse-prod.yaml": more("plans: [gold, silver]\n") },
    ["config/accounts/warehouse-prod.yaml:7:15 plans[1]: got silver, which unit data-platform has already; remove it"],
  ],
  [
    "a unit nobody has",
    { "accounts/warehouse-prod.yaml": edit("unit: data-platform", "unit: data-platfrom") },
    ['config/accounts/warehouse-prod.yaml:5:7 unit: no unit named "data-platfrom"; did you mean data-platform?'],
  ],
  [
    "a unit nothing is near to",
    { [sandbox]: more("unit: mobile\n") },
    ['config/accounts/sandbox.yaml:6:7 unit: no unit named "mobile"; use one of data-platform'],
  ],
  [
    "a unit where there is none",
    { [organization]: (text) => text.replace(/units:\n.*\n/, ""), "accounts/lakehouse-prod.yaml": null },
    ['config/accounts/warehouse-prod.yaml:5:7 unit: no unit named "data-platform"; there is none yet'],
  ],
  [
    "a class that is not the unit's",
    { "accounts/warehouse-prod.yaml": edit("class: prod", "class: nonprod") },
    [
      "config/accounts/warehouse-prod.yaml:3:8 class: got nonprod, but unit data-platform is prod (organization.yaml); use prod, or another unit",
    ],
  ],
  [
    "Regions of its own in a unit",
    { "accounts/warehouse-prod.yaml": more("regions: [eu-west-1]\n") },
    [
      "config/accounts/warehouse-prod.yaml:7:10 regions: got Regions of its own in unit data-platform, whose policies run in the unit's Regions; remove regions",
    ],
  ],
  [
    "a retired account in a unit",
    { "accounts/warehouse-prod.yaml": more("state: retired\n") },
    [
      "config/accounts/warehouse-prod.yaml:7:8 state: got retired in unit data-platform, whose policies would still reach it; move the account out of the OU, then remove unit",
    ],
  ],
  [
    "no plans",
    inSandbox("plans: [bronze]\n", ""),
    ["config/accounts/sandbox.yaml:2:1 plans: missing; write the plans that protect it, such as [gold]"],
  ],
  [
    "an empty list of plans",
    inSandbox("[bronze]", "[]"),
    [
      "config/accounts/sandbox.yaml:5:8 plans: got an empty list; nothing would be backed up; use a plan, or state: retired",
    ],
  ],
  [
    "a unit within another",
    inOrganization("units:\n", "units:\n  lake: { path: ou-ab12-1a2b3c4d/ou-ab12-11111111, class: prod, plans: [] }\n"),
    [
      "config/organization.yaml:19:17 units.lake.path: got ou-ab12-1a2b3c4d/ou-ab12-11111111, which lies within unit data-platform and inherits its policies; use OUs that are apart",
    ],
  ],
  [
    "a unit twice",
    inOrganization("units:\n", "units:\n  lake: { path: ou-ab12-1a2b3c4d, class: prod, plans: [] }\n"),
    [
      "config/organization.yaml:19:17 units.lake.path: got ou-ab12-1a2b3c4d, which lies within unit data-platform and inherits its policies; use OUs that are apart",
    ],
  ],
  [
    "a plan nobody uses",
    { "plans/tin.yaml": exampleText(bronze) },
    ["config/plans/tin.yaml:3:1 warning: no account or unit has plan tin; name it in one, or remove the file"],
  ],
];

const regions: readonly Row[] = [
  [
    "a Region of an account",
    { [sandbox]: more("regions: [eu-wst-2]\n") },
    ['config/accounts/sandbox.yaml:6:11 regions[0]: no Region named "eu-wst-2"; did you mean eu-west-2?'],
  ],
  [
    "the organization's Region",
    inOrganization("regions: [eu-west-2] #", "regions: [eu-west-22] #"),
    ['config/organization.yaml:4:11 regions[0]: no Region named "eu-west-22"; did you mean eu-west-2?'],
  ],
  [
    "the Region of the shared account",
    inOrganization('222", region: eu-west-2', '222", region: eu-west-9'),
    ['config/organization.yaml:6:44 shared.region: no Region named "eu-west-9"; did you mean eu-west-1?'],
  ],
  [
    "a Region of a central account",
    inOrganization("[eu-west-2, eu-west-1]", "[eu-west-2, eu-vest-1]"),
    ['config/organization.yaml:11:26 central.prod.regions[1]: no Region named "eu-vest-1"; did you mean eu-west-1?'],
  ],
  [
    "a Region of a unit",
    inOrganization("[silver, bronze] }", "[silver, bronze], regions: [eu-west-2, eu-east-2] }"),
    [
      'config/organization.yaml:19:103 units.data-platform.regions[1]: no Region named "eu-east-2"; did you mean eu-west-2?',
    ],
  ],
  [
    "a Region whose types are opted in",
    inOrganization("optIn:\n", "optIn:\n  byRegion: { us-eest-1: [EBS] }\n"),
    ['config/organization.yaml:22:15 optIn.byRegion.us-eest-1: no Region named "us-eest-1"; did you mean us-east-1?'],
  ],
  [
    "the Region of the management stack",
    inOrganization("management: { region: eu-west-2", "management: { region: us-eat-1"),
    ['config/organization.yaml:57:23 management.region: no Region named "us-eat-1"; did you mean us-east-1?'],
  ],
  [
    "a Region nothing is near to",
    { [sandbox]: more("regions: [mars]\n") },
    [
      'config/accounts/sandbox.yaml:6:11 regions[0]: no Region named "mars"; use one of af-south-1, ap-east-1, ap-east-2, ap-northeast-1, ap-northeast-2, ap-northeast-3, ap-south-1, ap-south-2, ap-southeast-1, ap-southeast-2, ap-southeast-3, ap-southeast-4, ap-southeast-5, ap-southeast-6, ap-southeast-7, ca-central-1, ca-west-1, eu-central-1, eu-central-2, eu-north-1, eu-south-1, eu-south-2, eu-west-1, eu-west-2, eu-west-3, il-central-1, me-central-1, me-south-1, mx-central-1, sa-east-1, us-east-1, us-east-2, us-west-1, us-west-2, cn-north-1, cn-northwest-1, us-gov-east-1, us-gov-west-1, eusc-de-east-1',
    ],
  ],
  [
    "a Region of another partition",
    { [sandbox]: more("regions: [eu-west-2, cn-north-1]\n") },
    [
      "config/accounts/sandbox.yaml:6:22 regions[1]: got cn-north-1 of partition aws-cn, but shared is in eu-west-2 of aws; use Regions of one partition",
    ],
  ],
  [
    "a Region twice",
    { [sandbox]: more("regions: [eu-west-2, eu-west-2]\n") },
    ["config/accounts/sandbox.yaml:6:10 regions: got [eu-west-2, eu-west-2]; use each Region once"],
  ],
];

const finalLock = (lock: string, lockDate: string) =>
  inOrganization(
    "mode: governance, min: 3d, max: 1y }",
    `${lock}, cooledOff: { lockDate: ${lockDate}, reason: the state was lost } }`,
  );
const contradictions: readonly Row[] = [
  [
    "a lock armed without compliance",
    inOrganization("max: 1y }", "max: 1y, arm: 2027-01-31 }"),
    [
      "config/organization.yaml:15:54 central.nonprod.lock.arm: got 2027-01-31 with mode governance; arm belongs to mode: compliance; remove one of them",
    ],
  ],
  [
    "a lock that is final and never armed",
    finalLock("mode: compliance, min: 3d, max: 1y", "2027-02-14"),
    [
      "config/organization.yaml:15:60 central.nonprod.lock.cooledOff: got cooledOff of a lock that is not armed; only an armed lock cools off, and Terraform never arms one that is said to be final; remove cooledOff, or write the arm that was deployed",
    ],
  ],
  [
    "a lock that is final a day before it can be",
    finalLock("mode: compliance, min: 3d, max: 1y, arm: 2027-01-31", "2027-02-13"),
    [
      "config/organization.yaml:15:89 central.nonprod.lock.cooledOff.lockDate: got 2027-02-13; a lock armed on 2027-01-31 with 14d to cool off is final on 2027-02-14 at the earliest; use LockDate as `aws backup describe-backup-vault` shows it; without one the lock is not armed yet, and cooledOff is to be removed",
    ],
  ],
  [
    "a lock that is final without a reason",
    inOrganization(
      "governance, min: 3d, max: 1y }",
      "compliance, min: 3d, max: 1y, arm: 2027-01-31, cooledOff: { lockDate: 2027-02-14 } }",
    ),
    [
      "config/organization.yaml:15:77 central.nonprod.lock.cooledOff.reason: missing; write a sentence that says why, of at least 10 characters",
    ],
  ],
  [
    "an arm that is no day",
    inOrganization("max: 1y }", "max: 1y, arm: 2027-02-30 }"),
    [
      'config/organization.yaml:15:54 central.nonprod.lock.arm: got "2027-02-30"; use the day of the decision, such as 2027-01-31',
      "config/organization.yaml:15:54 central.nonprod.lock.arm: got 2027-02-30 with mode governance; arm belongs to mode: compliance; remove one of them",
    ],
  ],
  [
    "no MFA without a reason",
    inOrganization("  vaultCustodian:", "  vaultCustodian:\n    requireMfa: false"),
    [
      "config/organization.yaml:31:17 duties.vaultCustodian.requireMfa: got false without a reason; add reason: <why MFA is not needed>, or remove requireMfa",
    ],
  ],
  [
    "no guardrails without a reason",
    inOrganization("management: { region: eu-west-2", "management: { guardrails: false, region: eu-west-2"),
    [
      "config/organization.yaml:57:27 management.guardrails: got false without a reason; add reason: <what guards the accounts instead>, or remove guardrails",
    ],
  ],
  [
    "a local lock without a reason",
    { [sandbox]: more("lock: { min: 7d, max: 1y }\n") },
    [
      "config/accounts/sandbox.yaml:6:7 lock.reason: missing; write a sentence that says why, of at least 10 characters",
    ],
  ],
  [
    "a lock and a reason for none",
    { [sandbox]: more("unlocked: a cache that is rebuilt\nlock: { min: 7d, max: 1y, reason: nobody shortens it }\n") },
    ["config/accounts/sandbox.yaml:6:11 unlocked: got a reason for unlocked vaults beside a lock; remove one of them"],
  ],
  [
    "a reason for shorter copies where none is shorter",
    inBronze(
      "    keep: { local: 7d, central: 35d",
      "    shorterCopies: central keeps the monthly\n    keep: { local: 14d, central: 35d",
    ),
    [
      "config/plans/bronze.yaml:11:20 rules.nightly.shorterCopies: got a reason for shorter copies, but no copy is kept shorter than the local backup; remove it",
    ],
  ],
  [
    "a copy in a rule that is local only",
    inBronze("    keep:", "    localOnly: cache that is rebuilt\n    keep:"),
    [
      "config/plans/bronze.yaml:3:35 promise.isolatedRpo: got a promise for the isolated copy, but every rule is localOnly; remove it",
      "config/plans/bronze.yaml:12:33 rules.nightly.keep.central: got a retention for a copy in a rule with localOnly; remove one of them",
    ],
  ],
  [
    "a promise for copies that nobody makes",
    inBronze("central: 35d }", "}\n    localOnly: cache that is rebuilt"),
    [
      "config/plans/bronze.yaml:3:35 promise.isolatedRpo: got a promise for the isolated copy, but every rule is localOnly; remove it",
    ],
  ],
  [
    "a selection of both kinds",
    inBronze("select: {", "select: { tag: { backup-plan: bronze },"),
    ["config/plans/bronze.yaml:4:9 select: got both tag and everythingExcept; use one of them"],
  ],
  [
    "a selection of neither kind",
    inBronze("{ everythingExcept: { tag: { backup-plan: [gold, silver, none] } } }", "{}"),
    ["config/plans/bronze.yaml:4:9 select: got neither tag nor everythingExcept; use one of them"],
  ],
  [
    "two tag keys",
    inBronze("[gold, silver, none]", "[gold], tier: [silver]"),
    [
      "config/plans/bronze.yaml:4:36 select.everythingExcept.tag: got a mapping of backup-plan, tier; use exactly one tag key",
    ],
  ],
  [
    "two endpoints in a subscription",
    inOrganization(
      "- email: backup-team@acme.example\n",
      "- email: backup-team@acme.example\n      sqs: arn:aws:sqs:eu-west-2:222222222222:alerts\n",
    ),
    [
      "config/organization.yaml:50:7 alerts.subscriptions[0]: got 2 endpoints in one subscription; use one of email, https, sqs, lambda",
    ],
  ],
  [
    "no endpoint in a subscription",
    inOrganization("- email: backup-team@acme.example", "- {}"),
    [
      "config/organization.yaml:50:7 alerts.subscriptions[0]: got 0 endpoints in one subscription; use one of email, https, sqs, lambda",
    ],
  ],
];

const folders: readonly Row[] = [
  [
    "an empty organization",
    { accounts: null, plans: null, "accounts/.gitkeep": "", "plans/.gitkeep": "" },
    [
      "config/organization.yaml:2:1 no application account; add one as accounts/<account>.yaml (lockstep onboard writes it)",
      "config/organization.yaml:2:1 no plan; add one as plans/<plan>.yaml",
    ],
  ],
  [
    "no accounts folder",
    { accounts: null },
    [
      "config/accounts:1:1 no such folder; use a folder with one YAML file for each of the accounts",
      "config/organization.yaml:2:1 no application account; add one as accounts/<account>.yaml (lockstep onboard writes it)",
    ],
  ],
  [
    "no plans folder",
    { plans: null },
    [
      "config/organization.yaml:2:1 no plan; add one as plans/<plan>.yaml",
      "config/plans:1:1 no such folder; use a folder with one YAML file for each of the plans",
    ],
  ],
  [
    "no organization.yaml",
    { [organization]: null },
    [
      "config/organization.yaml:1:1 no such file; write the organization's settings there, or use --config to name another folder",
    ],
  ],
  [
    "an empty file",
    { [sandbox]: "" },
    [
      "config/accounts/sandbox.yaml:1:1 got an empty file; write an application account with account, class, owner and plans",
    ],
  ],
  [
    "a folder named like a file",
    { "accounts/x.yaml/notes": "" },
    ["config/accounts/x.yaml:1:1 a folder, not a file; use a readable YAML file"],
  ],
  [
    "a file named like a folder",
    { plans: exampleText(bronze) },
    [
      "config/organization.yaml:2:1 no plan; add one as plans/<plan>.yaml",
      "config/plans:1:1 a file, not a folder; use a folder with one YAML file for each of the plans",
    ],
  ],
  [
    "a file that ends in .yml",
    { "accounts/x.yml": exampleText(sandbox) },
    ["config/accounts/x.yml:1:1 unknown file; accounts are files that end in .yaml"],
  ],
  [
    "a file that nobody reads",
    { "organisation.yml": "", "acounts/x.yaml": "" },
    [
      "config/acounts:1:1 unknown file; config has organization.yaml, plans/ and accounts/",
      "config/organisation.yml:1:1 unknown file; config has organization.yaml, plans/ and accounts/",
    ],
  ],
];

describe.each([
  ["YAML syntax", syntax],
  ["keys", keys],
  ["types and values", types],
  ["accounts, plans and units", accounts],
  ["Regions", regions],
  ["contradictions", contradictions],
  ["files and folders", folders],
])("%s", (_, rows) => {
  test.each(rows)("%s", (_behaviour, changes, lines) => {
    expect(problemsOf(configWith(changes))).toEqual(lines);
  });
});

test("a folder that does not exist is the only problem", () => {
  expect(problemsOf(join(configWith(), "nowhere"))).toEqual([
    "config:1:1 no such folder; use --config to name the folder that holds organization.yaml",
  ]);
});

test("a file in place of the folder is the only problem", () => {
  expect(problemsOf(join(configWith(), organization))).toEqual([
    "config:1:1 a file, not a folder; use --config to name the folder that holds organization.yaml",
  ]);
});

test.skipIf(process.getuid?.() === 0)("a folder and a file that may not be read are two problems", () => {
  const folder = configWith();
  const closed = [join(folder, "plans"), join(folder, sandbox)];
  for (const path of closed) chmodSync(path, 0);
  onTestFinished(() => {
    for (const path of closed) chmodSync(path, 0o700);
  });

  expect(problemsOf(folder)).toEqual([
    "config/accounts/sandbox.yaml:1:1 no permission to read this file; use a readable YAML file",
    "config/organization.yaml:2:1 no plan; add one as plans/<plan>.yaml",
    "config/plans:1:1 no permission to read this folder; use a folder with one YAML file for each of the plans",
  ]);
});

test("every problem of every file comes at once, by file and place", () => {
  const folder = configWith({
    [sandbox]: (text) => edit("nonprod", "staging")(edit("owner:", "ownr:")(text)),
    "accounts/payments-dev.yaml": edit("[bronze]", "[bronce]"),
    "accounts/payments-prod.yaml": edit("min: 7d", "min: 2y"),
    [bronze]: edit("local: 7d", "local: 7"),
  });

  const lines = [
    'config/accounts/payments-dev.yaml:5:9 plans[0]: no plan named "bronce"; did you mean bronze?',
    "config/accounts/payments-prod.yaml:9:8 lock.max: got 365d, shorter than min (730d); use 730d or more",
    "config/accounts/sandbox.yaml:2:1 owner: missing; write who answers for the account, such as payments@acme.example",
    'config/accounts/sandbox.yaml:3:8 class: got "staging"; use prod or nonprod',
    "config/accounts/sandbox.yaml:4:1 ownr: unknown key; did you mean owner?",
    "config/plans/bronze.yaml:11:20 rules.nightly.keep.local: got 7; use a time with its unit (d, w or y), such as 35d, from 1d to 36500d",
  ];
  expect(problemsOf(folder)).toEqual(lines);
});

test("a plan nobody uses is a warning, which stops nothing", () => {
  const { estate, problems } = judge(configWith({ "plans/tin.yaml": exampleText(bronze) }));
  const ofPlan = problems.filter(({ place: { file } }) => file.endsWith("tin.yaml"));

  expect(ofPlan.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(["unused-plan warning"]);
  expect(estate).not.toBeNull();
});

test("a semicolon of the config's own does not part what was got from the way out", () => {
  const { problems } = judge(configWith(inSandbox("class: nonprod", 'class: "a; use b"')));

  expect(problems.filter(({ place: { key } }) => key === "class")).toMatchObject([
    { rule: "wrong-value", got: 'got "a; use b"', why: "", use: "use prod or nonprod" },
  ]);
});
