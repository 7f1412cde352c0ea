import { expect, test } from "vitest";
import { coldTooShort } from "../../src/checks/cold-too-short.ts";
import { continuousCold } from "../../src/checks/continuous-cold.ts";
import { continuousTooLong } from "../../src/checks/continuous-too-long.ts";
import { retentionRange } from "../../src/checks/retention-range.ts";
import type { Estate } from "../../src/model.ts";
import { configWith, edit, estateOf } from "../support/config.ts";
import { saidBy } from "../support/said.ts";
import { exampleEstate } from "../support/stacks.ts";

const lifecyclesHold = saidBy(retentionRange, coldTooShort, continuousTooLong, continuousCold);

const monthly = (keep: string) =>
  configWith({
    "plans/silver.yaml": edit("{ local: 35d, central: 365d, centralColdAfter: 30d, archiveEbs: true }", `{ ${keep} }`),
  });
const fourHourly = (keep: string) =>
  configWith({ "plans/gold.yaml": edit("{ local: 14d, central: 35d, further: 14d }", `{ ${keep} }`) });
const messages = (folder: string) => linesOf(estateOf(folder));
const linesOf = (estate: Estate) => lifecyclesHold(estate).map(({ at, message }) => `${at.path.join(".")}: ${message}`);

test.each([
  ["local: 35d, central: 120d, centralColdAfter: 30d", []],
  [
    "local: 35d, central: 119d, centralColdAfter: 30d",
    [
      "rules.monthly.keep.central: got 119d with cold storage after 30d; what is cold stays 90 days at least; use 120d or more, or leave out cold storage",
    ],
  ],
  ["local: 91d, localColdAfter: 1d, central: 91d", []],
  [
    "local: 90d, localColdAfter: 1d, central: 91d",
    [
      "rules.monthly.keep.local: got 90d with cold storage after 1d; what is cold stays 90 days at least; use 91d or more, or leave out cold storage",
    ],
  ],
  ["local: 35d, central: 35d, further: 98d, furtherColdAfter: 8d", []],
  [
    "local: 35d, central: 35d, further: 97d, furtherColdAfter: 8d",
    [
      "rules.monthly.keep.further: got 97d with cold storage after 8d; what is cold stays 90 days at least; use 98d or more, or leave out cold storage",
    ],
  ],
])("cold storage is 90 days at least: %s", (keep, expected) => {
  expect(messages(monthly(keep))).toEqual(expected);
});

test.each([
  ["local: 35d, central: 40d", []],
  [
    "local: 36d, central: 40d",
    [
      "rules.four-hourly.keep.local: got 36d in a continuous rule; AWS keeps continuous backups 35 days at most; use 1d to 35d",
    ],
  ],
  [
    "local: 35d, localColdAfter: 1d, central: 40d",
    [
      "rules.four-hourly.keep.local: got 35d with cold storage after 1d; what is cold stays 90 days at least; use 91d or more, or leave out cold storage",
      "rules.four-hourly.keep.localColdAfter: got 1d in a continuous rule; AWS never moves continuous backups to cold storage; remove it",
    ],
  ],
])("a continuous backup is kept 35 days at most, and warm: %s", (keep, expected) => {
  expect(messages(fourHourly(keep))).toEqual(expected);
});

/** Config takes no retention outside AWS's range; an estate that is built otherwise may have one. */
function bronzeKept(localDays: number, homeDays: number, furtherDays: number): Estate {
  const estate = exampleEstate();
  const days = (deleteAfterDays: number) => ({ deleteAfterDays, coldAfterDays: null, archiveEbs: false });
  return {
    ...estate,
    plans: estate.plans
      .filter(({ name }) => name === "bronze")
      .map((plan) => ({
        ...plan,
        rules: plan.rules.map((rule) => ({
          ...rule,
          local: days(localDays),
          copies: { kind: "central" as const, home: days(homeDays), further: days(furtherDays), shorterReason: "" },
        })),
      })),
  };
}

test.each([
  [1, 36_500, 36_500, []],
  [1, 1, 36_500, []],
  [0, 1, 1, ["rules.nightly.keep.local: got 0d; AWS keeps recovery points 1 to 36500 days; use 1d to 36500d"]],
  [
    1,
    36_501,
    36_500,
    ["rules.nightly.keep.central: got 36501d; AWS keeps recovery points 1 to 36500 days; use 1d to 36500d"],
  ],
  [1, 1, -1, ["rules.nightly.keep.further: got -1d; AWS keeps recovery points 1 to 36500 days; use 1d to 36500d"]],
])("a recovery point is kept 1 to 36,500 days: local %s, central %s, further %s", (local, home, further, expected) => {
  expect(linesOf(bronzeKept(local, home, further))).toEqual(expected);
});

test("a fault of the home Region is not repeated for further Regions that keep the same", () => {
  expect(linesOf(bronzeKept(1, 36_501, 36_501))).toHaveLength(1);
});

test("copies of a continuous backup are snapshots, which may be kept long and cold", () => {
  expect(messages(fourHourly("local: 35d, central: 1y, centralColdAfter: 30d"))).toEqual([]);
});
