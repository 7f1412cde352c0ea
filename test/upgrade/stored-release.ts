/**
 * Releases as they were, with the config of their day: what is upgraded. `npm run -s store-release` keeps today's, to
 * be run on the last commit of a release, before anything of the next one changes a stack. What is kept never
 * changes; a release that nobody has any more is deleted, and from then on nothing is upgraded from it.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { load } from "../../src/config/load.ts";
import type { Estate } from "../../src/model.ts";
import { inConfigFolder } from "../support/config-folder.ts";
import type { Release } from "./release.ts";

const folder = "test/upgrade/fixtures";

/** Days of the releases that are kept, each `YYYY-MM-DD`, the oldest first. */
export const storedReleases = (): readonly string[] => readdirSync(folder).sort();

const configFolder = (day: string) => join(folder, day, "config");
const releaseFile = (day: string) => join(folder, day, "release.json.br");

interface Stored {
  readonly stacks: Readonly<Record<string, object>>;
  readonly managementRoles: object | null;
}

/**
 * The config of that day, as the code of today reads it.
 *
 * @param changes by file, the text that it has now, or what becomes of its text
 * @throws when there is an error in it
 */
export function storedEstate(
  day: string,
  changes: Readonly<Record<string, string | ((text: string) => string)>> = {},
): Estate {
  const files = readdirSync(configFolder(day), { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".yaml"),
  );
  const texts = new Map(files.map((file) => [file, readFileSync(join(configFolder(day), file), "utf8")]));
  for (const [file, change] of Object.entries(changes)) {
    texts.set(file, typeof change === "string" ? change : change(texts.get(file) ?? ""));
  }
  const { estate, problems } = inConfigFolder(texts, load);
  if (!estate) throw new Error(JSON.stringify(problems, null, 2));
  return estate;
}

export function storedRelease(day: string): Release {
  const { stacks, managementRoles } = JSON.parse(
    brotliDecompressSync(readFileSync(releaseFile(day))).toString("utf8"),
  ) as Stored;
  return {
    estate: storedEstate(day),
    stacks: new Map(Object.entries(stacks).map(([id, stack]) => [id, JSON.stringify(stack)])),
    managementRoles: managementRoles && JSON.stringify(managementRoles),
  };
}

export function storeRelease(day: string, { stacks, managementRoles }: Release, config: string): void {
  const stored: Stored = {
    stacks: Object.fromEntries([...stacks].map(([id, text]) => [id, JSON.parse(text) as object])),
    managementRoles: managementRoles === null ? null : (JSON.parse(managementRoles) as object),
  };
  mkdirSync(join(folder, day), { recursive: true });
  writeFileSync(releaseFile(day), brotliCompressSync(JSON.stringify(stored)));
  for (const part of ["organization.yaml", "plans", "accounts"]) {
    cpSync(join(config, part), join(configFolder(day), part), { recursive: true });
  }
}
