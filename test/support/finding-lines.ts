import type { Said } from "./said.ts";

/** What is said as tables compare it, one a line. */
export const findingLines = (all: readonly Said[]) =>
  all.map(
    ({ rule, severity, at, message }) =>
      `${severity} ${rule} ${[at.file, at.path.join(".")].join(" ").trim()}: ${message}`,
  );
