import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

const settings = {
  compilerOptions: { strict: true, module: "NodeNext", allowImportingTsExtensions: true, noEmit: true, types: [] },
  include: ["src"],
};

/** A project of the given files with what is installed here, gone after the test. */
export function tinyProject(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "tiny-project-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const all = { "package.json": '{ "type": "module" }', "tsconfig.json": JSON.stringify(settings), ...files };
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  symlinkSync(realpathSync("node_modules"), join(root, "node_modules"));
  return root;
}

/** Every file of a project with its text. */
export const textsOf = (root: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(root, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file, readFileSync(file, "utf8")]),
  );
