import { z } from "zod";
import { askAll } from "./ask.ts";
import type { Gh } from "./gh.ts";
import { newestRuns } from "./newest-runs.ts";

const job = z.object({ name: z.string(), status: z.string() });
type Job = z.infer<typeof job>;

/** A run that changes something now, or is about to without anybody being asked. */
export interface RunAtWork {
  readonly workflow: string;
  readonly id: number;
}

/** Workflows that write states, by their file. */
export const writing = ["deploy.yml", "retire.yml"] as const;

/**
 * Runs that a deploy waits for before it plans: what it planned beside them would be stale when it is applied. Those that
 * only wait for somebody's approval are none of them, however long they do.
 *
 * @param own id of the run that asks
 */
export async function runsAtWork(gh: Gh, repository: string, own: number): Promise<readonly RunAtWork[]> {
  const found: RunAtWork[] = [];
  for (const workflow of writing) {
    for (const { id, status } of await newestRuns(gh, repository, workflow)) {
      if (id === own || status === "completed") continue;
      const jobs = await askAll(gh, `${repository}/actions/runs/${id}/jobs?filter=latest&per_page=100`, job, "jobs");
      if (jobs.some(isApplying) || (workflow === "deploy.yml" && id < own && !onlyWaits(jobs)))
        found.push({ workflow, id });
    }
  }
  return found;
}

const atWork = ["queued", "pending", "requested", "in_progress"];

/** Jobs of these workflows that write a state, as GitHub calls them: with what their matrix says behind it. */
export const writingJob = /^(?:wave-\d|retire)\b/;

const isApplying = ({ name, status }: Job) => writingJob.test(name) && atWork.includes(status);

/** Whether nothing happens until somebody approves; between two jobs none is under way, and nobody is asked. */
const onlyWaits = (jobs: readonly Job[]) =>
  jobs.some(({ status }) => status === "waiting") && !jobs.some(({ status }) => atWork.includes(status));
