import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type Reviewed, reviewedFile, reviewedName } from "../handoff/reviewed.ts";
import { askAll } from "./ask.ts";
import type { Gh } from "./gh.ts";

const pull = z.object({
  number: z.number(),
  merged_at: z.string().nullable(),
  merge_commit_sha: z.string().nullable(),
  head: z.object({ sha: z.string(), ref: z.string(), repo: z.object({ full_name: z.string() }).nullable() }),
});
const run = z.object({
  id: z.number(),
  run_number: z.number(),
  event: z.string(),
  path: z.string(),
  conclusion: z.string().nullable(),
  head_branch: z.string().nullable(),
  head_repository: z.object({ full_name: z.string() }).nullable(),
});
const artifact = z.object({ name: z.string(), expired: z.boolean() });

const workflow = "plan.yml";
const artifactName = "reviewed";

/**
 * What the pull request of a merged commit showed before it was merged: the artifact of the last successful plan of
 * exactly its last commit. Where there is none it says why; what the deploy plans then counts as not reviewed.
 *
 * @param folder for the artifact; empty
 */
export async function mergedReview(gh: Gh, repository: string, commit: string, folder: string): Promise<Reviewed> {
  const nothing = (why: string): Reviewed => ({ commit, digests: [], why });
  const fullName = repository.slice("repos/".length);

  const pulls = await askAll(gh, `${repository}/commits/${commit}/pulls?per_page=100`, pull);
  // the pull requests of a later merge contain the commit too
  const [merged] = pulls.filter((each) => each.merged_at !== null && each.merge_commit_sha === commit);
  if (!merged) return nothing(`no merged pull request has ${commit} as its merge commit`);
  const { sha, ref, repo } = merged.head;
  // GitHub takes both without regard to case
  const isFork = repo?.full_name.toLowerCase() !== fullName.toLowerCase();
  if (isFork) return nothing(`pull request ${merged.number} came from a fork, of which nothing is planned`);

  const runs = await askAll(
    gh,
    `${repository}/actions/workflows/${workflow}/runs?head_sha=${sha}&event=pull_request&status=success&per_page=100`,
    run,
    "workflow_runs",
  );
  const [last] = runs
    .filter(
      (each) =>
        each.event === "pull_request" &&
        each.conclusion === "success" &&
        each.path.split("@")[0] === `.github/workflows/${workflow}` &&
        each.head_branch === ref &&
        each.head_repository?.full_name.toLowerCase() === fullName.toLowerCase(),
    )
    .sort((a, b) => b.run_number - a.run_number);
  if (!last)
    return nothing(`no successful run of ${workflow} for ${sha}, the last commit of pull request ${merged.number}`);

  const path = `${repository}/actions/runs/${last.id}/artifacts?name=${artifactName}&per_page=100`;
  const artifacts = await askAll(gh, path, artifact, "artifacts");
  const found = artifacts.filter(({ name }) => name === artifactName);
  if (found.length === 0) return nothing(`the plan of pull request ${merged.number} left no artifact ${artifactName}`);
  if (found.every(({ expired }) => expired))
    return nothing(`the artifact ${artifactName} of pull request ${merged.number} has expired`);

  await gh(["run", "download", String(last.id), "--name", artifactName, "--dir", folder, "--repo", fullName]);
  const file = join(folder, reviewedName);
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return nothing(`the artifact of pull request ${merged.number} holds no ${reviewedName}`);
  const read = reviewedFile.tryParse(text);
  if ("isOtherVersion" in read)
    return nothing(
      `the plan of pull request ${merged.number} was made by another Lockstep: ${read.problems.join(", ")}`,
    );
  return reviewedFile.parse(text, reviewedName);
}
