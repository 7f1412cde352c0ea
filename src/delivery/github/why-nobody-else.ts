import type { Authors } from "./authors-of.ts";

/**
 * Why whoever began a run does not count as somebody else than the authors of what it is about; `null`: they do.
 *
 * @param starters logins of who began the run, and of who began it again: each must be somebody else
 */
export function whyNobodyElse(starters: readonly string[], changes: readonly Authors[]): string | null {
  const program = starters.find(isProgram);
  // a job of anybody's branch may dispatch a workflow: docs.github.com/en/actions/concepts/security/github_token
  if (program !== undefined) return `${program} began this run, which is a program that anybody may have told to`;
  for (const { commit, pull, logins } of changes) {
    const short = commit.slice(0, 12);
    if (logins.length === 0) return `GitHub does not tell all authors of commit ${short}`;
    // GitHub takes logins without regard to case
    const own = starters.find((one) => logins.some((login) => login.toLowerCase() === one.toLowerCase()));
    if (own !== undefined) return `${own} has a part in ${pull === null ? `commit ${short}` : `pull request ${pull}`}`;
  }
  return null;
}

/** No person's login has brackets. */
export const isProgram = (login: string): boolean => login.endsWith("[bot]");
