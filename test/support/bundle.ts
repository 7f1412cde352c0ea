import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll } from "vitest";

/** The command that makes one file of a program in TypeScript and of all that it imports, packages aside. */
export const bundler: readonly string[] = [
  resolve("node_modules/.bin/esbuild"),
  ...["--bundle", "--splitting", "--format=esm", "--platform=node", "--packages=external"],
  ...["--out-extension:.js=.mjs", "--log-level=warning"],
];

/**
 * The same with the packages: it starts in two thirds of the time, and takes a second more to make. Packages that are no
 * ES modules ask for `require`.
 */
export const wholeBundler: readonly string[] = [
  ...bundler.filter((arg) => arg !== "--packages=external"),
  '--banner:js=import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
];

/**
 * Programs that the tests of a file start, as JavaScript: with tsx each start takes five times as long.
 *
 * @returns their folder, which is there after the first call, with each as `<name>.mjs`
 */
export function useBundle(...programs: readonly string[]): () => string {
  let folder: string | undefined;
  afterAll(() => {
    if (folder !== undefined) rmSync(folder, { recursive: true });
  });

  return () => {
    if (folder !== undefined) return folder;
    folder = mkdtempSync(join(tmpdir(), "lockstep-"));
    const [command = "", ...args] = bundler;
    execFileSync(command, [...args, `--outdir=${folder}`, ...programs]);
    symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
    return folder;
  };
}
