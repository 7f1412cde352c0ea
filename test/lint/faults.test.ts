import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { jsonOf } from "../../src/diagnostics/render/json.ts";
import { backupPolicies } from "../../src/estate/backup-policies.ts";
import { judge } from "../../src/judge.ts";
import { lintPolicies } from "../../src/lint/lint-policies.ts";
import { accountClasses } from "../../src/model.ts";
import { exampleConfig } from "../support/example-config.ts";

const said = (name: string) =>
  lintPolicies([{ path: name, text: readFileSync(`test/lint/fixtures/${name}.json`, "utf8") }])
    .map(jsonOf)
    .map(({ severity, rule, line, column, message }) => `${line}:${column} ${severity} ${rule}: ${message}`);

// faults that published policies and modules have, each in a policy of our own
test.each([
  [
    "shapeless",
    [
      "3:5 error unknown-key: got rules where the name of a plan belongs; use it in one",
      "11:20 error unknown-key: got resources here; use it in selections",
    ],
  ],
  [
    "seconds-and-cold",
    [
      "9:56 warning policy-window-seconds: got 14400 minutes, which are 10d, with backups at most 1d apart; use 240 if 4h are meant",
      "10:59 warning policy-window-seconds: got 604800 minutes, which are 420d, with backups at most 1d apart; use 10080 if 7d are meant",
      "13:48 error cold-too-short: got deletion after 365 days with cold storage after 1825; what is cold stays 90 days at least; use 1915 or more, or leave out cold storage",
    ],
  ],
  [
    "left-to-fill-in",
    [
      '11:13 error policy-copy-key: got copy "PUT-THE-CENTRAL-VAULT-HERE" with target "arn:aws:backup:eu-west-1:<CENTRAL_ACCOUNT>:backup-vault:central-vault"; use the target as key',
      '13:29 error policy-placeholder: got "<CENTRAL_ACCOUNT>" as account; use $account or 12 digits',
      "15:65 warning policy-copy-shorter: got deletion after 4 days, before the backup it is made from, which lives 60; use 60 or more",
      '23:43 error policy-arn: got "arn:aws:iam::${AWS::AccountId}:role/Back…"; use a role\'s ARN, arn:aws:iam::$account:role/NAME',
    ],
  ],
  [
    "no-schedule",
    [
      "6:9 error policy-incomplete: missing schedule_expression; use a schedule in UTC, as in cron(0 5 ? * * *)",
      "7:53 warning policy-default-source: got the Default vault, whose key AWS shares with nobody, for backups to be copied to account 333344445555; of what that key encrypts (DSQL, DynamoDB, EFS, EKS, S3, SAP HANA on Amazon EC2, Timestream, VirtualMachine) each copy would fail; use a vault with a key of its own",
      "8:56 error policy-window: got a start window of 5 minutes; use 60 to 52560000",
      "9:11 error unknown-key: got delete_after_days here; use it in lifecycle",
      "11:13 warning policy-copy-follows: got a copy without a lifecycle, so that it follows the backup it is made from or never expires; use delete_after_days",
      "13:29 error policy-default-vault: got the Default vault of account 333344445555, whose key AWS shares with nobody; use a vault with a key of its own",
      "22:43 warning policy-one-account-role: got a role of account 333344445555; use $account in its place, so that each account uses its own",
      '24:40 error wrong-type: got "*"; use a list, as in ["*"]',
    ],
  ],
  [
    "hourly-by-day",
    [
      '3:5 warning policy-every-rule: got 2 selections ("hourly", "monthly") and 2 rules ("hourly", "monthly"), and AWS applies every rule to every selection; use a plan each if that is not meant',
      '7:48 warning schedule-pause: got hour "6/1", which runs 06:00 to 23:00 and not from 00:00 to 05:00, which leaves a nightly gap of 7h; use * for every hour, or a list of hours if that is meant',
      "22:65 warning policy-copy-shorter: got deletion after 365 days, before the backup it is made from, which lives 2555; use 2555 or more",
    ],
  ],
  [
    "continuous-for-a-year",
    [
      '7:48 error schedule-unreadable: got "rate(1 day)"; use cron(0 * ? * * *) for hourly or cron(0 5 ? * * *) for daily, because AWS Backup takes no rate',
      "11:62 error continuous-cold: got cold storage after 30 days in a rule with continuous backup, which AWS never moves there; leave it out",
      "12:48 error continuous-too-long: got deletion after 365 days in a rule with continuous backup; use 1 to 35",
      '16:48 error schedule-unreadable: got "61" in the minute field; use 0 to 59, a list 0,30, a range 0-10, a step 0/15 or *',
      "20:48 error cold-too-short: got deletion after 90 days with cold storage after 30; what is cold stays 90 days at least; use 120 or more, or leave out cold storage",
    ],
  ],
  [
    "effective",
    [
      '4:18 error policy-operator: got a list without an operator; use { "@@assign": […] }',
      '7:34 error policy-operator: got "cron(0 1 ? * * *)" without an operator; use { "@@assign": "cron(0 1 ? * * *)" }',
      '8:39 error policy-operator: got "local" without an operator; use { "@@assign": "local" }',
      '9:47 error policy-operator: got "35" without an operator; use { "@@assign": "35" }',
      '15:29 error policy-operator: got "arn:aws:iam::123456789012:role/BackupWor…" without an operator; use { "@@assign": "arn:aws:iam::123456789012:role/BackupWor…" }',
      '16:24 error policy-operator: got "nightly" without an operator; use { "@@assign": "nightly" }',
      '17:26 error policy-operator: got a list without an operator; use { "@@assign": […] }',
    ],
  ],
])("every fault of the policy %s is found", (name, expected) => {
  expect(said(name)).toEqual(expected);
});

test("a policy with every element that AWS documents has nothing wrong with it", () => {
  expect(said("clean")).toEqual([]);
});

test("nothing is wrong with the policies that Lockstep renders", () => {
  const { estate } = judge(exampleConfig);
  const policies = estate ? accountClasses.flatMap((cls) => backupPolicies(estate, cls)) : [];

  expect(policies.length).toBeGreaterThan(0);
  expect(policies.flatMap(({ name, document }) => lintPolicies([{ path: name, text: document }]))).toEqual([]);
});
