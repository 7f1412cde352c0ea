/** App id of GitHub Actions: only a check of its counts as one of these names. */
export const actionsApp = 15_368;

/** Jobs that must be green before a merge; their names never change. */
export const requiredChecks = ["validate-gate", "plan-gate"] as const;

/** The ruleset that people are told to make; another that asks for as much is as good. */
export const rulesetName = "lockstep";

/**
 * What a pull request must have before it is merged, as a ruleset writes it:
 * docs.github.com/en/rest/repos/rules#create-a-repository-ruleset
 */
export const pullRequestRule = {
  required_approving_review_count: 1,
  dismiss_stale_reviews_on_push: true,
  require_code_owner_review: true,
  require_last_push_approval: true,
  required_review_thread_resolution: true,
} as const;

/** The same where one person works alone, whom nobody could approve: changes come by pull requests, with their checks. */
export const ownPullRequestRule = {
  required_approving_review_count: 0,
  dismiss_stale_reviews_on_push: true,
  require_code_owner_review: false,
  require_last_push_approval: false,
  required_review_thread_resolution: true,
} as const;

/** docs.github.com/en/rest/actions/permissions#set-github-actions-permissions-for-a-repository */
export const actionsPermissions = { enabled: true, allowed_actions: "selected", sha_pinning_required: true } as const;

/** Actions that may run: GitHub's own, and these two. */
export const selectedActions = {
  github_owned_allowed: true,
  verified_allowed: false,
  patterns_allowed: ["aws-actions/configure-aws-credentials@*", "hashicorp/setup-terraform@*"],
} as const;

/** What a job may that says nothing of it, and what no job may. */
export const workflowPermissions = {
  default_workflow_permissions: "read",
  can_approve_pull_request_reviews: false,
} as const;

/** Whose workflows wait for approval in a public repository. */
export const forkApproval = { approval_policy: "all_external_contributors" } as const;

/** What forks of a private repository get. */
export const privateForks = {
  run_workflows_from_fork_pull_requests: false,
  send_write_tokens_to_workflows: false,
  send_secrets_and_variables: false,
  require_approval_for_fork_pr_workflows: true,
} as const;
