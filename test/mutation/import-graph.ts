import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Which file of a project imports which, as the text of their imports says. */
export class ImportGraph {
  readonly #imports: ReadonlyMap<string, readonly string[]>;
  readonly #importers = new Map<string, string[]>();

  /** `files` are below `root`, with `/` between folders. */
  constructor(root: string, files: readonly string[]) {
    this.#imports = new Map(files.map((file) => [file, importsIn(readFileSync(join(root, file), "utf8"), file)]));
    for (const [file, imports] of this.#imports) {
      for (const imported of imports) this.#importers.set(imported, [...(this.#importers.get(imported) ?? []), file]);
    }
  }

  /** The product's own files that import `file` themselves. */
  importersOf(file: string): readonly string[] {
    return (this.#importers.get(file) ?? []).filter((importer) => !importer.startsWith("test/"));
  }

  /** How many imports lie between a test and `file`; nothing when neither its imports nor a process it starts lead there. */
  distance(test: string, file: string): number | undefined {
    let distance = 0;
    let startsProcesses = false;
    const seen = new Set([test]);
    for (let ring = [test]; ring.length > 0; distance += 1) {
      if (ring.includes(file)) return distance;
      const next = new Set<string>();
      for (const imported of ring.flatMap((each) => this.#imports.get(each) ?? [])) {
        if (!seen.has(imported)) next.add(imported);
      }
      startsProcesses ||= ring.some(
        (each) => each.startsWith("test/") && this.#imports.get(each)?.includes("node:child_process"),
      );
      for (const each of next) seen.add(each);
      ring = [...next];
    }
    return startsProcesses ? distance : undefined;
  }
}

function importsIn(text: string, file: string): readonly string[] {
  const names = [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"([^"]+)"/g)].map(([, name]) => name ?? "");
  return [...new Set(names.map((name) => (name.startsWith(".") ? join(dirname(file), name) : name)))];
}
