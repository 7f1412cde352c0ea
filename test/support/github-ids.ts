import type { Pipeline } from "../../src/model.ts";
import { githubOidcHost } from "../../src/names.ts";

/** Whoever has a repository of that name on GitHub, it has other ids. */
const ofOthers = { owner: "1", repository: "2" };

/** What every token of GitHub says of its repository and of who owns it, as IAM hands it to policies. */
export function githubIds(pipeline: Pipeline, repository: string): Readonly<Record<string, string>> {
  const isOurs = repository === pipeline.repository;
  const ids = (isOurs && pipeline.immutableIds) || ofOthers;
  return {
    [`${githubOidcHost}:repository_id`]: ids.repository,
    [`${githubOidcHost}:repository_owner_id`]: ids.owner,
  };
}
