import { readFileSync } from "node:fs";
import { join } from "node:path/posix";
import { error, type Finding } from "../finding.ts";
import type { Problem } from "../problem.ts";
import { type AllowanceEntry, allowancesSchema } from "./allowances-schema.ts";
import { explain } from "./explain.ts";
import { locate } from "./locate.ts";
import { onOneLine } from "./one-line.ts";
import { readSource } from "./source-file.ts";

/** What the guard is to let pass; there need not be such a file. */
export const allowancesFile = "allowances.yaml";

/** Longer ahead nobody remembers why. */
const longestDays = 30;

export interface Allowances {
  /** In the order of the file; empty when there is an error among the problems. */
  readonly entries: readonly AllowanceEntry[];
  readonly problems: readonly Problem[];
  /** Warnings about entries, by their place in `entries`, that nothing matches. */
  readonly warnOfUnused: (unused: readonly number[]) => readonly Problem[];
}

/**
 * Reads `allowances.yaml` of a config folder. An entry that has expired is an error, so that none outlives its reason.
 *
 * @param today as YYYY-MM-DD
 */
export function readAllowances(config: string, today: string): Allowances {
  const file = join(config, allowancesFile);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") return none([]);
    const problem = { rule: "unreadable", severity: "error", file, line: 1, column: 1, key: "" } as const;
    return none([{ ...problem, message: `cannot be read (${message}); use a readable YAML file` }]);
  }

  const source = readSource(file, text);
  if (!("data" in source)) return none(source.map(onOneLine));
  const place = (findings: readonly Finding[]) =>
    locate(findings, new Map([[allowancesFile, source]]), config).map(onOneLine);
  // nothing but comments
  if (source.data === null) return none([]);

  const result = allowancesSchema.safeParse(source.data, { reportInput: true });
  if (!result.success) {
    return none(
      place(result.error.issues.flatMap((issue) => explain(issue, allowancesSchema, allowancesFile, source))),
    );
  }
  const wrongDays = place(result.data.flatMap((entry, index) => judgeDay(entry, index, today)));
  if (wrongDays.length > 0) return none(wrongDays);
  return {
    entries: result.data,
    problems: [],
    warnOfUnused: (unused) =>
      place(
        unused.map((index) => ({
          rule: "allowance-unused",
          severity: "warning",
          at: { file: allowancesFile, path: [index] },
          message: "matches nothing that is planned; remove it once its change is applied",
        })),
      ),
  };
}

function judgeDay({ expires }: AllowanceEntry, index: number, today: string): readonly Finding[] {
  const at = { file: allowancesFile, path: [index, "expires"] };
  if (expires < today)
    return [
      error("allowance-expired", at, `got ${expires}, which is over; remove the entry, or have it reviewed anew`),
    ];
  const latest = new Date(Date.parse(`${today}T00:00:00Z`) + longestDays * 86_400_000).toISOString().slice(0, 10);
  return expires > latest
    ? [error("allowance-too-long", at, `got ${expires}, more than ${longestDays} days ahead; use ${latest} or earlier`)]
    : [];
}

const none = (problems: readonly Problem[]): Allowances => ({ entries: [], problems, warnOfUnused: () => [] });
