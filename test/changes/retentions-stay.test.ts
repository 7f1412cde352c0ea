import { expect, test } from "vitest";
import { edit, exampleText } from "../support/config.ts";
import { both, change } from "./support/change.ts";

const gold = (keep: string) => ({ "plans/gold.yaml": edit("{ local: 14d, central: 35d, further: 14d }", keep) });
const shorter = (key: string, now: string, before: string) =>
  `warning retention-shortened plans/gold.yaml rules.four-hourly.keep.${key}: got ${now}, was ${before}; recovery points made after the deployment expire sooner, those that exist keep ${before}; use ${before} unless that is meant`;

const stopped = (now: string) =>
  `warning continuous-stopped plans/gold.yaml rules.four-hourly.keep.local: got ${now} for continuous backups, which were kept 14d; AWS stops the recovery points of S3; of Aurora and RDS instance one page of AWS says so, and another that it goes on; a new one begins with the next job, and until then there is no restore to the minute of anything since; use 14d unless that is meant, and see that each has a new one that is AVAILABLE after the deployment`;

test.each([
  ["{ local: 14d, central: 35d, further: 14d }", []],
  ["{ local: 15d, central: 36d, further: 15d }", [stopped("15d")]],
  ["{ local: 13d, central: 35d, further: 14d }", [shorter("local", "13d", "14d"), stopped("13d")]],
  ["{ local: 14d, central: 34d, further: 14d }", [shorter("central", "34d", "35d")]],
  ["{ local: 14d, central: 35d, further: 13d }", [shorter("further", "13d", "14d")]],
  ["{ local: 14d, central: 35d }", []],
  ["{ local: 7d, central: 13d }", [shorter("local", "7d", "14d"), shorter("central", "13d", "35d"), stopped("7d")]],
])("what is kept shorter than before is said: %s", (keep, lines) => {
  expect(change(gold(keep))).toEqual(lines);
});

test("further Regions that follow the home Region are not said twice", () => {
  expect(change({ "plans/bronze.yaml": edit("central: 35d", "central: 34d") })).toEqual([
    "warning retention-shortened plans/bronze.yaml rules.nightly.keep.central: got 34d, was 35d; recovery points made after the deployment expire sooner, those that exist keep 35d; use 35d unless that is meant",
  ]);
});

test("copies that are no longer made are said, copies that now are are not", () => {
  const localOnly = {
    "plans/gold.yaml": edit(
      "keep: { local: 35d, central: 365d }",
      "keep: { local: 35d }\n    localOnly: a copy costs more than it is worth",
    ),
  };

  expect(change(localOnly)).toEqual([
    "warning copies-removed plans/gold.yaml rules.monthly.localOnly: got localOnly, was copied to central for 1y; nothing made after the deployment outlives its account, copies that exist keep 1y; use keep.central again unless that is meant",
  ]);
  expect(change({}, localOnly)).toEqual([]);
  expect(change(localOnly, localOnly)).toEqual([]);
});

test("a rule that is gone, or has another name, is said", () => {
  const monthly = /^ {2}monthly:[\s\S]*/m.exec(exampleText("plans/gold.yaml"))?.[0] ?? "";
  const line =
    "warning rule-dropped plans/gold.yaml rules: got no rule monthly, which kept backups 35d; nothing new is made by it, and what exists expires by its own retention; use the rule again, or another that keeps as long";

  expect(change({ "plans/gold.yaml": edit(monthly, "") })).toEqual([line]);
  expect(change({ "plans/gold.yaml": edit("  monthly:", "  every-month:") })).toEqual([line]);
  expect(change({}, { "plans/gold.yaml": edit(monthly, "") })).toEqual([]);
});

test("a schedule, a window and a promise are proven elsewhere", () => {
  const edits = both(edit("rpo: 9h", "rpo: 30h"), edit("cron(0 0/4 ? * * *)", "cron(0 4 ? * * *)"));

  expect(change({ "plans/gold.yaml": edits })).toEqual([]);
});
