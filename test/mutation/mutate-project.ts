import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Area } from "./area.ts";
import { Compiler } from "./compiler.ts";
import type { Equivalent } from "./equivalent.ts";
import { ImportGraph } from "./import-graph.ts";
import { type AreaResult, mutateArea } from "./mutate-area.ts";
import { Runner } from "./runner.ts";
import { removeCopy, throwAwayCopy } from "./throw-away-copy.ts";

interface Order {
  /** The project's folder; nothing in it is changed. */
  readonly root: string;
  /** The areas there are, of the folders that hold source. */
  readonly areasOf: (folders: readonly string[]) => readonly Area[];
  /** The folders whose mutants are wanted; of everything when there is none. */
  readonly folders: readonly string[];
  readonly equivalents: readonly Equivalent[];
  readonly seed: number;
  readonly count: number;
  readonly patienceMs: number;
  readonly runs: (test: string) => boolean;
  /** How many mutants are tried at a time, each in a copy of its own. */
  readonly jobs: number;
  readonly say: (line: string) => void;
}

/**
 * Breaks a project a little, many times, in copies of it, and says what its tests saw. The copies are gone at the end,
 * and when the process is told to stop.
 *
 * @throws when a folder holds no source, or tests are red without any mutant
 */
export async function mutateProject(order: Order): Promise<readonly AreaResult[]> {
  const { root, jobs, seed, count, say, equivalents, runs, patienceMs } = order;
  const files = ["src", "stacks", "test"]
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
    )
    .filter((file) => file.endsWith(".ts"))
    .toSorted();
  const sources = files.filter((file) => !file.startsWith("test/"));
  const wanted = wantedSources(sources, order.folders);
  const areas = order.areasOf([...new Set(sources.map((file) => dirname(file)))]);
  const graph = new ImportGraph(root, files);
  const compiler = new Compiler(root, graph);

  const copies: string[] = [];
  const runners: Runner[] = [];
  const clear = () => {
    for (const runner of runners) runner.stop();
    for (const copy of copies.splice(0)) removeCopy(copy);
  };
  const interrupted = (signal: NodeJS.Signals) => {
    clear();
    process.exit(signal === "SIGINT" ? 130 : 143);
  };
  process.on("SIGINT", interrupted).on("SIGTERM", interrupted);
  try {
    for (let job = 0; job < jobs; job += 1) {
      const copy = throwAwayCopy(root);
      copies.push(copy);
      runners.push(new Runner(root, copy));
    }
    const mutation = { root, files, graph, compiler, equivalents, runners, seed, count, patienceMs, runs, say };
    const results: AreaResult[] = [];
    for (const area of areas) {
      const own = wanted.filter((file) => areaOf(file, areas) === area);
      if (own.length > 0) results.push(await mutateArea(area, own, mutation));
    }
    return results;
  } finally {
    clear();
    compiler.close();
    process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
  }
}

function wantedSources(sources: readonly string[], folders: readonly string[]): readonly string[] {
  const below = (folder: string) => sources.filter((file) => file.startsWith(`${folder}/`));
  const empty = folders.find((folder) => below(folder).length === 0);
  if (empty !== undefined) throw new Error(`got ${empty}; use a folder with source, such as src/estate`);
  return folders.length === 0
    ? sources
    : sources.filter((file) => folders.some((folder) => below(folder).includes(file)));
}

const areaOf = (file: string, areas: readonly Area[]): Area | undefined =>
  areas
    .filter(({ folder }) => file.startsWith(`${folder}/`))
    .toSorted((one, two) => two.folder.length - one.folder.length)[0];
