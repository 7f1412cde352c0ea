import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryName } from "./small-estate.ts";

interface State {
  readonly pulls: readonly Pull[];
  readonly runs: readonly WorkflowRun[];
  readonly comments: readonly { readonly pull: number; readonly body: string }[];
  readonly issues: readonly { readonly title: string; readonly body: string; readonly state: "open" | "closed" }[];
  /** Rules that rulesets have for main. */
  readonly rules: readonly object[];
  /** Arguments of every call that a job made. */
  readonly calls: readonly string[];
}

/** Who opens every pull request, and whose all commits are. */
export const author = "ada";

/** A ruleset by which somebody else than the author has to agree to what is merged. */
const reviewed = {
  type: "pull_request",
  ruleset_id: 1,
  parameters: {
    required_approving_review_count: 1,
    dismiss_stale_reviews_on_push: true,
    require_code_owner_review: true,
    require_last_push_approval: true,
    required_review_thread_resolution: true,
  },
};

interface Pull {
  readonly number: number;
  readonly user: { readonly login: string };
  readonly merged_at: string | null;
  readonly merge_commit_sha: string | null;
  readonly base: { readonly ref: string };
  readonly files: readonly string[];
  readonly head: { readonly sha: string; readonly ref: string; readonly repo: { readonly full_name: string } };
}

export interface MergedPull {
  readonly number: number;
  /** Its last commit, on its branch. */
  readonly sha: string;
  readonly ref: string;
  readonly mergeCommit: string;
  readonly files: readonly string[];
}

interface WorkflowRun {
  readonly id: number;
  readonly run_number: number;
  readonly event: string;
  readonly path: string;
  readonly status: "completed";
  readonly run_started_at: string;
  readonly display_title: string;
  readonly conclusion: "success" | "failure";
  readonly head_branch: string;
  readonly head_sha: string;
  readonly head_repository: { readonly full_name: string };
}

/** What GitHub keeps of a repository, as the stub of its CLI (gh.mjs) serves it to jobs. */
export function fakeGithub(folder: string) {
  const file = join(folder, "state.json");
  const read = () => JSON.parse(readFileSync(file, "utf8")) as State;
  const write = (state: State) => writeFileSync(file, JSON.stringify(state, null, 2));
  mkdirSync(folder, { recursive: true });
  if (!existsSync(file)) write({ pulls: [], runs: [], comments: [], issues: [], rules: [reviewed], calls: [] });

  return {
    folder,
    artifactsOf: (runId: number) => join(folder, "runs", String(runId), "artifacts"),
    commentsOf: (pull: number) =>
      read()
        .comments.filter((comment) => comment.pull === pull)
        .map(({ body }) => body),
    issue: (title: string) => read().issues.find((issue) => issue.title === title),
    addRun(run: Pick<WorkflowRun, "id" | "event" | "path" | "conclusion" | "head_branch" | "head_sha">) {
      const state = read();
      const more = {
        run_number: run.id,
        status: "completed",
        run_started_at: new Date().toISOString(),
        display_title: "any",
        head_repository: { full_name: repositoryName },
      } as const;
      write({ ...state, runs: [...state.runs, { ...run, ...more }] });
    },
    /** Whether a ruleset asks for somebody else's approval of what is merged. */
    asksForReview: (asks: boolean) => write({ ...read(), rules: asks ? [reviewed] : [] }),
    addMergedPull({ number, sha, ref, mergeCommit, files }: MergedPull) {
      const state = read();
      const pull = {
        number,
        user: { login: author },
        merged_at: new Date().toISOString(),
        merge_commit_sha: mergeCommit,
        base: { ref: "main" },
        files,
        head: { sha, ref, repo: { full_name: repositoryName } },
      };
      write({ ...state, pulls: [...state.pulls, pull] });
    },
  };
}
