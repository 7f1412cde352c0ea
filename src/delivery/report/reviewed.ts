import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { StackSummary } from "../handoff/stack-summary.ts";

/** Changes that people have been shown: what the report of a pull request writes, and that of its deploy reads. */
export interface Reviewed {
  /** That the plans were made of. */
  readonly commit: string;
  readonly digests: readonly { readonly stack: string; readonly digest: string }[];
  /** Why there are none, where somebody looked for them in vain. */
  readonly why?: string | undefined;
}

export const reviewedFile = "reviewed.json";

const reviewed = z.strictObject({
  commit: z.string().max(200),
  digests: z.array(z.strictObject({ stack: z.string().min(1).max(200), digest: z.string().regex(/^[0-9a-f]{64}$/) })),
  why: z.string().max(1000).optional(),
});

/** What a report of these plans shows, sorted by stack. */
export function reviewedOf(commit: string, summaries: readonly StackSummary[]): Reviewed {
  const digests = changedOf(summaries).map(({ stack, digest }) => ({ stack, digest }));
  return { commit, digests: digests.sort((a, b) => (a.stack < b.stack ? -1 : 1)) };
}

/** Stacks in which an apply would change something. */
export const changedOf = (summaries: readonly StackSummary[]) =>
  summaries.filter(({ outcome }) => outcome === "changed");

/** @throws naming the file, when it is missing or something else: everything would look unreviewed for a wrong reason */
export async function readReviewed(folder: string): Promise<Reviewed> {
  const file = join(folder, reviewedFile);
  const text = await readFile(file, "utf8").catch((cause: Error) => {
    throw new Error(`${file}: got ${cause.message}; use the folder that \`lockstep reviewed --out\` wrote`, { cause });
  });
  return parseReviewed(text, file);
}

export function parseReviewed(text: string, file: string): Reviewed {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new Error(`${file}: got no JSON; use what \`lockstep report\` or \`lockstep reviewed\` wrote`);
  }
  const result = reviewed.safeParse(data);
  if (result.success) return result.data;
  const place = result.error.issues[0]?.path.join(".") || "the whole";
  throw new Error(
    `${file}: got something else at ${place}; use what \`lockstep report\` or \`lockstep reviewed\` wrote`,
  );
}
