import { planFileKey, type Scope } from "../../names.ts";
import type { GithubRun } from "../handoff/github-run.ts";

/**
 * Whether a plan was kept for this stack, in this scope, by this run: by an earlier attempt of it when only failed jobs
 * are started again.
 */
export function isOwnPlan(key: string, stack: string, scope: Scope, { runId, attempt }: GithubRun): boolean {
  const attempts = Array.from({ length: Number(attempt) }, (_, index) => String(index + 1));
  return attempts.some((each) => key === planFileKey(scope, runId, each, stack));
}
