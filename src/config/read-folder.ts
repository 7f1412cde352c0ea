import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path/posix";
import { diagnosticOf } from "../diagnostics/complaint.ts";
import { organizationFile } from "../diagnostics/config-key.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Position } from "../diagnostics/place.ts";
import type { RuleText } from "../diagnostics/rule.ts";
import { allowancesFile } from "./allowances.ts";
import type { Sources } from "./config-files.ts";
import { unknownFile } from "./rules/unknown-file.ts";
import { unreadable } from "./rules/unreadable.ts";
import { readSource, type SourceFile } from "./source-file.ts";

const folders = ["plans", "accounts"];

/** Reads every YAML file of a config folder; a file that cannot be read is a problem, and the others are read on. */
export function readFolder(
  config: string,
  addition?: { readonly path: string; readonly text: string },
): { sources: Sources; problems: readonly Diagnostic<Position>[] } {
  const sources = new Map<string, SourceFile | null>();
  const problems: Diagnostic<Position>[] = [];
  const complain = (rule: RuleText, file: string, got: string, use: string) =>
    problems.push(diagnosticOf(rule, { at: { file, line: 1, column: 1, key: "" }, got, use }));

  function list(folder: string, ifMissing: string): readonly string[] {
    try {
      return readdirSync(folder).sort();
    } catch (cause) {
      complain(unreadable, folder, reasonOf(cause, "folder"), ifMissing);
      return [];
    }
  }
  function parse(path: string, text: string) {
    sources.set(path, null);
    const source = readSource(join(config, path), text);
    if ("data" in source) sources.set(path, source);
    else problems.push(...source);
  }
  function read(path: string, instead = "use a readable YAML file") {
    const file = join(config, path);
    sources.set(path, null);
    try {
      parse(path, readFileSync(file, "utf8"));
    } catch (cause) {
      complain(unreadable, file, reasonOf(cause, "file"), instead);
    }
  }

  const top = list(config, "use --config to name the folder that holds organization.yaml");
  if (problems.length > 0) return { sources, problems };
  for (const entry of top) {
    if (
      entry === organizationFile ||
      // not part of the estate: the guard reads it, with a day to hold it against
      entry === allowancesFile ||
      folders.includes(entry) ||
      entry.startsWith(".") ||
      !looksLikeConfig(config, entry)
    ) {
      continue;
    }
    complain(unknownFile, join(config, entry), "unknown file", "config has organization.yaml, plans/ and accounts/");
  }
  read(organizationFile, "write the organization's settings there, or use --config to name another folder");
  // the first account of a new organization: git keeps no empty folder
  const present = folders.filter((folder) => !addition?.path.startsWith(`${folder}/`) || top.includes(folder));
  for (const folder of present) {
    for (const entry of list(join(config, folder), `use a folder with one YAML file for each of the ${folder}`)) {
      if (entry.startsWith(".")) continue;
      if (entry.endsWith(".yaml")) read(join(folder, entry));
      else complain(unknownFile, join(config, folder, entry), "unknown file", `${folder} are files that end in .yaml`);
    }
  }
  if (addition) parse(addition.path, addition.text);
  return { sources, problems };
}

/** JSON Schemas for editors and notes may lie beside the config. */
function looksLikeConfig(config: string, entry: string): boolean {
  if (/\.ya?ml$/.test(entry)) return true;
  if (entry === "schema") return false;
  try {
    return statSync(join(config, entry)).isDirectory();
  } catch {
    return false;
  }
}

function reasonOf(cause: unknown, what: string): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === "ENOENT") return `no such ${what}`;
  if (code === "EACCES" || code === "EPERM") return `no permission to read this ${what}`;
  if (code === "ENOTDIR") return "a file, not a folder";
  if (code === "EISDIR") return "a folder, not a file";
  return `cannot be read (${message})`;
}
