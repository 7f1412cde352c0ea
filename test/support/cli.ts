import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { bundleOf } from "./bundle.ts";

/** The command line for the tests of a file. @returns what a person sees who runs a command in `folder` */
export function useLockstep() {
  return (folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(bundleOf("src/cli.ts"), "cli.mjs"), ...args], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, ...env },
    });
    return { code: status, out: stdout, err: stderr };
  };
}
