import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ruleChapters } from "../../src/rules/chapters.ts";
import { rulesPage } from "./rules-page.ts";

const rules = Object.values(ruleChapters).flatMap((chapter) => chapter.map((rule) => [rule.id, rule] as const));

test("docs/rules.md has every rule", async () => {
  await expect(rulesPage()).toMatchFileSnapshot("../../docs/rules.md");
});

test("every rule is found by some code", () => {
  const code = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.startsWith("rules"))
    .map((file) => readFileSync(join("src", file), "utf8"))
    .join("\n");
  const named = new Set(code.match(/"[a-z]+(-[a-z]+)*"/g));

  expect(rules.map(([id]) => id).filter((id) => !named.has(`"${id}"`))).toEqual([]);
});

test("no rule stands in two chapters", () => {
  const ids = rules.map(([id]) => id);

  expect(ids).toEqual([...new Set(ids)]);
});

test.each(rules)("%s says what is wrong, why it matters, and where AWS says so", (id, { what, why, source }) => {
  expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(what).toMatch(/^\S.*[^.]$/);
  expect(why).toMatch(/^\S.*\.$/);
  if (source !== null) expect(source).toMatch(/^[\w-]+(\.[\w-]+)+\/\S+$/);
});
