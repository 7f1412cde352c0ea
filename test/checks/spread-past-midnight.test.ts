import { expect, test } from "vitest";
import { spreadPastMidnight } from "../../src/checks/spread-past-midnight.ts";
import { configWith, edit, estateOf } from "../support/config.ts";
import { findingLines } from "../support/finding-lines.ts";
import { saidBy } from "../support/said.ts";

const said = saidBy(spreadPastMidnight);
const found = (spread: string, monthly: string) => {
  const change = (text: string) =>
    edit("cron(30 11 1 * ? *)", `cron(${monthly})`)(edit("rules:", `spread: ${spread}\nrules:`)(text));
  return findingLines(said(estateOf(configWith({ "plans/silver.yaml": change }))));
};

test("the last start that is still on its day is let through, a part more is not, and the longest is told", () => {
  expect(found("4h", "29 20 1 * ? *")).toEqual([]);
  expect(found("4h", "30 20 1 * ? *")).toEqual([
    "error spread-past-midnight plans/silver.yaml spread: got 4h, after which monthly (cron(30 20 1 * ? *)) would start on another day than it says; use 210m, or a schedule that starts earlier in the day",
  ]);
  expect(found("210m", "30 20 1 * ? *")).toEqual([]);
});

test("where no spread has room, only an earlier start helps", () => {
  expect(found("1h", "30 23 1 * ? *")).toEqual([
    "error spread-past-midnight plans/silver.yaml spread: got 1h, after which monthly (cron(30 23 1 * ? *)) would start on another day than it says; use a schedule that starts earlier in the day",
  ]);
});

test("what runs every day goes on past midnight", () => {
  expect(found("12h", "30 23 ? * * *")).toEqual([]);
});

test("a schedule that cannot be read is told by another rule", () => {
  expect(found("12h", "30 23 1 * * *")).toEqual([]);
});
