import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const textOf = (folder: string) =>
  (readdirSync(folder, { recursive: true }) as string[])
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n")
    .replaceAll(/\$\{named\(runs\)\}/g, "run 1 of deploy.yml");
const sources = ["src/outside", "src/delivery", "src/commands"].map(textOf).join("\n");

/** The first column of a page's tables that say what is said, up to what differs from one time to the next. */
const phrasesOf = (page: string) =>
  [...page.matchAll(/^\| ([^|]+?) +\| [^|]+\|$/gm)]
    .map(([, says = ""]) => says)
    .filter((says) => says !== "says" && !/^-+$/.test(says))
    .map((says) => says.split("…")[0]?.trim() ?? "");

const outOfReach = phrasesOf(readFileSync("docs/runbooks/out-of-reach.md", "utf8"));
const [, silence = ""] = readFileSync("docs/runbooks/drift.md", "utf8").split("## Nobody may be looking");
const nobodyLooks = phrasesOf(silence);

test("there are phrases to look for", () => {
  expect(outOfReach.length).toBeGreaterThanOrEqual(9);
  expect(nobodyLooks.length).toBeGreaterThanOrEqual(5);
  expect(sources.includes("### Nobody may be looking")).toBe(true);
});

test.each([...outOfReach, ...nobodyLooks])('the runbooks\' "%s" is what is said', (phrase) => {
  expect(sources.includes(phrase)).toBe(true);
});

/** What an operator can meet, by the file that says it. */
test.each([
  ["src/outside/out-of-reach.ts", ["it is busy or out of reach, try again later"]],
  ["src/outside/read-object.ts", ["no whole answer within", "an answer that ended too soon"]],
  ["src/outside/aws-client.ts", ["no whole answer within", "no answer within"]],
  ["src/delivery/github/gh.ts", ["no answer within", "GitHub is busy or out of reach"]],
  ["src/delivery/terraform/terraform.ts", ["got no end of it within"]],
  ["src/commands/turn.ts", ["at work for", "waiting for run", "no other run is at work"]],
])("what %s says stands in the runbook", (file, says) => {
  const text = readFileSync(file, "utf8").replaceAll(/\$\{named\(runs\)\}/g, "run 1 of deploy.yml");

  for (const said of says) {
    expect(outOfReach, said).toContain(said);
    expect(text, said).toContain(said);
  }
});
