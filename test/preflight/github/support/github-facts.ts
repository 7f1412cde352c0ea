import { codeOwnersText } from "../../../../src/bootstrap/code-owners.ts";
import { githubSettings } from "../../../../src/bootstrap/github-settings.ts";
import type { GitHubEnvironment } from "../../../../src/delivery/github/environments.ts";
import type { GitHubFacts } from "../../../../src/preflight/github/facts.ts";
import { exampleEstate } from "../../../support/stacks.ts";
import { known } from "../../support/facts.ts";

export const settings = githubSettings(exampleEstate());
export const owners = ["@acme/backup-team"];

export const reviewed = (name: string): GitHubEnvironment => ({
  name,
  reviewers: [{ type: "Team", id: 42, name: "backup-team" }],
  preventsSelfReview: true,
  adminsBypass: false,
  branches: "named",
  waitMinutes: 0,
});

export const review = {
  required_approving_review_count: 1,
  dismiss_stale_reviews_on_push: true,
  require_code_owner_review: true,
  require_last_push_approval: true,
};

/** A repository that is set up as the documentation says. */
export const completeGitHub: GitHubFacts = {
  isPrivate: known(false),
  deployMode: known(null),
  environments: known(
    settings.environments.map(({ scope, needsReviewers }) =>
      needsReviewers ? reviewed(scope) : { ...reviewed(scope), reviewers: [], preventsSelfReview: false },
    ),
  ),
  branches: new Map(
    settings.environments.map(({ scope }) => [scope, known([{ id: 1, name: "main", type: "branch" }])]),
  ),
  rules: known({
    reviews: [review],
    checks: [
      { name: "validate-gate", app: 15368 },
      { name: "plan-gate", app: 15368 },
    ],
    types: new Set(["deletion", "non_fast_forward", "pull_request", "required_status_checks"]),
    rulesets: [7],
  }),
  rulesets: known([{ id: 7, name: "lockstep", isOwn: true, bypass: [] }]),
  codeOwners: known({
    place: ".github/CODEOWNERS",
    text: codeOwnersText({ all: owners, pipeline: ["@acme/security"] }),
    errors: [],
  }),
  actions: known({
    enabled: true,
    allowed: "selected",
    isPinned: true,
    selected: {
      github_owned_allowed: true,
      verified_allowed: false,
      patterns_allowed: ["aws-actions/configure-aws-credentials@*", "hashicorp/setup-terraform@*"],
    },
  }),
  workflowPermissions: known({ default_workflow_permissions: "read", can_approve_pull_request_reviews: false }),
  forks: known({ of: "public", approval_policy: "all_external_contributors" }),
};
