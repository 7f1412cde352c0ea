import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { synthProblemsFile } from "../../handoff/synth-problems.ts";
import type { ComparedExpectation } from "./expectation-changes.ts";

/** Where the data lies, in whichever checkout of this repository. */
const dataFolder = "src/delivery/guard/expected/data";

/**
 * What two checkouts expect.
 *
 * @param byBase what the base's `verify-synth --out` wrote of the head's stacks; missing where it could not judge them
 */
export async function readExpectations(base: string, head: string, byBase: string): Promise<ComparedExpectation> {
  const found = await synthProblemsFile.readIfThere(byBase);
  return {
    base: await readData(base),
    head: await readData(head),
    problems: found?.problems ?? null,
  };
}

async function readData(checkout: string): Promise<ReadonlyMap<string, unknown> | null> {
  const folder = join(checkout, dataFolder);
  const files = await readdir(folder).catch(ifMissing(null));
  if (files === null) return null;
  const data = files
    .filter((file) => file.endsWith(".json"))
    .map(async (file) => [file.slice(0, -".json".length), await readJson(join(folder, file))] as const);
  return new Map(await Promise.all(data));
}

const readJson = async (file: string) => parse(await readFile(file, "utf8"), file);

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${file}: got no JSON; use the file as it was written`, { cause });
  }
}

const ifMissing =
  <T>(otherwise: T) =>
  (cause: NodeJS.ErrnoException): T => {
    if (cause.code === "ENOENT") return otherwise;
    throw cause;
  };
