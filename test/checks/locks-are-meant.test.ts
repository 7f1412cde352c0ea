import { expect, test } from "vitest";
import { complianceLockArmed } from "../../src/checks/compliance-lock-armed.ts";
import { lockMaxUnused } from "../../src/checks/lock-max-unused.ts";
import { lockMinShutsOut } from "../../src/checks/lock-min-shuts-out.ts";
import type { Estate, Lock } from "../../src/model.ts";
import { findingLines } from "../support/finding-lines.ts";
import { saidBy } from "../support/said.ts";
import { exampleEstate } from "../support/stacks.ts";

const locksAreMeant = saidBy(complianceLockArmed, lockMaxUnused, lockMinShutsOut);

const estate = exampleEstate();
const lines = (of: Estate) => findingLines(locksAreMeant(of));
const asked: Lock = {
  mode: "compliance",
  minDays: 7,
  maxDays: 365,
  armedOn: null,
  coolingOffDays: 14,
  cooledOff: null,
  reason: "",
};

const central = (cls: "prod" | "nonprod", lock: Partial<Lock>): Estate => ({
  ...estate,
  central: { ...estate.central, [cls]: { ...estate.central[cls], lock: { ...asked, ...lock } } },
});
const local = (name: string, lock: Partial<Lock>, of: Estate = estate): Estate => ({
  ...of,
  accounts: of.accounts.map((each) => (each.name === name ? { ...each, lock: { ...asked, ...lock } } : each)),
});

// central prod: 14d to 1y, with every plan; central non-prod: 14d to 1y, without gold, which copies for 14d too.
// The vault of ledger-prod: 7d to 35d, with silver and bronze; gold would keep 14d and 35d.
test.each<readonly [string, Estate]>([
  ["a governance lock, whatever its bounds", central("prod", { mode: "governance", minDays: 1, maxDays: 36_500 })],
  ["no lock at all", estate],
  ["a central lock as long as the longest copy", central("prod", {})],
  ["a central lock as short as the copies of a plan that does not reach it", central("nonprod", { minDays: 35 })],
  ["a local lock as long as the longest backup", local("payments-prod", { maxDays: 35 })],
  ["a local lock as short as a plan that does not reach it", local("ledger-prod", { maxDays: 35, minDays: 14 })],
  ["the lock of a retired account, which nothing reaches", local("legacy-crm", { minDays: 300, maxDays: 36_500 })],
])("nothing is to be said of %s", (_name, meant) => {
  expect(lines(meant)).toEqual([]);
});

test.each<readonly [string, Estate, string]>([
  [
    "max is longer than any copy",
    central("prod", { maxDays: 366 }),
    "warning lock-max-unused organization.yaml central.prod.lock.max: got 366d, but no plan keeps anything in the vault of central prod longer than 1y (rule monthly of plans/gold.yaml); once armed, a job by hand could store something for 366d that nobody can delete; use 1y, or leave room that is meant",
  ],
  [
    "max is longer than any local backup",
    local("payments-prod", { maxDays: 36 }),
    "warning lock-max-unused accounts/payments-prod.yaml lock.max: got 36d, but no plan keeps anything in the vault of payments-prod longer than 35d (rule monthly of plans/gold.yaml); once armed, a job by hand could store something for 36d that nobody can delete; use 35d, or leave room that is meant",
  ],
  [
    "max is longer than what the unit's plans keep",
    local("lakehouse-prod", { maxDays: 36 }),
    "warning lock-max-unused accounts/lakehouse-prod.yaml lock.max: got 36d, but no plan keeps anything in the vault of lakehouse-prod longer than 35d (rule monthly of plans/silver.yaml); once armed, a job by hand could store something for 36d that nobody can delete; use 35d, or leave room that is meant",
  ],
  [
    "min is longer than the copies of a plan that does not reach it",
    central("nonprod", { minDays: 36 }),
    "warning lock-min-shuts-out organization.yaml central.nonprod.lock.min: got 36d, longer than the 35d of rule four-hourly of plans/gold.yaml, which does not reach the vault of central nonprod yet; once armed, it never can; use 35d or less, or leave it out for good",
  ],
  [
    "min is longer than the backups of a plan that does not reach it",
    local("ledger-prod", { maxDays: 35, minDays: 15 }),
    "warning lock-min-shuts-out accounts/ledger-prod.yaml lock.min: got 15d, longer than the 14d of rule four-hourly of plans/gold.yaml, which does not reach the vault of ledger-prod yet; once armed, it never can; use 14d or less, or leave it out for good",
  ],
  [
    "it is armed in a central account",
    central("prod", { armedOn: "2027-01-31" }),
    "warning compliance-lock-armed organization.yaml central.prod.lock.arm: got 2027-01-31; deployed on 2027-01-31 or later, from 2027-02-14 at the earliest nobody, AWS included, can remove the lock of central prod, loosen it, shorten a retention or delete a recovery point; what is stored on that day can be there until 2028-02-14; remove arm unless that is meant",
  ],
  [
    "it is armed across a leap day and a year's end, with the shortest cooling-off",
    local("payments-prod", { maxDays: 35, armedOn: "2027-12-30", coolingOffDays: 3 }),
    "warning compliance-lock-armed accounts/payments-prod.yaml lock.arm: got 2027-12-30; deployed on 2027-12-30 or later, from 2028-01-02 at the earliest nobody, AWS included, can remove the lock of payments-prod, loosen it, shorten a retention or delete a recovery point; what is stored on that day can be there until 2028-02-06; remove arm unless that is meant",
  ],
])("somebody is asked when %s", (_name, doubtful, line) => {
  expect(lines(doubtful)).toEqual([line]);
});

test("a governance lock with a date is not armed", () => {
  expect(lines(central("prod", { mode: "governance", armedOn: "2027-01-31" }))).toEqual([]);
});

test("accounts with the same lock and the same plans are one line, those with other plans another", () => {
  const model = estate.accounts.find(({ name }) => name === "payments-prod");
  if (!model) throw new Error("no account payments-prod");
  const accounts = Array.from({ length: 1_000 }, (_, index) => ({
    ...model,
    name: `a${String(index).padStart(3, "0")}`,
    plans: index < 2 ? ["bronze", "gold"] : ["bronze", "gold", "silver"],
    lock: { ...asked, maxDays: 36, reason: `reason ${index}` },
  }));

  expect(lines({ ...estate, accounts }).map((line) => line.split(" longer")[0])).toEqual([
    "warning lock-max-unused accounts/a000.yaml lock.max: got 36d, but no plan keeps anything in the vault of a000 and 1 other",
    "warning lock-max-unused accounts/a002.yaml lock.max: got 36d, but no plan keeps anything in the vault of a002 and 997 others",
  ]);
});
