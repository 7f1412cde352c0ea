import { z } from "zod";
import { ask } from "./ask.ts";
import type { Gh } from "./gh.ts";

const run = z.object({ id: z.number(), status: z.string(), display_title: z.string(), head_sha: z.string() });

/**
 * The newest hundred runs of a workflow, the newest first, whatever became of them: GitHub's filter knows no "all that have
 * not ended".
 */
export async function newestRuns(
  gh: Gh,
  repository: string,
  workflow: string,
): Promise<readonly z.infer<typeof run>[]> {
  const path = `${repository}/actions/workflows/${workflow}/runs?per_page=100`;
  return (await ask(gh, path, z.object({ workflow_runs: z.array(run) }))).workflow_runs;
}
