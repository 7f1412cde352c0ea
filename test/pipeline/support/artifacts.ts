import { cpSync, existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";

/** `actions/upload-artifact`: what is there of the paths, by its place below the folder that they share. */
export function uploadArtifact(
  folder: string,
  { workspace, paths, withHidden }: { workspace: string; paths: readonly string[]; withHidden: boolean },
): boolean {
  const absolute = paths.map((path) => join(workspace, path));
  const [only] = absolute;
  const root =
    absolute.length === 1 && only !== undefined
      ? existsSync(only) && statSync(only).isFile()
        ? dirname(only)
        : only
      : absolute.map((path) => dirname(path)).reduce(common);
  const files = absolute.flatMap(filesBelow).filter((file) => withHidden || !isHidden(relative(root, file)));
  rmSync(folder, { recursive: true, force: true });
  for (const file of files) cpSync(file, join(folder, relative(root, file)));
  return files.length > 0;
}

/** `actions/download-artifact` of one name, or of all that match and are merged into one folder. */
export function downloadArtifact(
  artifacts: string,
  to: string,
  { name, pattern }: { readonly name?: string; readonly pattern?: string },
): void {
  const names = existsSync(artifacts) ? readdirSync(artifacts) : [];
  if (name !== undefined && !names.includes(name)) throw new Error(`artifact not found for name: ${name}`);
  const matches = (one: string) =>
    name !== undefined ? one === name : new RegExp(`^${(pattern ?? "*").replaceAll("*", ".*")}$`).test(one);
  for (const one of names.filter(matches)) cpSync(join(artifacts, one), to, { recursive: true });
}

const isHidden = (path: string) => path.split(sep).some((part) => part.startsWith("."));

function filesBelow(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .map((below) => join(path, below))
    .filter((file) => statSync(file).isFile());
}

function common(one: string, other: string): string {
  let folder = one;
  while (folder !== other && !other.startsWith(folder + sep) && basename(folder) !== "") folder = dirname(folder);
  return folder;
}
