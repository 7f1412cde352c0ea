import { expect, test } from "vitest";
import { configWith, edit, estateOf, fileProblemsOf } from "../support/config.ts";

const withSpread = (spread: string) => configWith({ "plans/bronze.yaml": edit("rules:", `spread: ${spread}\nrules:`) });
const minutesOf = (folder: string) => estateOf(folder).plans.find(({ name }) => name === "bronze")?.spreadMinutes;

test.each([
  ["1h", 60],
  ["90m", 90],
  ["12h", 720],
  ["720m", 720],
])("a spread may be %s", (spread, minutes) => {
  expect(minutesOf(withSpread(spread))).toBe(minutes);
});

test("a plan that says nothing of a spread has none", () => {
  expect(minutesOf(configWith())).toBe(0);
});

test.each(["30m", "59m", "75m", "721m", "750m", "13h", "1d", "4", "0h", "[4h]"])("a spread may not be %s", (spread) => {
  const [problem, ...others] = fileProblemsOf(withSpread(spread));

  expect(others).toEqual([]);
  expect(problem).toMatch(
    /plans\/bronze\.yaml:\d+:9 spread: got .*; use a multiple of 30m from 1h to 12h, such as 4h$/,
  );
});
