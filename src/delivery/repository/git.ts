import { execFile } from "node:child_process";

/** {@link git}, in so many milliseconds. */
export const gitWithin =
  (longestMs: number) =>
  (folder: string, ...args: readonly string[]): Promise<string> =>
    new Promise((resolve, reject) => {
      // a large repository has long lists
      const limits = { maxBuffer: 1 << 28, timeout: longestMs, killSignal: "SIGKILL" } as const;
      execFile("git", [...args], { cwd: folder, ...limits }, (error, stdout, stderr) => {
        if (!error) return resolve(stdout.trimEnd());
        const said = error.killed ? `no answer within ${longestMs / 1000} s` : stderr.trim() || error.message;
        reject(new Error(`${folder}: got ${said} from git ${args[0]}`, { cause: error }));
      });
    });

/** What git prints, without the line end: all that it is asked is on the disk. @throws with what it said */
export const git = gitWithin(120_000);
