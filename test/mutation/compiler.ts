import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SourceFile } from "typescript/unstable/ast";
import { API, type Project, type Snapshot } from "typescript/unstable/sync";
import type { ImportGraph } from "./import-graph.ts";

/** TypeScript kept warm over one project: parses its files, and says of a changed one whether `tsc` would refuse it. */
export class Compiler {
  readonly #overlay = new Map<string, string>();
  readonly #api: API;
  readonly #root: string;
  readonly #graph: ImportGraph;
  #snapshot: Snapshot;

  constructor(root: string, graph: ImportGraph) {
    this.#root = root;
    this.#graph = graph;
    this.#api = new API({ cwd: root, fs: { readFile: (file) => this.#overlay.get(file) } });
    this.#snapshot = this.#api.updateSnapshot({ openProjects: [join(root, "tsconfig.json")] });
  }

  /**
   * The syntax tree of a file.
   *
   * @throws when the project's tsconfig.json does not include it
   */
  parse(file: string): SourceFile {
    const source = this.#project.program.getSourceFile(join(this.#root, file));
    if (!source) throw new Error(`got ${file}; use a file that tsconfig.json includes`);
    return source;
  }

  /** Whether `tsc` refuses the project once `file` holds `text`. What it says of the file and of those that import it counts. */
  refuses(file: string, text: string): boolean {
    const path = join(this.#root, file);
    this.#change(path, text);
    const { program } = this.#project;
    const refused =
      program.getSyntacticDiagnostics(path).length > 0 ||
      [path, ...this.#graph.importersOf(file).map((importer) => join(this.#root, importer))].some(
        (each) => program.getSemanticDiagnostics(each).length > 0,
      );
    this.#change(path, readFileSync(path, "utf8"));
    return refused;
  }

  close(): void {
    this.#api.close();
  }

  get #project(): Project {
    const project = this.#snapshot.getProject(join(this.#root, "tsconfig.json"));
    if (!project) throw new Error(`got no project in ${this.#root}; use a folder with a tsconfig.json`);
    return project;
  }

  #change(path: string, text: string): void {
    this.#overlay.set(path, text);
    const before = this.#snapshot;
    this.#snapshot = this.#api.updateSnapshot({ fileChanges: { changed: [path] } });
    before.dispose();
  }
}
