import { expect, test } from "vitest";
import { gatherGitHub } from "../../../src/preflight/github/gather-github.ts";
import { type Answer, answeringGh } from "../../delivery/github/support/stub-gh.ts";
import { known } from "../support/facts.ts";

const [at, access] = ["repos/acme/backup", "repos/acme/backup/actions/permissions"];
const notFound = "gh: Not Found (HTTP 404)";

const answers: readonly Answer[] = [
  { on: "actions/variables?", says: [{ variables: [{ name: "LOCKSTEP_DEPLOY", value: "dispatch" }] }] },
  {
    on: `${at}/environments?`,
    says: [
      {
        environments: [
          {
            name: "app-prod",
            can_admins_bypass: false,
            protection_rules: [
              { id: 1, type: "wait_timer", wait_timer: 5 },
              {
                id: 2,
                type: "required_reviewers",
                prevent_self_review: true,
                reviewers: [
                  { type: "Team", reviewer: { id: 42, slug: "backup-team" } },
                  { type: "User", reviewer: { id: 7, login: "octocat" } },
                ],
              },
              { id: 3, type: "branch_policy" },
            ],
            deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
          },
          { name: "app-nonprod", protection_rules: [], deployment_branch_policy: null },
          { name: "shared", deployment_branch_policy: { protected_branches: true, custom_branch_policies: false } },
        ],
      },
    ],
  },
  {
    on: "environments/app-prod/deployment-branch-policies?",
    says: [{ branch_policies: [{ id: 9, name: "main", type: "branch" }] }],
  },
  {
    on: "rules/branches/main?",
    says: [
      [
        { type: "deletion", ruleset_id: 1 },
        {
          type: "pull_request",
          ruleset_id: 1,
          parameters: {
            required_approving_review_count: 1,
            dismiss_stale_reviews_on_push: true,
            require_code_owner_review: true,
            require_last_push_approval: false,
            required_review_thread_resolution: false,
          },
        },
        {
          type: "required_status_checks",
          ruleset_id: 2,
          parameters: {
            strict_required_status_checks_policy: false,
            required_status_checks: [{ context: "plan-gate", integration_id: 15368 }, { context: "validate-gate" }],
          },
        },
        { type: "pull_request", ruleset_id: 2, parameters: { something: "new" } },
      ],
    ],
  },
  { on: `${at}/rulesets/1`, says: { id: 1, name: "lockstep", source_type: "Repository", bypass_actors: [] } },
  {
    on: `${at}/rulesets/2`,
    says: {
      id: 2,
      name: "all",
      source_type: "Organization",
      bypass_actors: [
        { actor_id: 5, actor_type: "RepositoryRole", bypass_mode: "always" },
        { actor_id: null, actor_type: "DeployKey", bypass_mode: "always" },
      ],
    },
  },
  { on: "contents/.github/CODEOWNERS?ref=main", fails: notFound },
  {
    on: "contents/CODEOWNERS?ref=main",
    says: { encoding: "base64", content: Buffer.from("* @octocat\n").toString("base64") },
  },
  {
    on: "codeowners/errors?ref=main",
    says: { errors: [{ line: 1, kind: "Unknown owner", source: "* @octocat\n", suggestion: "make sure it exists" }] },
  },
  {
    on: `${access}/selected-actions`,
    says: { github_owned_allowed: true, verified_allowed: false, patterns_allowed: ["a/b@*"] },
  },
  {
    on: `${access}/workflow`,
    says: { default_workflow_permissions: "read", can_approve_pull_request_reviews: false },
  },
  { on: `${access}/fork-pr-contributor-approval`, says: { approval_policy: "first_time_contributors" } },
  { on: access, says: { enabled: true, allowed_actions: "selected", sha_pinning_required: true } },
  { on: at, says: { private: false } },
];

test("what GitHub says is read, and nothing is written", async () => {
  const { gh, writes } = answeringGh(answers);

  const facts = await gatherGitHub(gh, "acme/backup", "main");

  expect(facts).toEqual({
    isPrivate: known(false),
    deployMode: known("dispatch"),
    environments: known([
      {
        name: "app-prod",
        reviewers: [
          { type: "Team", id: 42, name: "backup-team" },
          { type: "User", id: 7, name: "octocat" },
        ],
        preventsSelfReview: true,
        adminsBypass: false,
        branches: "named",
        waitMinutes: 5,
      },
      {
        name: "app-nonprod",
        reviewers: [],
        preventsSelfReview: false,
        adminsBypass: undefined,
        branches: "all",
        waitMinutes: 0,
      },
      {
        name: "shared",
        reviewers: [],
        preventsSelfReview: false,
        adminsBypass: undefined,
        branches: "protected",
        waitMinutes: 0,
      },
    ]),
    branches: new Map([["app-prod", known([{ id: 9, name: "main", type: "branch" }])]]),
    rules: known({
      reviews: [
        {
          required_approving_review_count: 1,
          dismiss_stale_reviews_on_push: true,
          require_code_owner_review: true,
          require_last_push_approval: false,
        },
      ],
      checks: [
        { name: "plan-gate", app: 15368 },
        { name: "validate-gate", app: null },
      ],
      types: new Set(["deletion", "pull_request", "required_status_checks"]),
      rulesets: [1, 2],
    }),
    rulesets: known([
      { id: 1, name: "lockstep", isOwn: true, bypass: [] },
      { id: 2, name: "all", isOwn: false, bypass: ["RepositoryRole 5 always", "DeployKey always"] },
    ]),
    codeOwners: known({
      place: "CODEOWNERS",
      text: "* @octocat\n",
      errors: ["line 1: Unknown owner, * @octocat; make sure it exists"],
    }),
    actions: known({
      enabled: true,
      allowed: "selected",
      isPinned: true,
      selected: { github_owned_allowed: true, verified_allowed: false, patterns_allowed: ["a/b@*"] },
    }),
    workflowPermissions: known({ default_workflow_permissions: "read", can_approve_pull_request_reviews: false }),
    forks: known({ of: "public", approval_policy: "first_time_contributors" }),
  });
  expect(writes()).toEqual([]);
});

test("a private repository is asked what its forks get", async () => {
  const forks = {
    run_workflows_from_fork_pull_requests: true,
    send_write_tokens_to_workflows: false,
    send_secrets_and_variables: false,
    require_approval_for_fork_pr_workflows: true,
  };
  const { gh } = answeringGh([
    { on: "fork-pr-workflows-private-repos", says: forks },
    ...answers.slice(0, -1),
    { on: at, says: { private: true } },
  ]);

  expect((await gatherGitHub(gh, "acme/backup", "main")).forks).toEqual(known({ of: "private", ...forks }));
});

test.each([
  ["HTTP 403", "gh: Resource not accessible by integration (HTTP 403)"],
  ["HTTP 404, which is how GitHub hides things", notFound],
])("%s keeps nothing else from being asked, and says what it takes", async (_, fails) => {
  const { gh } = answeringGh([{ on: access, fails }, { on: `${at}/rulesets/`, fails }, ...answers]);

  const facts = await gatherGitHub(gh, "acme/backup", "main");

  const administering = { needs: "an administrator's token, or one with Administration: read" };
  expect([facts.actions, facts.workflowPermissions, facts.forks, facts.rulesets]).toEqual(Array(4).fill(administering));
  expect(facts.environments).toHaveProperty("answer");
});

test("without code owners anywhere there are none", async () => {
  const { gh } = answeringGh([{ on: "/contents/", fails: notFound }, ...answers]);

  expect((await gatherGitHub(gh, "acme/backup", "main")).codeOwners).toEqual(known(null));
});

test("whoever is not logged in is told so, instead of a list of what could not be asked", async () => {
  const { gh } = answeringGh([{ on: at, fails: "gh: Bad credentials (HTTP 401)" }]);

  await expect(gatherGitHub(gh, "acme/backup", "main")).rejects.toThrow("Bad credentials");
});
