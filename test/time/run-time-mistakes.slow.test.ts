import { expect, test } from "vitest";
import type { EstateRuleId } from "../../src/checks/index.ts";
import { checkEstate } from "../../src/checks/index.ts";
import { sentence } from "../../src/diagnostics/sentence.ts";
import type { AppAccount, Estate, Plan, RegionOptIn, Rule } from "../../src/model.ts";
import { dayMs } from "../emulator/model/clock.ts";
import type { ResourceKind } from "../emulator/model/resources.ts";
import { exampleEstate } from "../support/stacks.ts";
import { deployed } from "./support/deployed.ts";
import { failuresOf } from "./support/failures.ts";
import { addResource } from "./support/seeded-resources.ts";

const start = new Date("2027-11-28T10:10:00Z");
/** With the first of a month among them. */
const nights = 5;

const example = exampleEstate();
const meant = new Set(checkEstate(example).map(sentence));

/** A mistake, forced past the checks. */
interface Mistake {
  readonly what: string;
  readonly estate: Estate;
  /** What `check` says of it before anything is deployed. */
  readonly rule: EstateRuleId;
  /** Where it shows. */
  readonly account: string;
  readonly kind?: ResourceKind;
  readonly plan: string;
  /** How the jobs of the nights end, each way once. `[]`: there are none, and no recovery point either. */
  readonly nights: readonly (string | RegExp)[];
  /** What alone is said of it, in the account's CloudTrail. */
  readonly trail?: RegExp;
}

const rules = (plan: string, change: (rule: Rule) => Rule): Estate =>
  plans(plan, (one) => ({ ...one, rules: one.rules.map(change) }));
const plans = (name: string, change: (plan: Plan) => Plan): Estate => ({
  ...example,
  plans: example.plans.map((plan) => (plan.name === name ? change(plan) : plan)),
});
const accounts = (name: string, change: (account: AppAccount) => AppAccount): Estate => ({
  ...example,
  accounts: example.accounts.map((account) => (account.name === name ? change(account) : account)),
});
const kept = (rule: Rule, days: number): Rule => ({ ...rule, local: { ...rule.local, deleteAfterDays: days } });
const copied = (rule: Rule, change: Partial<Extract<Rule["copies"], { kind: "central" }>>): Rule =>
  rule.copies.kind === "central" ? { ...rule, copies: { ...rule.copies, ...change } } : rule;
const lifecycle = (deleteAfterDays: number, coldAfterDays: number | null = null) => ({
  deleteAfterDays,
  coldAfterDays,
  archiveEbs: false,
});

function optedIn(...types: readonly string[]): Estate {
  const with_ = (optIn: RegionOptIn) =>
    Object.fromEntries(Object.entries(optIn).map(([region, all]) => [region, [...all, ...types].sort()]));
  const { central, management } = example;
  return {
    ...example,
    accounts: example.accounts.map((account) => ({ ...account, optIn: with_(account.optIn) })),
    central: {
      prod: { ...central.prod, optIn: with_(central.prod.optIn) },
      nonprod: { ...central.nonprod, optIn: with_(central.nonprod.optIn) },
    },
    management: management ? { ...management, optIn: with_(management.optIn) } : null,
  };
}

const mistakes: readonly Mistake[] = [
  {
    what: "local backups shorter than the lock of their vault takes",
    estate: rules("bronze", (rule) => kept(rule, 6)),
    rule: "retention-outside-lock",
    account: "payments-prod",
    plan: "bronze",
    nights: [
      "backup FAILED: Retention period is not within the retention range of the locked vault: got 6 days; the minimum is 7 days",
    ],
  },
  {
    what: "local backups longer than the lock of their vault takes",
    estate: rules("bronze", (rule) => copied(kept(rule, 366), { home: lifecycle(366), further: lifecycle(366) })),
    rule: "retention-outside-lock",
    account: "payments-prod",
    plan: "bronze",
    nights: [
      "backup FAILED: Retention period is not within the retention range of the locked vault: got 366 days; the maximum is 365 days",
    ],
  },
  {
    what: "copies shorter than the lock of central takes",
    estate: rules("silver", (rule) => copied(rule, { home: lifecycle(2) })),
    rule: "retention-outside-lock",
    account: "storefront-staging",
    plan: "silver",
    nights: [
      "copy FAILED: Retention period is not within the retention range of the locked vault: got 2 days; the minimum is 3 days",
    ],
  },
  {
    what: "copies that central keeps longer than its lock takes, in one of its Regions",
    estate: rules("silver", (rule) => copied(rule, { further: lifecycle(2921) })),
    rule: "retention-outside-lock",
    account: "ledger-prod",
    plan: "silver",
    nights: [
      "copy FAILED: Retention period is not within the retention range of the locked vault: got 2921 days; the maximum is 2920 days",
    ],
  },
  {
    what: "copies of a type that AWS copies to no other account",
    estate: optedIn("CloudFormation"),
    rule: "types-not-copied",
    account: "ledger-prod",
    kind: "CloudFormation",
    plan: "silver",
    nights: ["copy FAILED: AWS Backup copies no CloudFormation to another account"],
  },
  {
    what: "copies of a type that AWS does not copy at all",
    estate: optedIn("Redshift Serverless"),
    rule: "types-not-copied",
    account: "ledger-prod",
    kind: "Redshift Serverless",
    plan: "silver",
    nights: ["copy FAILED: AWS Backup makes no copies of Redshift Serverless"],
  },
  {
    what: "a customer key that is not there",
    estate: example,
    rule: "source-keys",
    account: "sandbox",
    kind: "EC2",
    plan: "bronze",
    nights: ["copy FAILED: Snapshots encrypted with an AWS managed key cannot be shared with another account"],
  },
  {
    what: "a plan that runs in a Region where its account has no vault",
    estate: {
      ...example,
      units: example.units.map((unit) => ({ ...unit, regions: ["eu-west-1", "eu-west-2"] })),
      management: example.management && {
        ...example.management,
        optIn: { ...example.management.optIn, "eu-west-1": example.management.optIn["eu-west-2"] ?? [] },
      },
    },
    rule: "vault-missing",
    account: "warehouse-prod",
    plan: "silver",
    nights: [
      /^backup FAILED: Backup vault arn:aws:backup:eu-west-1:555555555504:backup-vault:lockstep-local does not exist$/,
    ],
  },
  {
    what: "an account of a unit without a file, which has neither a vault nor a role",
    estate: { ...example, accounts: example.accounts.filter(({ unit }) => unit === null) },
    rule: "unit-without-accounts",
    account: "warehouse-prod",
    plan: "silver",
    // AWS starts no job where it cannot look for resources in the name of the selection's role
    nights: [],
    trail: /^ProcessBackupPlanSelection 555555555504 eu-west-2: .*: there is no role .*lockstep-AWSBackup-backup$/,
  },
  {
    what: "a unit whose path is not the organization's",
    estate: {
      ...example,
      units: example.units.map((unit) => ({ ...unit, orgPath: unit.orgPath.replace("/r-ab12/", "/r-zz99/") })),
    },
    rule: "other-root",
    account: "warehouse-prod",
    plan: "silver",
    nights: [
      /^copy FAILED: .*:role\/lockstep-AWSBackup-backup may not backup:CopyIntoBackupVault on arn:aws:backup:eu-west-2:333333333333:/,
      /^copy FAILED: .*:role\/lockstep-AWSBackup-backup may not backup:CopyIntoBackupVault on arn:aws:backup:eu-west-1:333333333333:/,
    ],
  },
  {
    what: "an account of one class in a unit of the other",
    estate: accounts("warehouse-prod", (account) => ({ ...account, class: "nonprod" })),
    rule: "vault-missing",
    account: "warehouse-prod",
    plan: "silver",
    nights: [
      /^copy FAILED: .* may not backup:CopyFromBackupVault on arn:aws:backup:eu-west-2:555555555504:.*: CopiesGoNowhereElse$/,
    ],
  },
  {
    what: "a plan without rules, which leaves the whole account without backups",
    estate: plans("silver", (plan) => ({ ...plan, rules: [] })),
    rule: "policy-incomplete",
    account: "ledger-prod",
    plan: "untagged",
    nights: [],
  },
  {
    what: "a copy that turns cold less than 90 days before it expires",
    estate: rules("silver", (rule) => copied(rule, { home: lifecycle(119, 30) })),
    rule: "cold-too-short",
    account: "ledger-prod",
    plan: "silver",
    nights: [],
  },
  {
    what: "a continuous backup that is kept longer than AWS can",
    estate: rules("gold", (rule) =>
      rule.continuous ? copied(kept(rule, 36), { further: lifecycle(36), home: lifecycle(36) }) : rule,
    ),
    rule: "continuous-too-long",
    account: "payments-prod",
    plan: "gold",
    nights: [],
  },
  {
    what: "a schedule that AWS cannot read",
    estate: rules("silver", (rule) => ({ ...rule, schedule: "cron(30 1 * * * *)" })),
    rule: "schedule-unreadable",
    account: "ledger-prod",
    plan: "silver",
    nights: [],
  },
  {
    what: "a type that the plan asks for and nobody has opted in to",
    estate: plans("silver", (plan) => ({ ...plan, selection: { ...plan.selection, types: ["EKS"] } })),
    rule: "types-not-opted-in",
    account: "ledger-prod",
    kind: "EKS",
    plan: "silver",
    nights: [],
  },
];

test.each(mistakes)("what fails at night is named before: $what", async (mistake) => {
  const { estate, rule, kind = "EFS", plan, nights: expected } = mistake;
  const account = example.accounts.find(({ name }) => name === mistake.account);
  if (!account) throw new Error(`the example has no account ${mistake.account} any more`);
  const found = checkEstate(estate).filter((found) => estate === example || !meant.has(sentence(found)));

  const cloud = await deployed(estate, { start });
  const unit = estate.units.find(({ name }) => name === account.unit);
  if (!cloud.organizations.isMember(account.accountId)) {
    cloud.organizations.addAccount({ id: account.accountId, name: account.name, parentId: unit?.ouId ?? "" });
  }
  for (const region of unit?.regions ?? account.regions) {
    addResource(cloud, estate, account, region, kind, "one", { "backup-plan": plan });
  }
  await cloud.advance(nights * dayMs);

  const ends = [...new Set(failuresOf(cloud.backup).map(({ kind: of, job, why }) => `${of} ${job.state}: ${why}`))];
  expect(found.map((finding) => finding.rule)).toContain(rule);
  expect(ends).toHaveLength(expected.length);
  for (const [index, end] of expected.entries()) expect(ends[index]).toMatch(end);
  if (expected.length === 0) expect(cloud.backup.recoveryPoints()).toEqual([]);
  const said = cloud.backup
    .events()
    .map(({ name, accountId, region, message }) => `${name} ${accountId} ${region}: ${message}`);
  if (mistake.trail) expect(said.filter((one) => mistake.trail?.test(one))).toHaveLength(said.length);
  expect(said.some((one) => one.startsWith("ProcessBackupPlanSelection"))).toBe(mistake.trail !== undefined);
});

test("none of it fails in the example as it is", async () => {
  const cloud = await deployed(example, { start });
  for (const account of example.accounts) {
    for (const { name } of example.plans) {
      addResource(cloud, example, account, account.regions[0] ?? "", "EFS", name, { "backup-plan": name });
    }
  }
  await cloud.advance(nights * dayMs);

  expect(failuresOf(cloud.backup)).toEqual([]);
  expect(cloud.backup.recoveryPoints().length).toBeGreaterThan(100);
});
