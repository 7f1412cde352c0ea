import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryName } from "./small-estate.ts";

interface State {
  readonly pulls: readonly Pull[];
  readonly runs: readonly WorkflowRun[];
  readonly comments: readonly { readonly pull: number; readonly body: string }[];
  readonly issues: readonly { readonly title: string; readonly body: string; readonly state: "open" | "closed" }[];
  /** Arguments of every call that a job made. */
  readonly calls: readonly string[];
}

interface Pull {
  readonly number: number;
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
  if (!existsSync(file)) write({ pulls: [], runs: [], comments: [], issues: [], calls: [] });

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
    addMergedPull({ number, sha, ref, mergeCommit, files }: MergedPull) {
      const state = read();
      const pull = {
        number,
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
