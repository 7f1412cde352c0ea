import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { areasOf } from "./areas.ts";

const folders = ["src", "stacks"].flatMap((folder) => [
  folder,
  ...readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name)),
]);

test("what a mistake in costs backups is held to more", () => {
  const strict = areasOf(folders).filter(({ threshold }) => threshold === 95);

  expect(strict.map(({ folder }) => folder)).toEqual([
    "src/delivery/guard",
    "src/delivery/handoff",
    "src/delivery/ledger",
    "src/estate",
  ]);
});

test("every area has tests where it says", () => {
  const areas = areasOf(folders).filter(({ folder }) => folder !== "src/delivery");
  const without = areas.flatMap(({ folder, tests }) =>
    (tests ?? [folder.replace(/^src/, "test")]).filter((place) => !existsSync(place)),
  );

  expect(areas.length).toBeGreaterThan(20);
  expect(without).toEqual([]);
});
