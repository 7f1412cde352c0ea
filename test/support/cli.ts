import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const tsx = pathToFileURL(resolve("node_modules/tsx/dist/loader.mjs")).href;
const entry = resolve("src/cli.ts");

/** What a person sees who runs the command in `folder`. */
export function lockstep(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", tsx, entry, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return { code: status, out: stdout, err: stderr };
}
