import { expect, test } from "vitest";
import { resourceKinds } from "../../src/aws/resource-kinds.ts";
import { kindsText } from "../../src/proof/kinds-text.ts";

const first = (count: number) => kindsText(resourceKinds.slice(0, count));
const names = resourceKinds.map(({ name }) => name);

test("kinds are listed by name, and counted where one more would be left out than is listed", () => {
  const [one, two, three, four] = names;

  expect(first(1)).toBe(one);
  expect(first(2)).toBe(`${one} and ${two}`);
  expect(first(4)).toBe(`${one}, ${two}, ${three} and ${four}`);
  expect(first(5)).toBe(`${one}, ${two}, ${three} and 2 more`);
});
