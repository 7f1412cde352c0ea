import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { andMore } from "../../words/and-more.ts";
import { type Reviewed, reviewedFile, reviewedName } from "../handoff/reviewed.ts";
import { isCode } from "../repository/is-code.ts";
import { askAll } from "./ask.ts";
import type { Gh } from "./gh.ts";

/** What a commit of the deploying branch brought, as its pull request showed it. */
export interface MergedReview {
  readonly digests: Reviewed["digests"];
  /** When it was merged, as ISO 8601; `null`: no pull request brought it. */
  readonly mergedAt: string | null;
  /** Why nothing of it counts as reviewed; absent: it does. */
  readonly why?: string;
}

const repositoryOf = z.object({ full_name: z.string() }).nullable();
const pull = z.object({
  number: z.number(),
  merged_at: z.string().nullable(),
  merge_commit_sha: z.string().nullable(),
  base: z.object({ ref: z.string() }),
  head: z.object({ sha: z.string(), ref: z.string(), repo: repositoryOf }),
});
type Pull = z.infer<typeof pull>;
const run = z.object({
  id: z.number(),
  run_number: z.number(),
  event: z.string(),
  path: z.string(),
  conclusion: z.string().nullable(),
  head_branch: z.string().nullable(),
  head_repository: repositoryOf,
});
const artifact = z.object({ name: z.string(), expired: z.boolean() });

const deploying = "main";
const workflow = "plan.yml";
const artifactName = "reviewed";
// GitHub lists no more files of a pull request than these
const mostFiles = 3000;

/**
 * What the pull request of a merged commit showed before it was merged: the artifact of the last successful plan of
 * exactly its last commit. It counts only where nothing but `main`'s own workflow and code can have written it.
 *
 * @param folder for the artifact; empty
 */
export async function mergedReview(gh: Gh, repository: string, commit: string, folder: string): Promise<MergedReview> {
  const pulls = await askAll(gh, `${repository}/commits/${commit}/pulls?per_page=100`, pull);
  // the pull requests of a later merge contain the commit too
  const [merged] = pulls.filter((each) => each.merged_at !== null && each.merge_commit_sha === commit);
  if (!merged) return { digests: [], mergedAt: null, why: `no merged pull request has ${commit} as its merge commit` };
  const { merged_at: mergedAt } = merged;
  const why = whyNot(repository, merged) ?? (await whyForged(gh, repository, merged));
  if (why !== undefined) return { digests: [], mergedAt, why };
  return { mergedAt, ...(await lastPlan(gh, repository, merged, folder)) };
}

type Why = string | undefined;

/** Pull requests of which nothing is planned. */
function whyNot(repository: string, { number, base, head: { repo } }: Pull): Why {
  // GitHub takes both without regard to case
  if (repo?.full_name.toLowerCase() !== nameOf(repository).toLowerCase())
    return `pull request ${number} came from a fork, of which nothing is planned`;
  return base.ref === deploying ? undefined : `pull request ${number} was merged into ${base.ref}, not ${deploying}`;
}

/**
 * A plan runs the workflow and the code of its pull request merged with its base. A run does not say for which pull
 * request it ran, so none may have had another base with this branch; and none of the code may be the pull request's own.
 */
async function whyForged(gh: Gh, repository: string, { number, head: { ref } }: Pull): Promise<Why> {
  const [owner] = nameOf(repository).split("/");
  const branch = encodeURIComponent(`${owner}:${ref}`);
  const siblings = await askAll(gh, `${repository}/pulls?state=all&head=${branch}&per_page=100`, pull);
  const elsewhere = siblings.find((each) => each.number !== number && each.base.ref !== deploying);
  if (elsewhere)
    return `pull request ${elsewhere.number} has the branch of ${number} and another base, whose workflow may have planned it`;
  for (const each of new Set([number, ...siblings.map((one) => one.number)])) {
    const events = await askAll(
      gh,
      `${repository}/issues/${each}/events?per_page=100`,
      z.object({ event: z.string() }),
    );
    if (events.some(({ event }) => event === "base_ref_changed" || event === "automatic_base_change_succeeded"))
      return `pull request ${each}, of the branch of ${number}, had another base before, whose workflow may have planned it`;
  }

  const files = await askAll(
    gh,
    `${repository}/pulls/${number}/files?per_page=100`,
    z.object({ filename: z.string(), previous_filename: z.exactOptional(z.string()) }),
  );
  if (files.length >= mostFiles) return `pull request ${number} changes more files than GitHub lists`;
  const names = files.flatMap(({ filename, previous_filename: former }) => [filename, ...(former ? [former] : [])]);
  const code = [...new Set(names)].filter(isCode);
  return code.length === 0
    ? undefined
    : `pull request ${number} changes code, which could have written what it shows (${andMore(code.sort(), 3)})`;
}

async function lastPlan(
  gh: Gh,
  repository: string,
  { number, head: { sha, ref } }: Pull,
  folder: string,
): Promise<Pick<MergedReview, "digests" | "why">> {
  const nothing = (why: string) => ({ digests: [], why });
  const name = nameOf(repository);
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
        each.head_repository?.full_name.toLowerCase() === name.toLowerCase(),
    )
    .sort((a, b) => b.run_number - a.run_number);
  if (!last) return nothing(`no successful run of ${workflow} for ${sha}, the last commit of pull request ${number}`);

  const path = `${repository}/actions/runs/${last.id}/artifacts?name=${artifactName}&per_page=100`;
  const artifacts = await askAll(gh, path, artifact, "artifacts");
  const found = artifacts.filter((each) => each.name === artifactName);
  if (found.length === 0) return nothing(`the plan of pull request ${number} left no artifact ${artifactName}`);
  if (found.every(({ expired }) => expired))
    return nothing(`the artifact ${artifactName} of pull request ${number} has expired`);

  await gh(["run", "download", String(last.id), "--name", artifactName, "--dir", folder, "--repo", name]);
  const text = await readFile(join(folder, reviewedName), "utf8").catch(() => undefined);
  if (text === undefined) return nothing(`the artifact of pull request ${number} holds no ${reviewedName}`);
  const read = reviewedFile.tryParse(text);
  if ("value" in read) return { digests: read.value.digests };
  const what = "isOtherVersion" in read ? "was made by another Lockstep" : "left something else";
  return nothing(`the plan of pull request ${number} ${what}: ${read.problems.join(", ")}`);
}

const nameOf = (repository: string) => repository.slice("repos/".length);
