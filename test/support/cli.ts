import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { useBundle } from "./bundle.ts";

const programs = useBundle("src/cli.ts");

/** What a person sees who runs the command in `folder`. */
export function lockstep(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(programs(), "cli.mjs"), ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return { code: status, out: stdout, err: stderr };
}
