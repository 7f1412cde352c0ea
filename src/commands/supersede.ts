import { commitId, repositoryPath } from "../delivery/github/ask.ts";
import { ghWith } from "../delivery/github/gh.ts";
import { supersedeRuns } from "../delivery/github/supersede-runs.ts";
import { withRetries } from "../delivery/github/with-retries.ts";
import type { Environment } from "../delivery/terraform/offline-environment.ts";
import { print } from "./print.ts";

/** Cancels older runs of a workflow that only wait for approval. @returns the exit code. */
export async function supersede(workflow: string, commit: string, env: Environment = process.env): Promise<number> {
  const repository = repositoryPath(env["GITHUB_REPOSITORY"]);
  const runs = await withRetries(() => supersedeRuns(ghWith(env), repository, { workflow, commit: commitId(commit) }));
  const says = {
    cancelled: "cancelled; the newer one applies what it would have",
    busy: "left alone; it is under way",
  };
  print(...runs.map(({ number, url, outcome }) => `run ${number} of ${workflow}: ${says[outcome]} (${url})`));
  if (runs.length === 0) print(`no older run of ${workflow} waits`);
  return 0;
}
