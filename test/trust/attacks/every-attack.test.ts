import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openAttacks } from "./open-attacks.ts";

const folder = "test/trust/attacks";
const ids = openAttacks.map(({ id }) => id);

const texts = readdirSync(folder)
  .filter((file) => file.endsWith(".test.ts"))
  .map((file) => readFileSync(join(folder, file), "utf8"));

test("every open attack is asked about", () => {
  const unasked = ids.filter((id) => !texts.some((text) => text.includes(`"${id}"`)));

  expect(unasked, "they are on the list without a test").toEqual([]);
});

test("no open attack is listed or asked about twice", () => {
  const often = ids.filter((id) => texts.reduce((times, text) => times + text.split(`"${id}"`).length - 1, 0) > 1);

  expect(ids).toEqual([...new Set(ids)]);
  expect(often).toEqual([]);
});
