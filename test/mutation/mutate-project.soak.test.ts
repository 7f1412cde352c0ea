import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import type { Equivalent } from "./equivalent.ts";
import { mutateProject } from "./mutate-project.ts";
import { resultTable } from "./result-table.ts";
import { textsOf, tinyProject } from "./support/tiny-project.ts";

const files = {
  // what a project says of tiers must not keep a change from being seen
  "vitest.config.js":
    'export default { test: { projects: [{ extends: true, test: { name: "fast", isolate: false } }] } };',
  "src/age/is-adult.ts": "export function isAdult(years: number): boolean {\n  return years >= 18;\n}\n",
  "src/age/count.ts":
    "export function count(most: number): number {\n  let n = 0;\n  while (n < most) n += 1;\n  return n;\n}\n",
  "test/age/is-adult.test.ts": [
    'import { expect, test } from "vitest";',
    'import { isAdult } from "../../src/age/is-adult.ts";',
    'test("of age", () => expect([isAdult(17), isAdult(19)]).toEqual([false, true]));',
  ].join("\n"),
  "test/age/count.test.ts": [
    'import { expect, test } from "vitest";',
    'import { count } from "../../src/age/count.ts";',
    'test("counted", () => { expect(count(3)).toBe(3); expect(count(0)).toBe(0); });',
  ].join("\n"),
};

const mutate = (root: string, folders: readonly string[], equivalents: readonly Equivalent[] = []) =>
  mutateProject({
    root,
    areasOf: (all) => all.map((folder) => ({ folder, threshold: 90 })),
    folders,
    equivalents,
    seed: 7,
    count: 20,
    patienceMs: 3_000,
    runs: () => true,
    jobs: 1,
    say: () => {},
  });

test("survivors are told with their place, what hangs is killed, the checkout stays as it is, and no copy is left", async () => {
  const root = tinyProject(files);
  const before = textsOf(root);
  const temporary = mkdtempSync(join(tmpdir(), "copies-"));
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(temporary, { recursive: true });
  });
  vi.stubEnv("TMPDIR", temporary);

  const results = await mutate(root, ["src/age"]);

  expect(results.map(({ survivors }) => survivors)).toEqual([
    ["src/age/is-adult.ts:2:16  >= → >", "src/age/is-adult.ts:2:19  18 → 19"],
  ]);
  expect(resultTable(results)).toBe(
    [
      "folder   made  refused by tsc  equivalent  killed  survived  share   asked",
      "src/age  11    0               0           9       2         81.8 %  90 % missed",
    ].join("\n"),
  );
  expect(textsOf(root)).toEqual(before);
  expect(readdirSync(temporary)).toEqual([]);
});

test("a mutant that is known to change nothing is counted apart, and one that is no mutant is refused", async () => {
  const root = tinyProject(files);
  const known = {
    file: "src/age/is-adult.ts",
    line: "return years >= 18;",
    before: ">=",
    after: ">",
    why: "nobody is 18",
  };

  const [result] = await mutate(root, [], [known]);

  expect(result).toMatchObject({ equivalent: 1, killed: 9, survivors: ["src/age/is-adult.ts:2:19  18 → 19"] });
  await expect(mutate(root, [], [{ ...known, line: "return years > 18;" }])).rejects.toThrow(
    "equivalents.ts: got src/age/is-adult.ts, return years > 18;; use a mutant that is still made of it",
  );
});

test("tests that are red by themselves kill nothing", async () => {
  const red =
    'import { test } from "vitest";\nimport "../../src/age/count.ts";\ntest("red", () => { throw new Error("no"); });';
  const root = tinyProject({ ...files, "test/age/red.test.ts": red });

  await expect(mutate(root, [])).rejects.toThrow(
    "src/age: its tests are red without any mutant: test/age/red.test.ts > red: no",
  );
});

test("a folder without source is refused", async () => {
  await expect(mutate(tinyProject(files), ["src/height"])).rejects.toThrow(
    "got src/height; use a folder with source, such as src/estate",
  );
});
