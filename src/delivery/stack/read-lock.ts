import { readFile } from "node:fs/promises";
import { join } from "node:path";

export const lockFile = ".terraform.lock.hcl";

/** Text of the lock file in a folder; `null`: there is none. */
export function readLock(folder: string): Promise<string | null> {
  return readFile(join(folder, lockFile), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
}
