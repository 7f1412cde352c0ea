import { expect, test } from "vitest";
import { countLines, countNoticed } from "./count-noticed.ts";
import type { How, Mutant } from "./mutant.ts";

const mutant = (id: string, how: How): Mutant => ({ id, how, of: "it", stack: "shared", texts: (texts) => texts });
const roles = [mutant("one", "role"), mutant("two", "role"), mutant("three", "role")];
const alias = mutant("four", "alias");

test("a mutant that two notice counts for both, and one that neither does for nobody", async () => {
  const first = { who: "first", notices: ({ id }: Mutant) => id === "one" || id === "four" };
  const second = { who: "second", notices: async ({ id }: Mutant) => id === "one" || id === "two" };

  const { each, counts, unnoticed } = await countNoticed([...roles, alias], [first, second]);

  expect(each.map(({ mutant: { id }, by }) => [id, ...by])).toEqual([
    ["one", "first", "second"],
    ["two", "second"],
    ["three"],
    ["four", "first"],
  ]);
  expect(countLines(counts.filter(({ mutants }) => mutants > 0))).toEqual([
    "a role that a stranger may take and that may do everything: 3, first 1, second 2, nobody 1",
    "an alias of Lockstep's name on a foreign key: 1, first 1, second 0, nobody 0",
  ]);
  expect(unnoticed).toEqual([roles[2]]);
});

test("ways that no mutant has are counted too", async () => {
  const { counts } = await countNoticed([alias], []);

  expect(counts).toContainEqual({ how: "role", mutants: 0, by: {}, nobody: 0 });
});
