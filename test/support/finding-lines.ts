import type { Finding } from "../../src/finding.ts";

/** Findings as tables compare them, one a line. */
export const findingLines = (findings: readonly Finding[]) =>
  findings.map(
    ({ rule, severity, at, message }) =>
      `${severity} ${rule} ${[at.file, at.path.join(".")].join(" ").trim()}: ${message}`,
  );
