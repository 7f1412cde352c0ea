import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isKept } from "../../../src/delivery/guard/destroyed.ts";
import { linesOf, planOf } from "./support/plan.ts";

/** Types of the stacks' resources that must not be destroyed. */
const kept = readdirSync("test/golden")
  .filter((file) => file.endsWith(".tf.json"))
  .flatMap((file) => Object.keys(JSON.parse(readFileSync(`test/golden/${file}`, "utf8")).resource))
  .filter((type, index, all) => isKept(type) && all.indexOf(type) === index);

test("whatever must not be destroyed, its deletion says in words what goes with it", () => {
  const said = kept.map((type) => linesOf(planOf({ type, actions: ["delete"], before: {} })));

  expect(kept.length).toBeGreaterThan(20);
  expect(said).toEqual(
    kept.map((type) => [
      expect.stringMatching(new RegExp(`^delete: ${type} is deleted; with it goes [a-z].{8,}; keep it$`)),
    ]),
  );
});

test.each([
  ["delete", "is deleted; with it goes"],
  ["forget", "is left behind, seen by nobody; unguarded stays"],
] as const)("what is lost by %s is told in its own words", (action, words) => {
  const said = linesOf(planOf({ type: "aws_sns_topic", actions: [action], before: {} }));

  expect(said).toEqual([`${action}: aws_sns_topic ${words} alerts of every account; keep it`]);
});

test("what is replaced goes in between, or for ever", () => {
  const said = linesOf(planOf({ type: "aws_sns_topic", actions: ["delete", "create"], before: {}, after: {} }));

  expect(said).toEqual([
    "replace: aws_sns_topic is deleted and created anew; in between, or for ever, goes alerts of every account; keep it",
  ]);
});
