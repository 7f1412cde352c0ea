import { z } from "zod";
import { ask, askAll, send } from "./ask.ts";
import { type Gh, ghFailure } from "./gh.ts";

const run = z.object({
  id: z.number(),
  run_number: z.number(),
  display_title: z.string(),
  head_sha: z.string(),
  html_url: z.string(),
});
const job = z.object({ name: z.string(), status: z.string() });
const comparison = z.object({ status: z.enum(["ahead", "behind", "identical", "diverged"]) });

/** As a run is called that applies what was reviewed, and nothing that somebody asked of it; see `run-name` of the workflow. */
export const plainTitle = "deploy";

export interface SupersededRun {
  readonly number: number;
  readonly url: string;
  /** `busy`: something of it is under way, so it is let go on. */
  readonly outcome: "cancelled" | "busy";
}

/**
 * Cancels runs of a workflow that only wait for somebody's approval and whose commit is an ancestor of `commit`, by which
 * a newer run applies all that they would have, and more: it finds what was reviewed before it too. A run in which
 * somebody accepts a report, or asks for stacks, is left alone, which its name tells: the newer one knows nothing of that.
 * So is one of which anything is under way.
 */
export async function supersedeRuns(
  gh: Gh,
  repository: string,
  { workflow, commit }: { readonly workflow: string; readonly commit: string },
): Promise<readonly SupersededRun[]> {
  const path = `${repository}/actions/workflows/${encodeURIComponent(workflow)}/runs?status=waiting&per_page=100`;
  const waiting = await askAll(gh, path, run, "workflow_runs");
  const done: SupersededRun[] = [];
  for (const { id, run_number: number, display_title: title, head_sha: head, html_url: url } of waiting) {
    if (title !== plainTitle || head === commit) continue;
    const { status } = await ask(gh, `${repository}/compare/${head}...${commit}?per_page=1`, comparison);
    if (status !== "ahead") continue;
    // as late as can be: somebody may approve it at this moment
    const jobs = await askAll(gh, `${repository}/actions/runs/${id}/jobs?filter=latest&per_page=100`, job, "jobs");
    const isBusy = jobs.some((each) => each.status === "in_progress" || each.status === "queued");
    if (!isBusy) await cancel(gh, `${repository}/actions/runs/${id}/cancel`);
    done.push({ number, url, outcome: isBusy ? "busy" : "cancelled" });
  }
  return done;
}

/** A run that has ended in the meantime needs no cancelling. */
async function cancel(gh: Gh, path: string): Promise<void> {
  await send(gh, "POST", path, {}).catch((error: unknown) => {
    if (ghFailure(error)?.status !== 409) throw error;
  });
}
