import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { callsIn } from "../../workflows/support/calls.ts";
import type { Workflow } from "../../workflows/support/workflows.ts";

const commands = "src/commands";

/** The workflow's own text, and that of every file of the project that its commands read, by file. */
export function whatRuns({ file, text }: Workflow): ReadonlyMap<string, string> {
  const names = callsIn(text).map((line) => line.split(" ", 1)[0] ?? "");
  const entries = readdirSync(commands)
    // `plan --shard` is a file of its own
    .filter((entry) => names.some((name) => entry === `${name}.ts` || entry.startsWith(`${name}-`)))
    .map((entry) => join(commands, entry));
  if (entries.length === 0) throw new Error(`got no command in ${file}`);
  const texts = new Map([[file, text]]);
  for (const entry of entries) addWithImports(entry, texts);
  return texts;
}

function addWithImports(file: string, texts: Map<string, string>): void {
  if (texts.has(file)) return;
  const text = readFileSync(file, "utf8");
  texts.set(file, text);
  for (const [, path = ""] of text.matchAll(/ from "(\.[^"]+)"/g)) addWithImports(join(dirname(file), path), texts);
}

/** Files of a workflow and of what it runs in which something stands. */
export const filesWith = (workflow: Workflow, pattern: RegExp): readonly string[] =>
  [...whatRuns(workflow)].filter(([, text]) => pattern.test(text)).map(([file]) => file);
