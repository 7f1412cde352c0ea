import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A copy of a config folder with its files edited, gone after the test. */
export function configOf(folder: string, edits: Readonly<Record<string, (text: string) => string>>): string {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), "field-")));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  const config = join(parent, "config");
  cpSync(folder, config, { recursive: true });
  for (const [file, edit] of Object.entries(edits)) {
    const path = join(config, file);
    const before = readFileSync(path, "utf8");
    const after = edit(before);
    if (after === before) throw new Error(`nothing of ${file} was changed`);
    writeFileSync(path, after);
  }
  return config;
}
