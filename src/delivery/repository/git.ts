import { execFile } from "node:child_process";

/** What git prints, without the line end. @throws with what it said */
export const git = (folder: string, ...args: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    // a large repository has long lists
    execFile("git", [...args], { cwd: folder, maxBuffer: 1 << 28 }, (error, stdout, stderr) =>
      error
        ? reject(new Error(`${folder}: got ${stderr.trim() || error.message} from git ${args[0]}`, { cause: error }))
        : resolve(stdout.trimEnd()),
    );
  });
