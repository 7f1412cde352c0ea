import { join } from "node:path/posix";
import type { Finding } from "../finding.ts";
import type { Problem } from "../problem.ts";
import type { Sources } from "./config-files.ts";
import type { KeyPath } from "./source-file.ts";

/** Looks up where in its file each finding stands. */
export function locate(findings: readonly Finding[], sources: Sources, config: string): readonly Problem[] {
  return findings.map(({ rule, severity, at, message }) => {
    const source = sources.get(at.file);
    const position = (at.key ? source?.keyAt(at.path) : source?.valueAt(at.path)) ?? { line: 1, column: 1 };
    return {
      rule,
      severity,
      file: join(config, at.file),
      ...position,
      key: dotted(at.path),
      message,
    };
  });
}

const dotted = (path: KeyPath) =>
  path.map((part, index) => (typeof part === "number" ? `[${part}]` : index === 0 ? part : `.${part}`)).join("");
