import { expect, test } from "vitest";
import { fitSections, type Section } from "../../../src/delivery/report/section.ts";

const section = (heading: string, ...items: readonly string[]): Section => ({
  heading,
  noun: "row",
  items: items.map((text) => ({ text, short: text })),
});
const fitted = (most: number, ...sections: readonly Section[]) =>
  fitSections("S", sections, { most, measure: (text) => text.length, elsewhere: "E" });
/** The least room in which the first item stands and every part has its heading. */
const least = (...sections: readonly Section[]) =>
  Array.from({ length: 200 }, (_, most) => most).find((most) => {
    const lines = fitted(most, ...sections).split("\n");
    return lines.includes("aaaa") && sections.every(({ heading }) => lines.includes(heading));
  }) ?? 0;

test("an item is there as soon as there is room for it beside what each part is sure of, to the unit", () => {
  // start, two separators, the line of unnamed parts with its end, and of each part its heading with the line of what was left out
  const beside = 1 + 2 + 2 + "And 1 more parts E".length + 1;
  const sure = "H\n\n- and 1 more row E".length + 4;
  const item = "aaaa".length + 2;

  expect(least(section("H", "aaaa"))).toBe(beside + sure + item);
  expect(least(section("H", "aaaa"), section("I", "bbbb"))).toBe(beside + 2 * sure + item);
  expect(fitted(beside + sure + item, section("H", "aaaa"))).toBe("S\n\nH\n\naaaa\n");
  expect(fitted(beside + sure + item - 1, section("H", "aaaa"))).toBe("S\n\nH\n\n- and 1 more row E\n");
});

test("room that a part asks for is kept free by those before it", () => {
  const asking = { ...section("I", "bbbb"), sure: 3 };

  expect(least(section("H", "aaaa"), asking)).toBe(least(section("H", "aaaa"), section("I", "bbbb")) + 3);
});

test("a part that asks for more than it holds is sure of all it holds, and of no more", () => {
  const first = section("H", "aaaa");
  const plain = { ...section("I", "bbbb", "cccc"), intro: "iiii" };
  const asking = { ...plain, sure: 1_000 };
  const held = "iiii".length + 2 * "\n\n".length + "bbbb\ncccc\n".length;

  expect(least(first, asking)).toBe(least(first, plain) + held);
  expect(fitted(least(first, asking), first, asking)).toBe("S\n\nH\n\naaaa\n\nI\n\niiii\n\nbbbb\ncccc\n");
});

test("parts that there is no room to name are counted", () => {
  expect(fitted(30, section("H", "aaaa"), section("I", "bbbb"))).toBe("S\n\nAnd 2 more parts E\n");
});
