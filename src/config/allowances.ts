import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path/posix";
import { diagnosticOf } from "../diagnostics/complaint.ts";
import type { ConfigKey } from "../diagnostics/config-key.ts";
import { type Diagnostic, hasErrors } from "../diagnostics/diagnostic.ts";
import type { Position } from "../diagnostics/place.ts";
import { type AllowanceEntry, allowancesSchema } from "./allowances-schema.ts";
import { explain } from "./explain.ts";
import { locate } from "./locate.ts";
import { onOneLine } from "./on-one-line.ts";
import { allowanceExpired } from "./rules/allowance-expired.ts";
import { allowanceTooLong } from "./rules/allowance-too-long.ts";
import { allowanceUnused } from "./rules/allowance-unused.ts";
import { allowanceWrittenTooLate } from "./rules/allowance-written-too-late.ts";
import { unreadable } from "./rules/unreadable.ts";
import { readSource } from "./source-file.ts";

/** What the guard is to let pass; there need not be such a file. */
export const allowancesFile = "allowances.yaml";

/** Longer ahead nobody remembers why. */
const longestDays = 30;

export interface Allowances {
  /** Those that hold today, in the order of the file; none when there is an error among the problems. */
  readonly entries: readonly AllowanceEntry[];
  readonly problems: readonly Diagnostic<Position>[];
  /** Warnings about entries, by their place in `entries`, that nothing matches. */
  readonly warnOfUnused: (unused: readonly number[]) => readonly Diagnostic<Position>[];
}

/**
 * Reads `allowances.yaml` of a config folder. An entry that has expired allows nothing and is a warning, so that no day
 * that passes stops what has nothing to do with it.
 *
 * @param today as YYYY-MM-DD
 * @param base config before the change: an entry that is over and does not stand there as it is, is an error
 */
export function readAllowances(config: string, today: string, base?: string): Allowances {
  const file = join(config, allowancesFile);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") return none([]);
    const place = { file, line: 1, column: 1, key: "" };
    const clauses = { got: `cannot be read (${message})`, why: "", use: "use a readable YAML file" };
    return none([{ rule: unreadable.id, severity: unreadable.severity, place, ...clauses }]);
  }

  const source = readSource(file, text);
  if (!("data" in source)) return none(source.map(onOneLine));
  const place = (findings: readonly Diagnostic<ConfigKey>[]) =>
    locate(findings, new Map([[allowancesFile, source]]), config).map(onOneLine);
  // nothing but comments
  if (source.data === null) return none([]);

  const result = allowancesSchema.safeParse(source.data, { reportInput: true });
  if (!result.success) {
    return none(
      place(result.error.issues.flatMap((issue) => explain(issue, allowancesSchema, allowancesFile, source))),
    );
  }
  const isNew = base === undefined ? () => false : writtenSince(base);
  const wrongDays = place(result.data.flatMap((entry, index) => judgeDay(entry, index, today, isNew(entry))));
  if (hasErrors(wrongDays)) return none(wrongDays);
  const inForce = result.data.flatMap((entry, index) => (entry.expires < today ? [] : [{ entry, index }]));
  return {
    entries: inForce.map(({ entry }) => entry),
    problems: wrongDays,
    warnOfUnused: (unused) =>
      place(
        unused.map((at) =>
          diagnosticOf(allowanceUnused, {
            at: { file: allowancesFile, path: [inForce[at]?.index ?? at] },
            got: "matches nothing that is planned",
            use: "remove it once its change is applied",
          }),
        ),
      ),
  };
}

function judgeDay(
  { expires }: AllowanceEntry,
  index: number,
  today: string,
  isNew: boolean,
): readonly Diagnostic<ConfigKey>[] {
  const at = { file: allowancesFile, path: [index, "expires"] };
  if (expires < today)
    return [
      isNew
        ? diagnosticOf(allowanceWrittenTooLate, {
            at,
            got: `got ${expires}, which is over`,
            use: "use a day that is still to come, or remove the entry",
          })
        : diagnosticOf(allowanceExpired, {
            at,
            got: `got ${expires}, which is over: it allows nothing any more`,
            use: "remove the entry, or have it reviewed anew with a later day",
          }),
    ];
  const latest = new Date(Date.parse(`${today}T00:00:00Z`) + longestDays * 86_400_000).toISOString().slice(0, 10);
  return expires > latest
    ? [
        diagnosticOf(allowanceTooLong, {
          at,
          got: `got ${expires}, more than ${longestDays} days ahead`,
          use: `use ${latest} or earlier`,
        }),
      ]
    : [];
}

/** Whether an entry does not stand in the file of another config, word for word. A file that nobody can read has none. */
function writtenSince(base: string): (entry: AllowanceEntry) => boolean {
  const before = new Set(readEntries(base).map((entry) => JSON.stringify(entry)));
  return (entry) => !before.has(JSON.stringify(entry));
}

function readEntries(config: string): readonly AllowanceEntry[] {
  const file = join(config, allowancesFile);
  if (!existsSync(file)) return [];
  const source = readSource(file, readFileSync(file, "utf8"));
  const result = "data" in source ? allowancesSchema.safeParse(source.data) : undefined;
  return result?.success ? result.data : [];
}

const none = (problems: readonly Diagnostic<Position>[]): Allowances => ({
  entries: [],
  problems,
  warnOfUnused: () => [],
});
