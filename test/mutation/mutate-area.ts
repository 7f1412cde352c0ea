import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { mapConcurrently } from "../../src/map-concurrently.ts";
import type { Area } from "./area.ts";
import type { Compiler } from "./compiler.ts";
import type { Equivalent } from "./equivalent.ts";
import type { ImportGraph } from "./import-graph.ts";
import type { Mutant } from "./mutant.ts";
import { mutantsOf } from "./mutants-of.ts";
import type { Runner } from "./runner.ts";
import { shuffled } from "./shuffled.ts";

/** What became of the mutants of an area. */
export interface AreaResult {
  readonly area: Area;
  readonly made: number;
  readonly refused: number;
  readonly equivalent: number;
  readonly killed: number;
  /** Each as `file:line:column  before → after`. */
  readonly survivors: readonly string[];
}

export interface Mutation {
  readonly root: string;
  /** All files of the project, below the root. */
  readonly files: readonly string[];
  readonly graph: ImportGraph;
  readonly compiler: Compiler;
  readonly equivalents: readonly Equivalent[];
  readonly runners: readonly Runner[];
  readonly seed: number;
  /** How many mutants the compiler takes are wanted of each area. */
  readonly count: number;
  /** How long a mutant may take beyond five times what its area's tests do without one, before it counts as killed. */
  readonly patienceMs: number;
  /** Which test files are run at all. */
  readonly runs: (test: string) => boolean;
  readonly say: (line: string) => void;
}

/**
 * Makes mutants of the files of an area and runs the area's tests against each, the nearest first.
 *
 * @throws when its tests are red without any mutant
 */
export async function mutateArea(area: Area, sources: readonly string[], mutation: Mutation): Promise<AreaResult> {
  const { root, compiler, runners, seed, count, say } = mutation;
  const tests = new Map(sources.map((file) => [file, testsOf(area, file, mutation)]));
  const all = sources.flatMap((file) => mutantsOf(compiler.parse(file), file));

  const stale = mutation.equivalents.find((each) => sources.includes(each.file) && !all.some(isMadeOf(each, root)));
  if (stale) throw new Error(`equivalents.ts: got ${stale.file}, ${stale.line}; use a mutant that is still made of it`);

  let made = 0;
  let refused = 0;
  let equivalent = 0;
  const chosen: { readonly mutant: Mutant; readonly after: string; readonly text: string }[] = [];
  for (const mutant of shuffled(all, `${seed}/${area.folder}`)) {
    if (chosen.length === count) break;
    made += 1;
    const text = readFileSync(join(root, mutant.file), "utf8");
    const mutated = (after: string) => text.slice(0, mutant.start) + after + text.slice(mutant.end);
    const after = mutant.after.find((each) => !compiler.refuses(mutant.file, mutated(each)));
    if (after === undefined) refused += 1;
    else if (mutation.equivalents.some((each) => fits(each, mutant, after, text))) equivalent += 1;
    else chosen.push({ mutant, after, text: mutated(after) });
  }

  const needed = [...new Set(chosen.flatMap(({ mutant }) => tests.get(mutant.file) ?? []))];
  const [first] = runners;
  const unchanged = needed.length === 0 ? { took: {} } : await first?.run({ tests: needed }, 30 * 60_000);
  if (unchanged === undefined || unchanged === "hangs") throw new Error(`${area.folder}: its tests do not end`);
  if ("red" in unchanged) throw new Error(`${area.folder}: its tests are red without any mutant: ${unchanged.red}`);
  const limitMs = mutation.patienceMs + 5 * Object.values(unchanged.took).reduce((sum, each) => sum + each, 0);

  const survivors: string[] = [];
  let killed = 0;
  const free = [...runners];
  await mapConcurrently(chosen, runners.length, async ({ mutant, after, text }) => {
    const runner = free.pop();
    if (!runner) throw new Error("got more mutants at a time than runners");
    const own = tests.get(mutant.file) ?? [];
    const answer =
      own.length === 0 ? { took: {} } : await runner.run({ tests: own, change: { file: mutant.file, text } }, limitMs);
    free.push(runner);
    if (answer === "hangs" || "red" in answer) killed += 1;
    else {
      survivors.push(shown(mutant, after, readFileSync(join(root, mutant.file), "utf8")));
      say(survivors.at(-1) ?? "");
    }
  });
  return { area, made, refused, equivalent, killed, survivors: survivors.toSorted() };
}

/** The tests of a file that can see it at all, the nearest first. */
function testsOf({ folder, tests }: Area, file: string, { root, files, graph, runs }: Mutation): readonly string[] {
  const places = tests ?? [ownTests(root, folder, dirname(file))];
  return files
    .filter((each) => each.endsWith(".test.ts") && runs(each))
    .filter((each) => places.some((place) => each === place || each.startsWith(`${place}/`)))
    .flatMap((each) => {
      const distance = graph.distance(each, file);
      return distance === undefined ? [] : [{ each, distance }];
    })
    .toSorted((one, two) => one.distance - two.distance)
    .map(({ each }) => each);
}

/** The folder below `test/` of the same name as the file's, or the nearest one above it within the area. */
function ownTests(root: string, area: string, folder: string): string {
  const tests = folder.replace(/^src/, "test");
  if (existsSync(join(root, tests)) || folder === area) return tests;
  return ownTests(root, area, dirname(folder));
}

function lineOf(text: string, position: number): string {
  const end = text.indexOf("\n", position);
  return text.slice(text.lastIndexOf("\n", position - 1) + 1, end < 0 ? undefined : end).trim();
}

/** On one line, without the comma that goes with a dropped element. */
const oneLine = (text: string): string => text.replace(/\s+/g, " ").replace(/^\s*,?\s*|\s*,?\s*$/g, "");

const fits = (equivalent: Equivalent, { file, start, before }: Mutant, after: string, text: string): boolean =>
  equivalent.file === file &&
  equivalent.line === lineOf(text, start) &&
  equivalent.before === oneLine(before) &&
  equivalent.after === oneLine(after);

const isMadeOf =
  (equivalent: Equivalent, root: string) =>
  (mutant: Mutant): boolean =>
    mutant.file === equivalent.file &&
    mutant.after.some((after) => fits(equivalent, mutant, after, readFileSync(join(root, mutant.file), "utf8")));

function shown({ file, start, before }: Mutant, after: string, text: string): string {
  const above = text.slice(0, start).split("\n");
  const column = (above.at(-1)?.length ?? 0) + 1;
  return `${file}:${above.length}:${column}  ${oneLine(before)} → ${oneLine(after) || "(dropped)"}`;
}
