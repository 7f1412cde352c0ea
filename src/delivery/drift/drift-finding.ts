import { z } from "zod";

/** What may be wrong with a stack of which everything that was merged is applied. */
export const driftClasses = ["drift", "not-ready", "error"] as const;
export type DriftClass = (typeof driftClasses)[number];

/**
 * Stacks with which the same is wrong. `drift`: what is in AWS is not what was applied; `not-ready`: the pipeline cannot
 * enter the account any more; `error`: it could not be found out.
 */
export interface DriftFinding {
  readonly class: DriftClass;
  readonly scope: string;
  /** Of the change; empty for what is no drift. */
  readonly shape: string;
  /** In a few words. */
  readonly title: string;
  /** The whole of it, of the first stack. */
  readonly lines: readonly string[];
  /** When it was seen last, as ISO 8601 in UTC, by stack. */
  readonly stacks: Readonly<Record<string, string>>;
}

const finding = z.strictObject({
  class: z.enum(driftClasses),
  scope: z.string().max(50),
  shape: z.string().max(64),
  title: z.string().max(2000),
  lines: z.array(z.string().max(1000)).max(200),
  stacks: z.record(z.string().regex(/^[a-z][a-z0-9-]{0,127}$/), z.iso.datetime()),
});

const start = "<!-- lockstep-drift-data ";
const end = " -->";

/** Findings as a comment that nobody sees, for the next run to read in the issue. */
export const hiddenFindings = (findings: readonly DriftFinding[]): string =>
  // no sign that could end the comment, or that GitHub could take for something
  `${start}${Buffer.from(JSON.stringify(findings)).toString("base64")}${end}`;

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
  try {
    const data: unknown = JSON.parse(Buffer.from(text.slice(from + start.length, to), "base64").toString("utf8"));
    const result = z.array(finding).max(2000).safeParse(data);
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}
