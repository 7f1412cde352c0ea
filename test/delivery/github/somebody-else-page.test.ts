import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const page = readFileSync("docs/pipeline.md", "utf8");
const section = page.split(/^## /m).find((part) => part.startsWith("Somebody else than the author\n")) ?? "";

/** What the page takes reports and logs to say. */
const [, table = ""] = section.split("| says | do |\n");
const phrases = [...table.matchAll(/^\| ([^|]+?) +\| [^|]+\|$/gm)]
  .map(([, says = ""]) => says)
  .filter((says) => !/^-+$/.test(says));

const sources = ["src/delivery/github", "src/delivery/report", "src/commands"].flatMap((folder) =>
  readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8")),
);

test("there are phrases to look for, and the section that messages name", () => {
  expect(phrases.length).toBeGreaterThan(5);
  expect(sources.some((text) => text.includes('docs/pipeline.md, "Somebody else than the author"'))).toBe(true);
});

test.each(phrases)('the page\'s "%s" is what is said', (phrase) => {
  const parts = phrase.split("…").map((part) => part.trim());

  expect(sources.some((text) => parts.every((part) => text.includes(part)))).toBe(true);
});
