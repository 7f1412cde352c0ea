import { githubSubjects } from "../../../src/github-subjects.ts";
import type { Estate } from "../../../src/model.ts";
import { githubOidcHost, type Scope } from "../../../src/names.ts";

/** A job as GitHub tells AWS of it: of a pull request, of the deploying branch, or in an environment there. */
export type Job = "pull request" | "branch" | { readonly environment: Scope };

/** What GitHub gives a job to show to AWS. Nobody checks who signed it. */
export function githubToken({ pipeline }: Estate, job: Job): string {
  const branch = `refs/heads/${pipeline.branch}`;
  const [context, ref] =
    job === "pull request"
      ? ["pull_request", "refs/pull/7/merge"]
      : [job === "branch" ? `ref:${branch}` : `environment:${job.environment}`, branch];
  // the form of new repositories, if there are two
  const sub = githubSubjects(pipeline, context).at(-1);
  const claims = {
    iss: `https://${githubOidcHost}`,
    aud: "sts.amazonaws.com",
    sub,
    ref,
    repository_id: pipeline.immutableIds?.repository,
    repository_owner_id: pipeline.immutableIds?.owner,
  };
  return [{ alg: "none" }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
}
