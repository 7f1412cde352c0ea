import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A copy of a config that somebody in the field had, with edits by file, gone after the test. */
export function fieldConfig(name: string, edits: Readonly<Record<string, (text: string) => string>> = {}): string {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), "field-test-")));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  const folder = join(parent, "config");
  cpSync(`test/field/backup/${name}/config`, folder, { recursive: true });
  for (const [file, change] of Object.entries(edits)) {
    const path = join(folder, file);
    const before = readFileSync(path, "utf8");
    const after = change(before);
    if (after === before) throw new Error(`nothing of ${file} was changed`);
    writeFileSync(path, after);
  }
  return folder;
}
