import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { load } from "../../src/config/load.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { inFileOrder } from "../../src/diagnostics/in-file-order.ts";
import type { Position } from "../../src/diagnostics/place.ts";
import { textLines } from "../../src/diagnostics/render/text.ts";
import { sentence } from "../../src/diagnostics/sentence.ts";
import { judge } from "../../src/judge.ts";
import type { Estate } from "../../src/model.ts";
import { exampleConfig } from "./example-config.ts";

/** By path below `config`: the file's new text, what becomes of its text, or `null` for a file or folder that is gone. */
export type Changes = Readonly<Record<string, string | Uint8Array | ((text: string) => string) | null>>;

const example = exampleConfig;

/** Text of a file of the example organization. */
export const exampleText = (file: string) => readFileSync(join(example, file), "utf8");

/** A copy of the example organization with `changes` made to it, gone after the test. */
export function configWith(changes: Changes = {}): string {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), "config-test-")));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  const folder = join(parent, "config");
  cpSync(example, folder, { recursive: true });
  for (const [file, change] of Object.entries(changes)) {
    const path = join(folder, file);
    if (change === null) {
      rmSync(path, { recursive: true });
      continue;
    }
    const content = typeof change === "function" ? change(readFileSync(path, "utf8")) : change;
    rmSync(path, { recursive: true, force: true });
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return folder;
}

/** Replaces the one place where `old` stands in a file, so that a test never passes because nothing was changed. */
export const edit = (old: string, replacement: string) => (text: string) => {
  const parts = text.split(old);
  if (parts.length !== 2) throw new Error(`"${old}" stands ${parts.length - 1} times in the file, not once`);
  return parts.join(replacement);
};

/**
 * Every problem of a config folder as the command line shows it, with the folder called `config`. The warnings that the
 * example organization is meant to have are left out, wherever they stand.
 */
export const problemsOf = (folder: string) => {
  meant ??= new Set(judge(example).problems.map(withoutPlace));
  const own = judge(folder).problems.filter((problem) => !meant?.has(withoutPlace(problem)));
  return linesOf(folder, own);
};
let meant: ReadonlySet<string> | undefined;
const withoutPlace = ({ rule, place: { file, key }, ...clauses }: Diagnostic<Position>) =>
  [rule, basename(file), key, sentence(clauses)].join("\n");

/** Problems of the files and their references, before anything is held against AWS's rules. */
export const fileProblemsOf = (folder: string) => linesOf(folder, inFileOrder(load(folder).problems));

/** What the files say with every default filled in, before anything is held against AWS's rules. */
export function estateOf(folder: string): Estate {
  const { estate, problems } = load(folder);
  if (!estate) throw new Error(linesOf(folder, problems).join("\n"));
  return estate;
}

const linesOf = (folder: string, problems: readonly Diagnostic<Position>[]) =>
  textLines(problems)
    .slice(0, -2)
    .map((line) => (line.startsWith(folder) ? `config${line.slice(folder.length)}` : line));
