import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { planFileKey, type Scope } from "../../names.ts";
import type { GithubRun } from "../run/github-run.ts";

const planResult = z.looseObject({
  stack: z.string(),
  scope: z.string(),
  outcome: z.enum(["unchanged", "changed", "failed", "not-ready"]),
  digest: z.string(),
  changes: z.array(z.looseObject({ type: z.string(), actions: z.array(z.string()) })).default([]),
  error: z.string(),
  planFile: z.object({ key: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }).nullable(),
  recovery: z.object({ apply: z.string(), notes: z.array(z.string()) }).optional(),
});

/** What the apply of a stack needs to know of its plan. */
export type PlanResult = Readonly<z.infer<typeof planResult>>;

/** @throws when the plan left no summary that can be read */
export async function readPlanResult(folder: string, stack: string): Promise<PlanResult> {
  const file = join(folder, `${stack}.json`);
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new Error(`got no summary of its plan (${file}): the plan job did not finish; start the whole run again`, {
      cause,
    });
  });
  const result = planResult.safeParse(parse(text));
  if (result.success && result.data.stack === stack) return result.data;
  throw new Error(`got a broken summary of its plan (${file}); start the whole run again`);
}

/**
 * Whether a plan was kept for this stack, in this scope, by this run: by an earlier attempt of it when only failed jobs
 * are started again.
 */
export function isOwnPlan(key: string, stack: string, scope: Scope, { runId, attempt }: GithubRun): boolean {
  const attempts = Array.from({ length: Number(attempt) }, (_, index) => String(index + 1));
  return attempts.some((each) => key === planFileKey(scope, runId, each, stack));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
