import { existsSync, readFileSync, statSync } from "node:fs";
import { expect } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import type { Position } from "../../src/diagnostics/place.ts";
import { jsonOf } from "../../src/diagnostics/render/json.ts";
import { ruleChapters } from "../../src/rules/chapters.ts";

const ruleIds = Object.values(ruleChapters).flatMap((rules) => rules.map(({ id }) => id));

/** Every problem says what is wrong and what to write, at a place that is there in a file of the folder. */
export function expectCleanProblems(problems: readonly Diagnostic<Position>[], folder: string): void {
  const files = new Map<string, readonly string[]>();
  const linesOf = (file: string) => {
    const lines =
      files.get(file) ??
      (existsSync(file) && statSync(file).isFile() ? readFileSync(file, "utf8") : "").split(/\r\n|\r|\n/);
    files.set(file, lines);
    return lines;
  };
  for (const { rule, severity, file, line, column, message } of problems.map(jsonOf)) {
    const where = `${file}:${line}:${column} ${rule}: ${message}`;
    expect(file.startsWith(folder), where).toBe(true);
    const text = linesOf(file)[line - 1];
    expect(text, where).toBeDefined();
    expect(column >= 1 && column <= (text?.length ?? 0) + 1, where).toBe(true);
    expect(ruleIds, where).toContain(rule);
    expect(["error", "warning"], where).toContain(severity);
    expect(message, where).toMatch(/^[^\n]{10,}$/);
  }
}
