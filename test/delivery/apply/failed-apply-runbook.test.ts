import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** What the runbook takes an apply to say, up to what differs from one to the next. */
const phrases = [...readFileSync("docs/runbooks/failed-apply.md", "utf8").matchAll(/^\| ([^|]+?) +\| [^|]+\|$/gm)]
  .map(([, says = ""]) => says)
  .filter((says) => says !== "says" && !/^-+$/.test(says));

const sources = [
  "src/delivery/apply",
  "src/delivery/run",
  "src/delivery/terraform",
  "src/delivery/takeover",
  "src/commands",
].flatMap((folder) => readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8")));

test("there are phrases to look for", () => {
  expect(phrases.length).toBeGreaterThan(18);
});

test.each(phrases)('the runbook\'s "%s" is what an apply says', (phrase) => {
  const [literal = ""] = phrase.split(/[…`]/);

  expect(sources.some((text) => text.includes(literal.trim()))).toBe(true);
});
