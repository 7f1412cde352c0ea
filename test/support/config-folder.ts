import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Does something with a config folder of these files, by path below it, which is gone afterwards. */
export function inConfigFolder<T>(texts: ReadonlyMap<string, string | Uint8Array>, work: (folder: string) => T): T {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "lockstep-config-")));
  try {
    for (const path of ["plans", "accounts"]) mkdirSync(join(folder, path));
    for (const [path, text] of texts) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
