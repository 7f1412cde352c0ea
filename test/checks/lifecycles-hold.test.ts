import { expect, test } from "vitest";
import { configWith, edit, problemsOf } from "../support/config.ts";

const monthly = (keep: string) =>
  configWith({
    "plans/silver.yaml": edit("{ local: 35d, central: 1y, centralColdAfter: 30d, archiveEbs: true }", `{ ${keep} }`),
  });
const fourHourly = (keep: string) =>
  configWith({ "plans/gold.yaml": edit("{ local: 14d, central: 35d, further: 14d }", `{ ${keep} }`) });
const messages = (folder: string) => problemsOf(folder).map((line) => line.replace(/^\S+ /, ""));

test.each([
  ["local: 35d, central: 120d, centralColdAfter: 30d", []],
  [
    "local: 35d, central: 119d, centralColdAfter: 30d",
    [
      "rules.monthly.keep.central: got 119d with cold storage after 30d; what is cold stays 90 days at least: use 120d or more, or leave out cold storage",
    ],
  ],
  ["local: 91d, localColdAfter: 1d, central: 91d", []],
  [
    "local: 90d, localColdAfter: 1d, central: 91d",
    [
      "rules.monthly.keep.local: got 90d with cold storage after 1d; what is cold stays 90 days at least: use 91d or more, or leave out cold storage",
    ],
  ],
  ["local: 35d, central: 35d, further: 98d, furtherColdAfter: 8d", []],
  [
    "local: 35d, central: 35d, further: 97d, furtherColdAfter: 8d",
    [
      "rules.monthly.keep.further: got 97d with cold storage after 8d; what is cold stays 90 days at least: use 98d or more, or leave out cold storage",
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
      "rules.four-hourly.keep.local: got 36d in a continuous rule; AWS keeps continuous backups 35 days at most: use 1d to 35d",
    ],
  ],
  [
    "local: 35d, localColdAfter: 1d, central: 40d",
    [
      "rules.four-hourly.keep.local: got 35d with cold storage after 1d; what is cold stays 90 days at least: use 91d or more, or leave out cold storage",
      "rules.four-hourly.keep.localColdAfter: got 1d in a continuous rule; AWS never moves continuous backups to cold storage: remove it",
    ],
  ],
])("a continuous backup is kept 35 days at most, and warm: %s", (keep, expected) => {
  expect(messages(fourHourly(keep))).toEqual(expected);
});
