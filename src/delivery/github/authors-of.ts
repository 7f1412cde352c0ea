import { z } from "zod";
import { ask, askAll } from "./ask.ts";
import type { Gh } from "./gh.ts";

/** Who has written a commit of the deploying branch, as far as GitHub knows. */
export interface Authors {
  readonly commit: string;
  /** Of the pull request that brought it; `null`: none did. */
  readonly pull: number | null;
  /** Logins, each once: who opened the pull request, and whose commits it is made of. None: GitHub does not tell them all. */
  readonly logins: readonly string[];
}

const account = z.object({ login: z.string() }).nullable();
const pullRequest = z.object({
  number: z.number(),
  merged_at: z.string().nullable(),
  merge_commit_sha: z.string().nullable(),
  user: account,
});
const commitOf = z.object({ author: account.optional(), committer: account.optional() });

// GitHub lists no more of a pull request: docs.github.com/en/rest/pulls/pulls#list-commits-on-a-pull-request
const mostCommits = 250;

/** What GitHub itself commits for somebody, in a merge or on its pages. */
const ownLogin = "web-flow";

/** @param repository with `repos/` before it */
export async function authorsOf(gh: Gh, repository: string, commit: string): Promise<Authors> {
  const pulls = await askAll(gh, `${repository}/commits/${commit}/pulls?per_page=100`, pullRequest);
  const merged = pulls.filter((each) => each.merged_at !== null);
  // of a rebase only the last commit is called a pull request's merge commit
  const own = merged.filter((each) => each.merge_commit_sha === commit);
  const brought = own.length > 0 ? own : merged;
  const commits = [await ask(gh, `${repository}/commits/${commit}`, commitOf)];
  for (const { number } of brought) {
    const own = await askAll(gh, `${repository}/pulls/${number}/commits?per_page=100`, commitOf);
    if (own.length >= mostCommits) return { commit, pull: number, logins: [] };
    commits.push(...own);
  }
  const accounts = [
    ...brought.map(({ user }) => user),
    ...commits.flatMap(({ author, committer }) => [author, committer]),
  ];
  const pull = brought[0]?.number ?? null;
  // one of whom GitHub knows nothing may be anybody, whoever the others are
  if (accounts.includes(null)) return { commit, pull, logins: [] };
  const logins = accounts.flatMap((one) => (one && one.login !== ownLogin ? [one.login] : []));
  return { commit, pull, logins: [...new Set(logins)] };
}
