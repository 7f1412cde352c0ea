import { z } from "zod";
import { diagnosticOf } from "../diagnostics/complaint.ts";
import type { ConfigKey } from "../diagnostics/config-key.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { cut } from "../words/cut.ts";
import { useInstead } from "../words/nearest.ts";
import { refusalIn } from "./refuse.ts";
import { accountIdQuotes } from "./rules/account-id-quotes.ts";
import { contradiction } from "./rules/contradiction.ts";
import { emptyFile } from "./rules/empty-file.ts";
import { missingKey } from "./rules/missing-key.ts";
import { unknownKey } from "./rules/unknown-key.ts";
import { wrongType } from "./rules/wrong-type.ts";
import { wrongValue } from "./rules/wrong-value.ts";
import { soughtKey } from "./sought-keys.ts";
import type { KeyPath, SourceFile } from "./source-file.ts";
import { accountIdHint } from "./values.ts";

type Issue = z.core.$ZodIssue;

/** Words one complaint of the schema as findings: the place, what was got, what to write. */
export function explain(
  issue: Issue,
  schema: z.ZodType,
  file: string,
  source: SourceFile,
): readonly Diagnostic<ConfigKey>[] {
  const path = issue.path.filter((part) => typeof part !== "symbol");
  const at: ConfigKey = { file, path };

  if (issue.code === "unrecognized_keys") {
    const known = knownKeys(schema, path);
    return issue.keys.map((key) => {
      const { why, use } = soughtKey(file, key) ?? { why: "", use: useInstead(key, known) };
      return diagnosticOf(unknownKey, { at: { file, path: [...path, key], key: true }, got: "unknown key", why, use });
    });
  }
  if (issue.code === "invalid_key") {
    const hint = issue.issues[0]?.message ?? issue.message;
    return [
      diagnosticOf(wrongValue, { at: { ...at, key: true }, got: `got ${show(path.at(-1))}`, use: `use ${hint}` }),
    ];
  }
  const refusal = refusalIn(issue);
  if (refusal) {
    return [diagnosticOf(refusal.rule === missingKey.id ? missingKey : contradiction, { at, ...refusal.clauses })];
  }
  if (issue.input === undefined) {
    return path.length === 0
      ? [diagnosticOf(emptyFile, { at, got: "got an empty file", use: `write ${issue.message}` })]
      : [diagnosticOf(missingKey, { at, got: "missing", use: `write ${issue.message}` })];
  }
  if (issue.input === null && path.length === 0) {
    return [diagnosticOf(emptyFile, { at, got: "got an empty file", use: `write ${issue.message}` })];
  }
  if (issue.message === accountIdHint && typeof issue.input === "number") {
    const digits = source.written(path) ?? String(issue.input);
    if (!/^\d{12}$/.test(digits))
      return [diagnosticOf(wrongType, { at, got: `got ${digits}`, use: `use ${issue.message}` })];
    return [
      diagnosticOf(accountIdQuotes, {
        at,
        got: `got ${digits} without quotes`,
        use: `write "${digits}", so that every digit is kept`,
      }),
    ];
  }
  const rule = issue.code === "invalid_type" ? wrongType : wrongValue;
  return [diagnosticOf(rule, { at, got: `got ${show(issue.input)}`, use: `use ${issue.message}` })];
}

const longest = 80;

function show(value: unknown): string {
  if (value === null) return "nothing";
  if (typeof value === "string") return `"${cut(value, longest)}"`;
  if (Array.isArray(value)) {
    if (value.length === 0) return "an empty list";
    const written = value.every((item) => typeof item === "string") ? `[${value.join(", ")}]` : "a list";
    return written.length > longest ? `a list of ${value.length}` : written;
  }
  if (typeof value === "object") {
    const keys = Object.keys(value);
    if (keys.length === 0) return "an empty mapping";
    const written = keys.join(", ");
    return `a mapping of ${written.length > longest ? `${keys.length} keys` : written}`;
  }
  return String(value);
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly propertyNames?: { readonly enum?: readonly string[] };
}

/** Keys the schema knows at `path`. */
function knownKeys(schema: z.ZodType, path: KeyPath): readonly string[] {
  let here: JsonSchema | undefined = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema;
  for (const part of path) {
    if (typeof part === "number") here = here?.items;
    else here = here?.properties?.[part] ?? (here?.additionalProperties as JsonSchema | undefined);
  }
  return here?.propertyNames?.enum ?? Object.keys(here?.properties ?? {});
}
