import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const page = readFileSync("docs/field-cases.md", "utf8");
const named = [...page.matchAll(/`(test\/[\w/-]+)`/g)].map(([, path = ""]) => path);
const endings = [".test.ts", ".slow.test.ts", ".terraform.test.ts", ".terraform.soak.test.ts"];

test("each case names a test that there is", () => {
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter((path) => !["", ...endings].some((ending) => existsSync(`${path}${ending}`)))).toEqual([]);
});

test("each test of a case is named", () => {
  const tests = readdirSync("test/field").flatMap((file) => file.match(/^([\w-]+)(?:\.\w+)*\.test\.ts$/)?.[1] ?? []);

  expect(tests.filter((name) => name !== "field-cases" && !named.includes(`test/field/${name}`))).toEqual([]);
});
