import { mostRetentionDays } from "../aws/lifecycle.ts";
import { diagnosticOf } from "../diagnostics/complaint.ts";
import { accountFile, type ConfigKey, organizationFile, planFile } from "../diagnostics/config-key.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { accountClasses } from "../model.ts";
import { counted } from "../words/counted.ts";
import type { ConfigFiles, Sources } from "./config-files.ts";
import { daysOf } from "./duration.ts";
import { yearShort } from "./rules/year-short.ts";

/** Whatever promises years and is written in years: what is kept, and the shortest retention of a lock. */
export function shortYears({ plans, accounts }: ConfigFiles, sources: Sources): readonly Diagnostic<ConfigKey>[] {
  const places: readonly ConfigKey[] = [
    ...accountClasses.map((cls) => ({ file: organizationFile, path: ["central", cls, "lock", "min"] })),
    ...[...accounts].flatMap(([name, account]) =>
      account?.lock ? [{ file: accountFile(name), path: ["lock", "min"] }] : [],
    ),
    ...[...plans].flatMap(([name, plan]) =>
      Object.keys(plan?.rules ?? {}).flatMap((rule) =>
        ["local", "central", "further"].map((key) => ({ file: planFile(name), path: ["rules", rule, "keep", key] })),
      ),
    ),
  ];
  return places.flatMap((at) => {
    const written = valueAt(sources.get(at.file)?.data, at.path);
    return typeof written === "string" && /^\d+y$/.test(written) ? judge(at, written) : [];
  });
}

function valueAt(data: unknown, path: ConfigKey["path"]): unknown {
  return path.reduce((value, key) => (isRecord(value) ? value[String(key)] : undefined), data);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

function judge(at: ConfigKey, written: string): readonly Diagnostic<ConfigKey>[] {
  const days = daysOf(written);
  const years = Number.parseInt(written, 10);
  // so many of any consecutive years can be leap years, 2100 and its like left aside
  const leapDays = Math.ceil(years / 4);
  const needed = days + leapDays;
  // there is no way to keep anything longer than AWS does
  if (needed > mostRetentionDays) return [];
  return [
    diagnosticOf(yearShort, {
      at,
      got: `got ${written}, which is ${days}d to AWS, up to ${counted(leapDays, "day")} short of ${counted(years, "year")} of the calendar`,
      use: `use ${needed}d, or ${days}d if days are meant`,
    }),
  ];
}
