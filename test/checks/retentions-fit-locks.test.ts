import { expect, test } from "vitest";
import { retentionOutsideLock } from "../../src/checks/retention-outside-lock.ts";
import { configWith, edit, estateOf, problemsOf } from "../support/config.ts";
import { findingLines } from "../support/finding-lines.ts";
import { saidBy } from "../support/said.ts";

const retentionsFitLocks = saidBy(retentionOutsideLock);

const bronze = (keep: string) => configWith({ "plans/bronze.yaml": edit("{ local: 7d, central: 35d }", keep) });

// central prod takes 7d to 8y, central non-prod 3d to 1y, the vault of payments-prod 7d to 1y; bronze reaches all three
test.each(["{ local: 7d, central: 7d }", "{ local: 365d, central: 365d }", "{ local: 7d, central: 14d, further: 7d }"])(
  "%s fits every lock that it meets, bounds included",
  (keep) => {
    expect(problemsOf(bronze(keep))).toEqual([]);
  },
);

test.each([
  [
    "{ local: 6d, central: 7d }",
    "rules.nightly.keep.local: got 6d, shorter than the 7d that the lock of payments-prod (accounts/payments-prod.yaml) takes; each such job would fail; use 7d to 1y, or change the lock",
  ],
  [
    "{ local: 366d, central: 1y }",
    "rules.nightly.keep.local: got 366d, longer than the 1y that the lock of payments-prod (accounts/payments-prod.yaml) takes; each such job would fail; use 7d to 1y, or change the lock",
  ],
  [
    "{ local: 7d, central: 6d }",
    "rules.nightly.keep.central: got 6d, shorter than the 7d that the lock of central prod (organization.yaml) takes; each such job would fail; use 7d to 8y, or change the lock",
  ],
  [
    "{ local: 7d, central: 366d }",
    "rules.nightly.keep.central: got 366d, longer than the 1y that the lock of central nonprod (organization.yaml) takes; each such job would fail; use 3d to 1y, or change the lock",
  ],
  [
    "{ local: 7d, central: 7d, further: 6d }",
    "rules.nightly.keep.further: got 6d, shorter than the 7d that the lock of central prod (organization.yaml) takes; each such job would fail; use 7d to 8y, or change the lock",
  ],
])("%s does not, and the message names both ends", (keep, message) => {
  // a copy that is shorter than its source is a problem of its own
  const problems = problemsOf(bronze(keep)).filter((line) => line.includes("the lock of"));

  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(/^config\/plans\/bronze\.yaml:11:\d+ /);
  expect(problems[0]?.split(/:11:\d+ /)[1]).toBe(message);
});

test("a lock of an account in a unit is met by the unit's plans", () => {
  const lock = "lock: { min: 8d, max: 1y, reason: the service level asks for it }\n";
  const folder = configWith({ "accounts/warehouse-prod.yaml": (text) => text + lock });

  expect(problemsOf(folder)).toEqual([
    "config/plans/bronze.yaml:11:20 rules.nightly.keep.local: got 7d, shorter than the 8d that the lock of warehouse-prod (accounts/warehouse-prod.yaml) takes; each such job would fail; use 8d to 1y, or change the lock",
  ]);
});

test("a retired account's lock is met by nothing", () => {
  const lock = "lock: { min: 300d, max: 1y, reason: kept for the tax office }\n";

  expect(problemsOf(configWith({ "accounts/legacy-crm.yaml": (text) => text + lock }))).toEqual([]);
});

const continuous = (keep: string, lock: string) =>
  configWith({
    "plans/gold.yaml": edit("{ local: 14d, central: 35d, further: 14d }", keep),
    "accounts/payments-prod.yaml": edit("  min: 7d\n  max: 1y\n", lock),
  });

// continuous backups of plan gold, in the vault of payments-prod; its monthly rule keeps 35d there
test.each([
  ["{ local: 35d, central: 35d }", "  min: 35d\n  max: 1y\n"],
  ["{ local: 20d, central: 35d }", "  min: 20d\n  max: 35d\n"],
])("a continuous rule that keeps %s fits the lock at its bounds", (keep, lock) => {
  expect(findingLines(retentionsFitLocks(estateOf(continuous(keep, lock)))).filter(aboutFourHourly)).toEqual([]);
});

test.each([
  [
    "{ local: 19d, central: 35d }",
    "  min: 20d\n  max: 1y\n",
    "got 19d, shorter than the 20d that the lock of payments-prod (accounts/payments-prod.yaml) takes; each such job would fail; use 20d to 35d for a continuous rule, or change the lock",
  ],
  [
    "{ local: 34d, central: 35d }",
    "  min: 35d\n  max: 1y\n",
    "got 34d, shorter than the 35d that the lock of payments-prod (accounts/payments-prod.yaml) takes; each such job would fail; use 35d to 35d for a continuous rule, or change the lock",
  ],
  [
    "{ local: 35d, central: 35d }",
    "  min: 36d\n  max: 1y\n",
    "got 35d, shorter than the 36d that the lock of payments-prod (accounts/payments-prod.yaml) takes; each such job would fail, and AWS keeps continuous backups 35 days at most; remove continuous, or change the lock",
  ],
  [
    "{ local: 21d, central: 35d }",
    "  min: 7d\n  max: 20d\n",
    "got 21d, longer than the 20d that the lock of payments-prod (accounts/payments-prod.yaml) takes; each such job would fail; use 7d to 20d for a continuous rule, or change the lock",
  ],
])("one that keeps %s does not, and the message says what continuous backups can be kept", (keep, lock, message) => {
  expect(findingLines(retentionsFitLocks(estateOf(continuous(keep, lock)))).filter(aboutFourHourly)).toEqual([
    `error retention-outside-lock plans/gold.yaml rules.four-hourly.keep.local: ${message}`,
  ]);
});

test("a thousand accounts with the same bounds are one line, however many Regions and reasons they have", () => {
  const estate = estateOf(configWith());
  const model = estate.accounts.find(({ name }) => name === "payments-prod");
  if (!model?.lock) throw new Error("payments-prod has no lock");
  const { lock } = model;
  const accounts = Array.from({ length: 1_000 }, (_, index) => ({
    ...model,
    name: `a${String(index).padStart(3, "0")}`,
    accountId: String(700_000_000_000 + index),
    plans: ["bronze"],
    regions: index % 2 === 0 ? ["eu-west-2"] : ["eu-west-1", "eu-west-2"],
    lock: { ...lock, minDays: index === 999 ? 9 : 8, reason: `reason ${index}` },
  }));

  expect(findingLines(retentionsFitLocks({ ...estate, accounts }))).toEqual([
    "error retention-outside-lock plans/bronze.yaml rules.nightly.keep.local: got 7d, shorter than the 8d that the locks of a000 (accounts/a000.yaml) and 998 others take; each such job would fail; use 8d to 1y, or change the lock",
    "error retention-outside-lock plans/bronze.yaml rules.nightly.keep.local: got 7d, shorter than the 9d that the lock of a999 (accounts/a999.yaml) takes; each such job would fail; use 9d to 1y, or change the lock",
  ]);
});

const aboutFourHourly = (line: string) => line.includes("rules.four-hourly.keep.local");
