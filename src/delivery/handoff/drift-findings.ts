import { z } from "zod";
import { field } from "./field.ts";
import { handOver } from "./hand-over.ts";

/** What may be wrong with a stack of which everything that was merged is applied. */
export const driftClasses = ["drift", "not-ready", "error"] as const;

const finding = z
  .strictObject({
    class: z.enum(driftClasses),
    scope: z.string().max(50),
    /** Of the change; empty for what is no drift. */
    shape: z.string().max(64),
    /** In a few words. */
    title: z.string().max(2000),
    /** The whole of it, of the first stack. */
    lines: z.array(z.string().max(1000)).max(200).readonly(),
    /** When it was seen last, as ISO 8601 in UTC, by stack. */
    stacks: z.record(field.stack, z.iso.datetime()).readonly(),
  })
  .readonly();
const schema = z.strictObject({ findings: z.array(finding).max(2000).readonly() }).readonly();

export type DriftClass = (typeof driftClasses)[number];

/**
 * Stacks with which the same is wrong. `drift`: what is in AWS is not what was applied; `not-ready`: the pipeline cannot
 * enter the account any more; `error`: it could not be found out.
 */
export type DriftFinding = z.infer<typeof finding>;

export const findingsFile = handOver<z.infer<typeof schema>>({
  what: "drift findings",
  writer: "`lockstep drift report`",
  version: 1,
  schema,
  // an issue has little room
  indent: 0,
});

const start = "<!-- lockstep-drift-data ";
const end = " -->";

/** Findings as a comment that nobody sees, for the next run to read in the issue. */
export const hiddenFindings = (findings: readonly DriftFinding[]): string =>
  // no sign that could end the comment, or that GitHub could take for something
  `${start}${Buffer.from(findingsFile.text({ findings })).toString("base64")}${end}`;

/**
 * What the last run hid in its text. Whoever may edit the issue may write there what they like, so that it is read
 * strictly.
 *
 * @returns `null` when there is nothing that can be read
 */
export function findingsIn(text: string): readonly DriftFinding[] | null {
  const from = text.indexOf(start);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) return null;
  const hidden = Buffer.from(text.slice(from + start.length, to), "base64").toString("utf8");
  // an issue that was written in November 2026 or before holds the list alone
  const read = findingsFile.tryParse(hidden.startsWith("[") ? `{"version":1,"findings":${hidden}}` : hidden);
  return "value" in read ? read.value.findings : null;
}
