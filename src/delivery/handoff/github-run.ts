import type { Environment } from "../terraform/offline-environment.ts";

/** The workflow run that a command is part of. */
export interface GithubRun {
  readonly runId: string;
  /** From 1; a run that is started again counts on. */
  readonly attempt: string;
  readonly commit: string;
  readonly runUrl: string;
}

/** @throws when it is none: plans and ledger entries say by which run and commit they were made */
export function githubRun(env: Environment): GithubRun {
  const expect = (name: string, pattern: RegExp) => {
    const value = env[name] ?? "";
    if (pattern.test(value)) return value;
    throw new Error(`${name}: got ${JSON.stringify(value)}; run this in a workflow, or set it as GitHub does`);
  };
  const runId = expect("GITHUB_RUN_ID", /^\d+$/);
  const { GITHUB_SERVER_URL: server = "https://github.com", GITHUB_REPOSITORY: repository = "" } = env;
  return {
    runId,
    attempt: expect("GITHUB_RUN_ATTEMPT", /^[1-9]\d*$/),
    commit: expect("GITHUB_SHA", /^[0-9a-f]{40}$/),
    runUrl: repository === "" ? "" : `${server}/${repository}/actions/runs/${runId}`,
  };
}
