/** What starts a workflow, as far as conditions and subjects look at it. */
export interface GitHubEvent {
  readonly github: {
    readonly event_name: string;
    readonly ref: string;
    readonly actor: string;
    readonly repository: string;
    readonly run_id: string;
    readonly event: Readonly<Record<string, unknown>>;
  };
  /** Inputs of a dispatch. */
  readonly inputs: Readonly<Record<string, unknown>>;
}

const repository = "acme/backup";

const event = (
  name: string,
  ref: string,
  payload: Readonly<Record<string, unknown>> = {},
  more: { readonly actor?: string; readonly inputs?: Readonly<Record<string, unknown>> } = {},
): GitHubEvent => ({
  github: { event_name: name, ref, actor: more.actor ?? "ada", repository, run_id: "1", event: payload },
  inputs: more.inputs ?? {},
});

const pull = (from: string) => ({ pull_request: { number: 7, head: { repo: { full_name: from } } } });

/** Every way in which something happens to the repository. */
export const events = {
  pullRequest: event("pull_request", "refs/pull/7/merge", pull(repository)),
  fork: event("pull_request", "refs/pull/7/merge", pull("mallory/backup")),
  dependabot: event("pull_request", "refs/pull/7/merge", pull(repository), { actor: "dependabot[bot]" }),
  mergeGroup: event("merge_group", "refs/heads/gh-readonly-queue/main/pr-7-abc", {
    merge_group: { base_sha: "0123456789abcdef0123456789abcdef01234567" },
  }),
  push: event("push", "refs/heads/main"),
  pushElsewhere: event("push", "refs/heads/feature"),
  schedule: event("schedule", "refs/heads/main"),
} as const;

export const dispatch = (inputs: Readonly<Record<string, unknown>> = {}, branch = "main"): GitHubEvent =>
  event("workflow_dispatch", `refs/heads/${branch}`, {}, { inputs });
