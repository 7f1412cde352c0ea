import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

/** Every file that a file needs when it runs, by path from the repository's root. Types are gone by then. */
function filesBehind(file: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(file)) return found;
  found.add(file);
  if (!file.endsWith(".ts")) return found;
  for (const [, what = "", from = ""] of readFileSync(file, "utf8").matchAll(
    /^(?:import|export)\s([^;]*?)\sfrom "(\.[^"]+)"/gms,
  )) {
    if (!what.startsWith("type ")) filesBehind(relative(".", join(dirname(file), from)), found);
  }
  return found;
}

const judges = ["src/delivery/guard/expected/judge-stack.ts", "src/estate/estate-facts.ts"];

test("what is expected is judged by nothing that makes stacks, nor by the names that stacks are made with", () => {
  const behind = judges.flatMap((file) => [...filesBehind(file)]);

  expect(behind.filter((file) => /^stacks\/|^src\/(constructs|names|synthesize|stack-texts)/.test(file))).toEqual([]);
  // and is all of the judge
  expect([...new Set(behind)].sort()).toEqual([
    "src/by-text.ts",
    "src/delivery/guard/expected/data/app.json",
    "src/delivery/guard/expected/data/bootstrap.json",
    "src/delivery/guard/expected/data/central.json",
    "src/delivery/guard/expected/data/management.json",
    "src/delivery/guard/expected/data/policies.json",
    "src/delivery/guard/expected/data/shared.json",
    "src/delivery/guard/expected/differences.ts",
    "src/delivery/guard/expected/expectations.ts",
    "src/delivery/guard/expected/judge-stack.ts",
    "src/delivery/guard/expected/judged-arguments.ts",
    "src/delivery/guard/expected/template.ts",
    "src/delivery/guard/several.ts",
    "src/delivery/guard/synth/shown.ts",
    "src/delivery/resources/alerts.ts",
    "src/delivery/resources/found-again.ts",
    "src/delivery/resources/keys.ts",
    "src/delivery/resources/pipeline.ts",
    "src/delivery/resources/policies.ts",
    "src/delivery/resources/resource-types.ts",
    "src/delivery/resources/roles.ts",
    "src/delivery/resources/switches.ts",
    "src/delivery/resources/vaults.ts",
    "src/delivery/stack/json-object.ts",
    "src/estate/estate-facts.ts",
    // in which part of a spread a name is: no part is better than another
    "src/estate/start-delay.ts",
    "src/model.ts",
    "src/words/and-more.ts",
    "src/words/cut.ts",
    "src/words/grouped.ts",
  ]);
});
