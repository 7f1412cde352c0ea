import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { type Judged, judge } from "../../src/judge.ts";
import { expectCleanProblems } from "../support/clean-problems.ts";
import { inConfigFolder } from "../support/config-folder.ts";
import { exampleConfig } from "../support/example-config.ts";
import { record } from "../support/figures.ts";
import { runs, seed } from "../support/soak.ts";

const example: ReadonlyMap<string, string> = new Map(
  readdirSync(exampleConfig, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".yaml"))
    .sort()
    .map((path) => [path, readFileSync(join(exampleConfig, path), "utf8")]),
);
const files = [...example.keys()];
const someFile = fc.constantFrom(...files);

/** Judges the example organization again and again, each time with one of its files replaced. */
function judging(work: (judgeWith: (file: string, content: string | Uint8Array) => Judged) => void) {
  inConfigFolder(example, (folder) =>
    work((file, content) => {
      writeFileSync(join(folder, file), content);
      try {
        const judged = judge(folder);
        expectCleanProblems(judged.problems, folder);
        expect(judged.estate === null).toBe(judged.problems.some(({ severity }) => severity === "error"));
        return judged;
      } finally {
        writeFileSync(join(folder, file), example.get(file) ?? "");
      }
    }),
  );
}

test("answers any bytes in place of a file with problems that have their place in it", () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.string({ unit: fc.constantFrom(..."{}[]:,-?&*!|>'\"%@`# \n\t\rab0".split("")), maxLength: 200 }),
  );
  judging((judgeWith) =>
    fc.assert(
      fc.property(someFile, bytes, (file, content) => {
        expect(judgeWith(file, content).estate).toBeNull();
      }),
      { seed, numRuns: runs(40, 1_500) },
    ),
  );
});

test("answers any YAML in place of a file with problems that have their place in it", () => {
  const words = [...new Set([...example.values()].join("\n").match(/[\w.-]+/g))];
  const word = fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 5 }));
  const value = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null), fc.double()),
      fc.array(tie("node"), { maxLength: 4 }),
      fc.dictionary(word, tie("node"), { maxKeys: 5 }),
    ),
  })).node;
  judging((judgeWith) =>
    fc.assert(
      fc.property(someFile, value, (file, data) => {
        judgeWith(file, stringify(data));
      }),
      { seed, numRuns: runs(40, 1_500) },
    ),
  );
});

/** One slip of the pen: `pieces` of a text are taken out, doubled, swapped or put in place of each other. */
function slips(file: string, pieces: RegExp): fc.Arbitrary<string> {
  const parts = (example.get(file) ?? "").match(pieces) ?? [];
  const index = fc.nat(parts.length - 1);
  const slip = fc.constantFrom("delete", "duplicate", "replace", "swap", "cut");
  return fc.tuple(slip, index, index, fc.constantFrom(...files)).map(([kind, from, to, other]) => {
    const changed = [...parts];
    const elsewhere = (example.get(other) ?? "").match(pieces) ?? [];
    if (kind === "delete") changed.splice(from, 1);
    if (kind === "duplicate") changed.splice(to, 0, parts[from] ?? "");
    if (kind === "replace") changed[from] = elsewhere[to % elsewhere.length] ?? "";
    if (kind === "swap") [changed[from], changed[to]] = [parts[to] ?? "", parts[from] ?? ""];
    if (kind === "cut") changed.length = from;
    return changed.join("");
  });
}

test.each([
  ["line", /.*\n/g, runs(50, 2_500)],
  ["token", /[\w.-]+|[^\w.-]/g, runs(70, 4_000)],
])("answers a slip of a %s with problems that have their place in the files", (piece, pieces, numRuns) => {
  const slipped = someFile.chain((file) => slips(file, pieces).map((text) => [file, text] as const));
  let refused = 0;
  judging((judgeWith) =>
    fc.assert(
      fc.property(slipped, ([file, text]) => {
        if (judgeWith(file, text).estate === null) refused++;
      }),
      { seed, numRuns },
    ),
  );
  record(`slips of a ${piece} that are refused, with their place`, refused, numRuns);
  // slips that all go unnoticed, or all break the whole file, would prove nothing
  expect(refused).toBeGreaterThan(numRuns / 4);
  expect(refused).toBeLessThan(numRuns);
});
