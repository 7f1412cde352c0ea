import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { bundlesVariable } from "./bundles.ts";

/**
 * The command that makes one file of a program in TypeScript and of all that it imports, packages included: it starts in
 * two thirds of the time. Packages that are no ES modules ask for `require`.
 */
export const bundler: readonly string[] = [
  resolve("node_modules/.bin/esbuild"),
  ...["--bundle", "--splitting", "--format=esm", "--platform=node"],
  ...["--out-extension:.js=.mjs", "--log-level=warning"],
  '--banner:js=import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
];

/**
 * Programs that tests start, as JavaScript: with tsx each start takes five times as long. They are made once a run, and
 * anew when any source has changed.
 *
 * @returns their folder, with each as `<name>.mjs`
 */
export function bundleOf(...programs: readonly string[]): string {
  const bundles = process.env[bundlesVariable] ?? mkdtempSync(join(tmpdir(), "bundles-"));
  process.env[bundlesVariable] = bundles;
  const key = [process.cwd(), ...programs, ...["src", "stacks"].map(lastChangeOf)].join("\n");
  const folder = join(bundles, createHash("sha256").update(key).digest("hex").slice(0, 16));
  if (existsSync(folder)) return folder;
  const [command = "", ...args] = bundler;
  const making = mkdtempSync(join(bundles, "making-"));
  execFileSync(command, [...args, `--outdir=${making}`, ...programs]);
  try {
    renameSync(making, folder);
  } catch (error) {
    // another process was quicker
    if (!existsSync(folder)) throw error;
    rmSync(making, { recursive: true });
  }
  return folder;
}

const lastChangeOf = (folder: string): number =>
  Math.max(
    ...readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => statSync(join(folder, file)).mtimeMs),
  );
