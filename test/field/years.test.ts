import { expect, test } from "vitest";
import { configWith, edit, estateOf, problemsOf } from "../support/config.ts";

const monthly = (retention: string) =>
  configWith({
    "plans/gold.yaml": edit("keep: { local: 35d, central: 365d }", `keep: { local: 35d, central: ${retention} }`),
  });
const short = (years: string, days: number, lost: string, needed: number) =>
  `warning rules.monthly.keep.central: got ${years.replace(" years", "y").replace(" year", "y")}, which is ${days}d to AWS, up to ${lost} short of ${years} of the calendar; use ${needed}d, or ${days}d if days are meant`;
const said = (retention: string) => problemsOf(monthly(retention)).map((line) => line.replace(/^\S+ /, ""));

test.each([
  ["1y", short("1 year", 365, "1 day", 366)],
  ["4y", short("4 years", 1460, "1 day", 1461)],
  ["5y", short("5 years", 1825, "2 days", 1827)],
  ["7y", short("7 years", 2555, "2 days", 2557)],
  ["8y", short("8 years", 2920, "2 days", 2922)],
])("a promise of %s is short of the calendar, and the days to write are said", (retention, line) => {
  expect(said(retention)).toEqual([line]);
});

test("ten years are up to three days short", () => {
  const folder = configWith({
    "organization.yaml": edit("max: 8y", "max: 11y"),
    "plans/gold.yaml": edit("central: 365d", "central: 10y"),
  });

  expect(problemsOf(folder)).toEqual([
    "config/plans/gold.yaml:18:34 warning rules.monthly.keep.central: got 10y, which is 3650d to AWS, up to 3 days short of 10 years of the calendar; use 3653d, or 3650d if days are meant",
  ]);
});

test.each(["365d", "366d", "2557d", "52w"])("who writes days means days: %s", (retention) => {
  expect(said(retention)).toEqual([]);
});

test("a year stays 365 days", () => {
  const gold = estateOf(monthly("7y")).plans.find(({ name }) => name === "gold");
  const copies = gold?.rules.find(({ name }) => name === "monthly")?.copies;

  expect(copies?.kind === "central" && copies.home.deleteAfterDays).toBe(2555);
});

test("as many days as are said are as long as that many years can be, whenever they begin", () => {
  const longest = (years: number) =>
    Math.max(
      ...Array.from({ length: 60 }, (_, index) =>
        Math.round((Date.UTC(2026 + index + years, 2, 1) - Date.UTC(2026 + index, 2, 1)) / 86_400_000),
      ),
    );
  const needed = [1, 2, 3, 4, 5, 6, 7, 8].map((years) => [
    years,
    Number(/use (\d+)d/.exec(said(`${years}y`)[0] ?? "")?.[1]),
  ]);

  expect(needed).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((years) => [years, longest(years)]));
});

test("the least retention of a lock is a promise too, its most is not", () => {
  const folder = configWith({
    "organization.yaml": edit(
      "lock: { mode: governance, min: 3d, max: 1y }",
      "lock: { mode: governance, min: 1y, max: 2y }",
    ),
  });

  expect(problemsOf(folder).filter((line) => line.includes("calendar"))).toEqual([
    "config/organization.yaml:15:36 warning central.nonprod.lock.min: got 1y, which is 365d to AWS, up to 1 day short of 1 year of the calendar; use 366d, or 365d if days are meant",
  ]);
});

test("a local lock and a local retention are read alike", () => {
  const folder = configWith({
    "accounts/payments-prod.yaml": (text) => text.replace(/min: \w+/, "min: 1y"),
    "plans/bronze.yaml": edit("local: 7d, central: 35d", "local: 1y, central: 400d, further: 2y"),
  });

  expect(problemsOf(folder).flatMap((line) => / (\S+): got \dy, which is/.exec(line)?.[1] ?? [])).toEqual([
    "lock.min",
    "rules.nightly.keep.local",
    "rules.nightly.keep.further",
  ]);
});

test("nothing is said of a hundred years, which is as long as AWS keeps anything", () => {
  const folder = configWith({ "plans/bronze.yaml": edit("local: 7d, central: 35d", "local: 100y, central: 100y") });

  expect(problemsOf(folder).filter((line) => line.includes("calendar"))).toEqual([]);
});
