import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { StackSummary } from "../handoff/stack-summary.ts";

const summary = z.looseObject({
  stack: z.string().min(1),
  scope: z.string().min(1),
  wave: z.number(),
  outcome: z.enum(["unchanged", "changed", "failed", "not-ready"]),
  digest: z.string(),
  shape: z.string(),
  changes: z.array(
    z.looseObject({
      address: z.string(),
      type: z.string(),
      actions: z.array(z.string()),
      takenOver: z.string().optional(),
      attributes: z.array(z.looseObject({ path: z.array(z.union([z.string(), z.number()])) })),
    }),
  ),
  violations: z.array(
    z.looseObject({
      rule: z.string().min(1),
      address: z.string(),
      action: z.string(),
      message: z.string(),
      allowance: z.null(),
    }),
  ),
  error: z.string(),
  recovery: z.looseObject({ apply: z.string(), notes: z.array(z.string()) }).optional(),
});

/**
 * The summaries that the plan jobs left: every `.json` file of a folder and the folders in it, by stack.
 *
 * @throws naming each file that is none, all at once: what was left out would look as if it changed nothing
 */
export async function readSummaries(folder: string): Promise<readonly StackSummary[]> {
  const entries = await readdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw new Error(`got no folder ${folder}; use the one that plan wrote its summaries to`, { cause });
  });
  const files = entries.filter((entry) => entry.endsWith(".json")).sort();
  const read = await Promise.all(files.map((file) => readSummary(join(folder, file))));
  const problems = read.filter((each) => typeof each === "string");
  const summaries = read.filter((each) => typeof each !== "string");

  const seen = new Set<string>();
  for (const { stack } of summaries) {
    if (seen.has(stack)) problems.push(`${folder}: got two summaries of ${stack}; use one a stack`);
    seen.add(stack);
  }
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return summaries.sort((a, b) => (a.stack < b.stack ? -1 : 1));
}

async function readSummary(file: string): Promise<StackSummary | string> {
  let data: unknown;
  try {
    data = JSON.parse(await readFile(file, "utf8"));
  } catch {
    return `${file}: got no JSON; use a summary that plan wrote`;
  }
  const result = summary.safeParse(data);
  if (result.success) return data as StackSummary;
  return `${file}: got no summary at ${result.error.issues[0]?.path.join(".") || "the whole"}; use one that plan wrote`;
}
