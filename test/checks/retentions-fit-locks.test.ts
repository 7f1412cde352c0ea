import { expect, test } from "vitest";
import { configWith, edit, problemsOf } from "../support/config.ts";

const bronze = (keep: string) => configWith({ "plans/bronze.yaml": edit("{ local: 7d, central: 14d }", keep) });

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
    "rules.nightly.keep.local: got 6d, shorter than the 7d that the lock of payments-prod (accounts/payments-prod.yaml) takes, so that each such job would fail; use 7d to 1y, or change the lock",
  ],
  [
    "{ local: 366d, central: 1y }",
    "rules.nightly.keep.local: got 366d, longer than the 1y that the lock of payments-prod (accounts/payments-prod.yaml) takes, so that each such job would fail; use 7d to 1y, or change the lock",
  ],
  [
    "{ local: 7d, central: 6d }",
    "rules.nightly.keep.central: got 6d, shorter than the 7d that the lock of central prod (organization.yaml) takes, so that each such job would fail; use 7d to 8y, or change the lock",
  ],
  [
    "{ local: 7d, central: 366d }",
    "rules.nightly.keep.central: got 366d, longer than the 1y that the lock of central nonprod (organization.yaml) takes, so that each such job would fail; use 3d to 1y, or change the lock",
  ],
  [
    "{ local: 7d, central: 7d, further: 6d }",
    "rules.nightly.keep.further: got 6d, shorter than the 7d that the lock of central prod (organization.yaml) takes, so that each such job would fail; use 7d to 8y, or change the lock",
  ],
])("%s does not, and the message names both ends", (keep, message) => {
  const problems = problemsOf(bronze(keep));

  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(/^config\/plans\/bronze\.yaml:10:\d+ /);
  expect(problems[0]?.split(/:10:\d+ /)[1]).toBe(message);
});

test("a lock of an account in a unit is met by the unit's plans", () => {
  const lock = "lock: { min: 8d, max: 1y, reason: the service level asks for it }\n";
  const folder = configWith({ "accounts/warehouse-prod.yaml": (text) => text + lock });

  expect(problemsOf(folder)).toEqual([
    "config/plans/bronze.yaml:10:20 rules.nightly.keep.local: got 7d, shorter than the 8d that the lock of warehouse-prod (accounts/warehouse-prod.yaml) takes, so that each such job would fail; use 8d to 1y, or change the lock",
  ]);
});

test("a retired account's lock is met by nothing", () => {
  const lock = "lock: { min: 300d, max: 1y, reason: kept for the tax office }\n";

  expect(problemsOf(configWith({ "accounts/legacy-crm.yaml": (text) => text + lock }))).toEqual([]);
});
