import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

export interface Measured {
  readonly seconds: number;
  /** Most memory that the process held at once, in MiB. */
  readonly peakMebibytes: number;
}

const loader = pathToFileURL(resolve("node_modules/tsx/dist/loader.mjs")).href;
const reporter = pathToFileURL(resolve("bench/report-memory.ts")).href;
const entry = resolve("src/cli.ts");

/** The best of several runs of a command, each in a process of its own. @throws when the command fails */
export function measureCommand(folder: string, args: readonly string[], runs: number): Measured {
  const report = join(folder, "peak-memory");
  const results = Array.from({ length: runs }, (): Measured => {
    const start = performance.now();
    const { status, error, stdout, stderr } = spawnSync(
      process.execPath,
      ["--import", loader, "--import", reporter, entry, ...args],
      { cwd: folder, encoding: "utf8", env: { ...process.env, PEAK_MEMORY_FILE: report }, maxBuffer: 1 << 30 },
    );
    const seconds = (performance.now() - start) / 1000;
    if (error) throw error;
    if (status !== 0)
      throw new Error(`${args[0]} ended with ${status}\n${stdout.slice(0, 4000)}\n${stderr.slice(0, 4000)}`);
    return { seconds, peakMebibytes: Number(readFileSync(report, "utf8")) / 1024 };
  });
  return results.reduce((best, each) => (each.seconds < best.seconds ? each : best));
}
