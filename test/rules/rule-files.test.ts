import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { changeRules } from "../../src/changes/index.ts";
import { estateRules } from "../../src/checks/index.ts";
import { fileRules } from "../../src/config/rules/index.ts";

// the base that cannot be read is no change of an estate: the command says so itself
const elsewhere = ["base-unreadable"];

test.each([
  ["src/changes", changeRules.map(({ id }) => id)],
  ["src/checks", estateRules.map(({ id }) => id)],
  ["src/config/rules", fileRules.map(({ id }) => id)],
] as const)("every rule file of %s is in the list that is held against config", (folder, listed) => {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".ts") && file !== "index.ts")
    .map((file) => file.replace(/\.ts$/, ""))
    .filter((id) => !elsewhere.includes(id));

  expect(files.length).toBeGreaterThan(20);
  expect(listed.toSorted()).toEqual(files.toSorted());
});
