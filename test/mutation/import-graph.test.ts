import { expect, test } from "vitest";
import { ImportGraph } from "./import-graph.ts";
import { tinyProject } from "./support/tiny-project.ts";

const files = {
  "src/a.ts": "export const a = 1;",
  "src/b.ts": 'import { a } from "./a.ts";\nexport const b = a;',
  "test/near.test.ts": 'import { a } from "../src/a.ts";',
  "test/far.test.ts": 'const { b } = await import("../src/b.ts");',
  "test/apart.test.ts": 'import { expect } from "vitest";',
  "test/process.test.ts": 'import { spawnSync } from "node:child_process";',
};
const graph = () => new ImportGraph(tinyProject(files), Object.keys(files));

test("a test is as far from a file as the imports between them, and one that starts processes is never out of sight", () => {
  const distances = Object.keys(files)
    .filter((file) => file.startsWith("test/"))
    .map((file) => [file, graph().distance(file, "src/a.ts")]);

  expect(distances).toEqual([
    ["test/near.test.ts", 1],
    ["test/far.test.ts", 2],
    ["test/apart.test.ts", undefined],
    ["test/process.test.ts", 2],
  ]);
});

test("importers are the product's own", () => {
  expect(graph().importersOf("src/a.ts")).toEqual(["src/b.ts"]);
});
