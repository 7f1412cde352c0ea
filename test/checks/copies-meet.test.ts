import { expect, test } from "vitest";
import { copiesMeet } from "../../src/checks/copies-meet.ts";
import { checkEstate } from "../../src/checks/index.ts";
import { sentence } from "../../src/diagnostics/sentence.ts";
import { type Changes, configWith, edit, estateOf } from "../support/config.ts";
import { findingLines } from "../support/finding-lines.ts";
import { saidBy } from "../support/said.ts";

const said = saidBy(copiesMeet);
const found = (changes: Changes) => findingLines(said(estateOf(configWith(changes))));

const everyType = "types: [Aurora, DocumentDB, DynamoDB, EBS, EC2, EFS, FSx, RDS, S3]";
const optedIn = (types: string): Changes => ({ "organization.yaml": edit(everyType, `types: [${types}]`) });
/** So many more accounts, non-prod, whose central account has one Region, or prod, whose has two. */
const accounts = (count: number, cls: "prod" | "nonprod" = "nonprod", plans = "bronze", id = "7"): Changes =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `accounts/one-${id}-${index}.yaml`,
      `account: "${id.repeat(7)}${String(index).padStart(5, "0")}"\nclass: ${cls}\nowner: a@acme.example\nplans: [${plans}]\nsourceKeys: customer\n`,
    ]),
  );

const spread = (time: string) => edit("rules:", `spread: ${time}\nrules:`);

// of the example, three non-prod accounts have the plan bronze
test.each([
  ["Aurora", 7, "5 copies of Aurora at once: with 30m for each the last is there after 90m"],
  ["DocumentDB", 7, "5 copies of DocumentDB at once: with 30m for each the last is there after 90m"],
  ["Neptune", 7, "5 copies of Neptune at once: with 30m for each the last is there after 90m"],
  ["FSx", 7, "5 copies of FSx for Lustre, FSx for ONTAP, FSx for OpenZFS, FSx for Windows at once: with 30m"],
  ["Storage Gateway", 27, "5 copies of Storage Gateway at once: with 10m for each the last is there after 70m"],
  ["RDS", 117, "20 copies of RDS instance at once: with 10m for each the last is there after 70m"],
  ["EC2, EBS", 117, "20 copies of EBS, EC2 at once: with 10m for each the last is there after 70m"],
  ["EFS, DynamoDB", 197, "100 copies of DynamoDB, EFS at once: with 30m for each the last is there after 90m"],
])("what has time for all of it is quiet, one account more is told once: %s", (types, most, why) => {
  const inAnHour = { ...optedIn(types), "plans/bronze.yaml": edit("copyWithin: 2h", "copyWithin: 1h") };
  const ofNonprod = (count: number) =>
    found({ ...inAnHour, ...accounts(count) }).filter((line) => line.includes("central nonprod"));

  expect(ofNonprod(most)).toEqual([]);
  const lines = ofNonprod(most + 1);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(why);
});

const twoRegions = "regions: [eu-west-2, eu-west-1] # home";
/** As `optedIn`, with one Region of central prod: the last of several copies fails that has to wait for two hours. */
const inOneRegion = (types: string): Changes => ({
  "organization.yaml": (text) =>
    edit(twoRegions, "regions: [eu-west-2] # home")(edit(everyType, `types: [${types}]`)(text)),
});
/** Everything that is said of an estate and not of another. */
const newlyFound = (changes: Changes, than: Changes) => {
  const all = (of: Changes) => checkEstate(estateOf(configWith(of))).map(sentence);
  const before = all(than);
  return all(changes).filter((line) => !before.includes(line));
};

test("it says how many, when, where to, how long copies then take, and only what brings nothing else", () => {
  const text = (ways: string) =>
    `warning copies-meet plans/bronze.yaml rules.nightly.schedule: got 40 backups that start at 2026-01-01 03:00, if each account has one in each of its Regions, to be copied to central nonprod (444444444444, eu-west-2); AWS makes 5 copies of Aurora at once: with 30m for each the last is there after 4h, and copyWithin is 2h; use ${ways}, other start times for some of the accounts, or absent for kinds that there are none of`;

  expect(found({ ...optedIn("Aurora, S3"), ...accounts(37) })).toEqual([text("spread: 3h")]);
  expect(found({ ...inOneRegion("Aurora, S3"), ...accounts(37) })).toEqual([text("spread: 3h, copyWithin: 4h")]);
});

test("following the advice ends it, whichever it is, and brings nothing else", () => {
  const many = { ...inOneRegion("Aurora, S3"), ...accounts(37) };
  const absent = edit("rules:", "absent: { Aurora: none in the inventory }\nrules:");
  const advised = /use spread: (\w+), copyWithin: (\w+),/.exec(found(many)[0] ?? "");

  expect(advised?.slice(1)).toEqual(["3h", "4h"]);
  for (const followed of [edit("copyWithin: 2h", "copyWithin: 4h"), absent, spread("3h")]) {
    const changed = { ...many, "plans/bronze.yaml": followed };
    expect(found(changed)).toEqual([]);
    expect(newlyFound(changed, many)).toEqual([]);
  }
});

test("a longer time for copies is not told where it costs the promise, nor a spread that leaves databases no time", () => {
  const many = { ...optedIn("Aurora, S3"), ...accounts(37) };
  const longer = { ...many, "plans/bronze.yaml": edit("copyWithin: 2h", "copyWithin: 4h") };
  expect(newlyFound(longer, many).length).toBeGreaterThan(0);

  const gold = { ...optedIn("Aurora, RDS, FSx"), ...accounts(12, "prod", "gold") };
  const [line = ""] = found(gold).filter((one) => one.includes("plans/gold.yaml"));
  expect(line).toContain("; use other start times for some of the accounts");
  expect(newlyFound({ ...gold, "plans/gold.yaml": spread("2h") }, gold).length).toBeGreaterThan(0);
});

test("a spread that is too short is told the one that does", () => {
  const many = { ...inOneRegion("Aurora, S3"), ...accounts(37), "plans/bronze.yaml": spread("1h") };

  expect(found(many)[0]).toMatch(/^warning copies-meet plans\/bronze\.yaml .* use spread: 3h, copyWithin: /);
});

test("no spread is told where all start with their unit", () => {
  const ofUnit = Object.fromEntries(
    Object.entries(accounts(37)).map(([file, text]) => [file, String(text).replace("plans: [bronze]", "unit: labs")]),
  );
  const unit = edit("units:\n", "units:\n  labs: { path: ou-ab12-0000000u, class: nonprod, plans: [bronze] }\n");
  const lines = found({
    ...ofUnit,
    "organization.yaml": (text) =>
      unit(edit(twoRegions, "regions: [eu-west-2] # home")(edit(everyType, "types: [Aurora, S3]")(text))),
    "plans/bronze.yaml": spread("1h"),
  });

  expect(lines[0]).toMatch(/got \d+ backups that start at .*; use copyWithin: /);
});

test("plans that start in the same minute, or while copies of another are not done, are counted together", () => {
  const together = { ...optedIn("Aurora"), ...accounts(12, "nonprod", "silver") };
  const at = (time: string) => ({ "plans/silver.yaml": edit("cron(30 1 ? * * *)", `cron(${time} ? * * *)`) });
  const bronze = { "plans/bronze.yaml": edit("copyWithin: 2h", "copyWithin: 90m") };
  const plansIn = (changes: Changes) => found({ ...together, ...bronze, ...changes }).map((line) => line.split(" ")[2]);

  expect(plansIn({})).toEqual([]);
  expect(plansIn(at("0 3"))).toEqual(["plans/bronze.yaml"]);
  expect(plansIn(at("0 2"))).toEqual([]);
  expect(plansIn(at("45 2"))).toEqual(["plans/bronze.yaml"]);
  expect(found({ ...together, ...bronze, ...at("0 3") })[0]).toContain(
    "got 16 backups that start at 2026-01-01 03:00, 13 of other plans among them,",
  );
  expect(found({ ...together, ...bronze, ...at("45 2") })[0]).toContain(
    "the last is there after 105m, behind copies that started earlier, and copyWithin is 90m",
  );
});

test("copies into several Regions are made one after the other, and each Region counts its own", () => {
  // six of the example's accounts and Regions have bronze in prod
  expect(found({ ...optedIn("Aurora"), ...accounts(9, "prod") }).filter((line) => line.includes("bronze"))).toEqual([]);
  expect(found({ ...optedIn("Aurora"), ...accounts(10, "prod") })[0]).toContain(
    "got 16 backups that start at 2026-01-01 03:00, if each account has one in each of its Regions, to be copied to central prod (333333333333, eu-west-2); AWS makes 5 copies of Aurora at once: with 30m for each the last is there after 150m",
  );
});

test("the classes have a central account each and never meet; what is not copied meets nobody", () => {
  expect(found({ ...optedIn("Aurora"), ...accounts(4, "prod"), ...accounts(9, "nonprod", "bronze", "8") })).toEqual([]);
  const localOnly = (text: string) =>
    text
      .replace(", isolatedRpo: 48h", "")
      .replace("    copyWithin: 2h\n", "")
      .replace(", central: 35d }", " }\n    localOnly: caches that are made anew");
  expect(found({ ...optedIn("Aurora"), ...accounts(37), "plans/bronze.yaml": localOnly })).toEqual([]);
});

test("the example has time for all of its copies", () => {
  expect(found({})).toEqual([]);
});

test("what takes more than a day has no other way out than fewer copies", () => {
  const hourly = {
    ...optedIn("Aurora"),
    ...accounts(27),
    "plans/bronze.yaml": edit("cron(0 3 ? * * *)", "cron(0 0/2 ? * * *)"),
  };

  expect(found(hourly).filter((line) => /bronze.*central nonprod/.test(line))).toEqual([
    expect.stringMatching(
      /: with 30m for each the last is there after more than a day, and copyWithin is 2h; use fewer copies a day, or absent for kinds that there are none of$/,
    ),
  ]);
});
