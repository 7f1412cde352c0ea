import { z } from "zod";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { type DriftRuleId, driftRuleIds } from "../../diagnostics/drift-rule-id.ts";
import { parseStrictly } from "../stack/strict-json.ts";
import { field } from "./field.ts";
import { handOver } from "./hand-over.ts";

/** Stacks of one scope with which the same is wrong. */
export interface DriftedStacks {
  readonly scope: string;
  /** When it was seen last, as ISO 8601 in UTC, by stack. */
  readonly stacks: Readonly<Record<string, string>>;
}

/** What is wrong with stacks, in a few words: what to do stands once for all of a rule, where they are shown. */
export interface DriftFinding extends Diagnostic<DriftedStacks, DriftRuleId> {
  /** Of the change; empty for what is no drift. */
  readonly shape: string;
  /** The whole of it, of the first stack. */
  readonly lines: readonly string[];
}

const lines = z.array(z.string().max(1000)).max(200).readonly();
const scope = z.string().max(50);
const stacks = z.record(field.stack, z.iso.datetime()).readonly();
const clause = z.string().max(2000);

const finding = z
  .strictObject({
    rule: z.enum(driftRuleIds),
    severity: z.enum(["error", "warning"]),
    place: z.strictObject({ scope, stacks }).readonly(),
    got: clause,
    why: clause,
    use: clause,
    shape: z.string().max(64),
    lines,
  })
  .readonly();
const schema = z.strictObject({ findings: z.array(finding).max(2000).readonly() }).readonly();

export const findingsFile = handOver<{ readonly findings: readonly DriftFinding[] }>({
  what: "drift findings",
  writer: "`lockstep drift report`",
  version: 2,
  schema,
  // an issue has little room
  indent: 0,
});

const comment = /<!-- lockstep-drift-data (.*?) -->/s;

/** Findings as a comment that nobody sees, for the next run to read in the issue. */
export const hiddenFindings = (findings: readonly DriftFinding[]): string =>
  // no sign that could end the comment, or that GitHub could take for something
  `<!-- lockstep-drift-data ${Buffer.from(findingsFile.text({ findings })).toString("base64")} -->`;

/**
 * What the last run hid in its text. Whoever may edit the issue may write there what they like, so that it is read
 * strictly.
 *
 * @returns `null` when there is nothing that can be read
 */
export function findingsIn(text: string): readonly DriftFinding[] | null {
  const [, encoded] = comment.exec(text) ?? [];
  if (encoded === undefined) return null;
  const hidden = Buffer.from(encoded, "base64").toString("utf8");
  const read = findingsFile.tryParse(hidden);
  return "value" in read ? read.value.findings : formerFindings(hidden);
}

const formerRules = { drift: "stack-drifted", "not-ready": "stack-not-ready", error: "stack-unseen" } as const;
const formerFinding = z.strictObject({
  class: z.enum(["drift", "not-ready", "error"]),
  scope,
  shape: z.string().max(64),
  title: clause,
  lines,
  stacks,
});
const formerSchema = z.strictObject({ version: z.literal(1), findings: z.array(formerFinding).max(2000) });

/** Of an issue that was written in November 2026 or before, which an upgrade must not forget. */
function formerFindings(hidden: string): readonly DriftFinding[] | null {
  // the first of them held the list alone
  const read = parseStrictly(hidden.startsWith("[") ? `{"version":1,"findings":${hidden}}` : hidden, formerSchema);
  if ("problems" in read) return null;
  return read.value.findings.map(({ class: cls, scope, shape, title, lines, stacks }) => ({
    ...{ rule: formerRules[cls], severity: "error", place: { scope, stacks } },
    ...{ got: title, why: "", use: "", shape, lines },
  }));
}
