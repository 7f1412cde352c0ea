import { join } from "node:path/posix";
import { type ConfigKey, dotted } from "../diagnostics/config-key.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Position } from "../diagnostics/place.ts";
import type { Sources } from "./config-files.ts";

/** Looks up where in its file each diagnostic stands. */
export function locate<Id extends string>(
  found: readonly Diagnostic<ConfigKey, Id>[],
  sources: Sources,
  config: string,
): readonly Diagnostic<Position, Id>[] {
  return found.map((diagnostic) => {
    const { file, path, key } = diagnostic.place;
    const source = sources.get(file);
    const position = (key ? source?.keyAt(path) : source?.valueAt(path)) ?? { line: 1, column: 1 };
    return { ...diagnostic, place: { file: join(config, file), ...position, key: dotted(path) } };
  });
}
