import { expect, test } from "vitest";
import { rulesetCall } from "../../../src/bootstrap/github-calls.ts";
import { githubSettings } from "../../../src/bootstrap/github-settings.ts";
import { githubLines } from "../../../src/bootstrap/github-text.ts";
import type { GitHubEnvironment } from "../../../src/delivery/github/environments.ts";
import { checkLines } from "../../../src/preflight/check-text.ts";
import type { GitHubFacts } from "../../../src/preflight/github/facts.ts";
import { judgeGitHub } from "../../../src/preflight/github/judge-github.ts";
import { exampleEstate } from "../../support/stacks.ts";
import { known } from "../support/facts.ts";
import { completeGitHub, owners, review, reviewed, settings } from "./support/github-facts.ts";

/** What is said of a repository, but for what is well. */
const complaints = (facts: Partial<GitHubFacts>) =>
  checkLines(judgeGitHub(settings, { ...completeGitHub, ...facts }, owners)).filter((line) =>
    /^(LACKING|unknown|later| {3})/.test(line),
  );

const answerOf = <T>(asked: { answer: T } | { needs: string }): T => {
  if ("needs" in asked) throw new Error(`got no answer, needs ${asked.needs}`);
  return asked.answer;
};
const withEnvironment = (scope: string, change: Partial<GitHubEnvironment>): Partial<GitHubFacts> => ({
  environments: known(
    answerOf(completeGitHub.environments).map((one) => (one.name === scope ? { ...one, ...change } : one)),
  ),
});
const rules = answerOf(completeGitHub.rules);
const actions = answerOf(completeGitHub.actions);

test("a repository that is set up as the documentation says lacks nothing", () => {
  const said = judgeGitHub(settings, completeGitHub, owners).map(({ what, outcome }) => `${outcome.is}: ${what}`);

  expect(said).toEqual([
    ...settings.environments.flatMap(({ scope, needsReviewers }) => [
      ...(needsReviewers
        ? [
            `ok: environment ${scope} has required reviewers: backup-team`,
            `ok: environment ${scope} is approved by others than who began the deploy`,
            `ok: environment ${scope} is not bypassed by administrators`,
          ]
        : []),
      `ok: environment ${scope} is deployed from main only`,
    ]),
    "ok: main takes pull requests only, approved by a code owner and somebody else than who pushed last",
    "ok: main requires check validate-gate of GitHub Actions",
    "ok: main requires check plan-gate of GitHub Actions",
    "ok: main is not deleted",
    "ok: main is not moved by force",
    "ok: nobody bypasses the rulesets of main",
    "ok: .github/CODEOWNERS has no line that GitHub passes over",
    "ok: everything that has no other owner has code owners: @acme/backup-team",
    ...["/config/organization.yaml", "/config/allowances.yaml", "/config/plans/"].map(
      (pattern) => `ok: ${pattern} has code owners: @acme/security`,
    ),
    ...["/.github/", "/src/", "/stacks/", "/package.json", "/package-lock.json", "/.terraform.lock.hcl"].map(
      (pattern) => `ok: ${pattern} has code owners: @acme/security`,
    ),
    "ok: only GitHub's own actions, aws-actions/configure-aws-credentials and hashicorp/setup-terraform run, pinned by commit",
    "ok: a workflow's token reads, unless a job asks for more",
    "ok: workflows approve no pull request",
    "ok: workflows of forks wait for approval, and get neither secrets nor a token that writes",
  ]);
});

const environments = 'echo \'{"prevent_self_review":true,"reviewers":[';
const policy = '],"deployment_branch_policy":{"protected_branches":false,"custom_branch_policies":true}}\'';
const put = (scope: string) => `gh api --method PUT repos/acme/backup/environments/${scope} --input -`;
const team = `{"type":"Team","id":'"$(gh api orgs/acme/teams/backup-team --jq .id)"'}`;
const known42 = '{"type":"Team","id":42}';
const post = (scope: string) =>
  `gh api --method POST repos/acme/backup/environments/${scope}/deployment-branch-policies -f name=main -f type=branch`;
const bypass = (scope: string) =>
  `# https://github.com/acme/backup/settings/environments: ${scope}, "Allow administrators to bypass configured protection rules" off`;
const make = rulesetCall(settings);
const mend = rulesetCall(settings, 7);
const access = "repos/acme/backup/actions/permissions";

const table: readonly (readonly [name: string, facts: Partial<GitHubFacts>, lines: readonly string[]])[] = [
  [
    "an environment that is not there",
    {
      environments: known(answerOf(completeGitHub.environments).filter(({ name }) => name !== "app-prod")),
    },
    [
      "LACKING  environment app-prod: got no environment of this name, in which a job gets whatever role it asks for; use",
      `           ${environments}${team}${policy} | ${put("app-prod")}`,
      `           ${post("app-prod")}`,
      `           ${bypass("app-prod")}`,
    ],
  ],
  [
    "an environment of non-prod that is not there, which nobody reviews",
    {
      environments: known(answerOf(completeGitHub.environments).filter(({ name }) => name !== "app-nonprod")),
    },
    [
      "LACKING  environment app-nonprod: got no environment of this name, in which a job gets whatever role it asks for; use",
      `           ${environments.replace("true", "false")}${policy} | ${put("app-nonprod")}`,
      `           ${post("app-nonprod")}`,
    ],
  ],
  [
    "an environment without reviewers",
    withEnvironment("shared", { reviewers: [], preventsSelfReview: false }),
    [
      "LACKING  environment shared has required reviewers: got none; use",
      `           ${environments}${team}${policy} | ${put("shared")}`,
    ],
  ],
  [
    "the same in a private repository, where GitHub may not have them",
    {
      ...withEnvironment("shared", { reviewers: [], preventsSelfReview: false }),
      isPrivate: known(true),
      forks: known({
        of: "private",
        run_workflows_from_fork_pull_requests: false,
        send_write_tokens_to_workflows: true,
        send_secrets_and_variables: true,
        require_approval_for_fork_pr_workflows: false,
      }),
    },
    [
      "LACKING  environment shared has required reviewers: got none; use",
      `           ${environments}${team}${policy} | ${put("shared")}`,
      "           # in a private repository GitHub has them with Enterprise alone; without it: gh variable set LOCKSTEP_DEPLOY --repo acme/backup --body dispatch",
    ],
  ],
  [
    "the same where deploys are dispatched",
    { ...withEnvironment("shared", { reviewers: [], preventsSelfReview: false }), deployMode: known("dispatch") },
    [],
  ],
  [
    "self-approval, and a bypass by administrators: the reviewers and the wait that there are stay",
    withEnvironment("app-prod", { preventsSelfReview: false, adminsBypass: true, waitMinutes: 30 }),
    [
      "LACKING  environment app-prod is approved by others than who began the deploy: got self-approval allowed; use",
      `           ${environments.replace("{", '{"wait_timer":30,')}${known42}${policy} | ${put("app-prod")}`,
      "LACKING  environment app-prod is not bypassed by administrators: got bypass allowed; use",
      `           ${bypass("app-prod")}`,
    ],
  ],
  [
    "no word of administrators",
    withEnvironment("app-prod", { adminsBypass: undefined }),
    [
      "unknown  environment app-prod is not bypassed by administrators: could not be asked, needs an answer of GitHub that says it",
    ],
  ],
  [
    "environments that every branch deploys to",
    { environments: known([...answerOf(completeGitHub.environments)].map(openBranches)) },
    [
      "LACKING  environment app-nonprod is deployed from main only: got every branch with classic protection, which is every branch while none has it; use",
      `           ${environments.replace("true", "false")}${policy} | ${put("app-nonprod")}`,
      `           ${post("app-nonprod")}`,
      "LACKING  environment app-prod is deployed from main only: got every branch; use",
      `           ${environments}${known42}${policy} | ${put("app-prod")}`,
      `           ${post("app-prod")}`,
    ],
  ],
  [
    "an environment of other branches and tags",
    {
      branches: new Map([
        ...completeGitHub.branches,
        [
          "app-prod",
          known([
            { id: 1, name: "release/*", type: "branch" },
            { id: 2, name: "main", type: "tag" },
          ]),
        ],
      ]),
    },
    [
      "LACKING  environment app-prod is deployed from main only: got release/*, tag main; use",
      `           ${post("app-prod")}`,
      "           gh api --method DELETE repos/acme/backup/environments/app-prod/deployment-branch-policies/1",
      "           gh api --method DELETE repos/acme/backup/environments/app-prod/deployment-branch-policies/2",
    ],
  ],
  [
    "no ruleset",
    { rules: known({ reviews: [], checks: [], types: new Set(), rulesets: [] }), rulesets: known([]) },
    [
      "LACKING  main takes pull requests only, approved by a code owner and somebody else than who pushed last: got no ruleset that asks for pull requests; use",
      "LACKING  main requires check validate-gate of GitHub Actions: got no ruleset that requires it; use",
      "LACKING  main requires check plan-gate of GitHub Actions: got no ruleset that requires it; use",
      "LACKING  main is not deleted: got no ruleset that refuses it; use",
      "LACKING  main is not moved by force: got no ruleset that refuses it; use",
      "LACKING  nobody bypasses the rulesets of main: got no ruleset; use",
    ].flatMap((line) => [line, `           ${make}`]),
  ],
  [
    "pull requests that nobody has to approve",
    {
      rules: known({
        ...rules,
        reviews: [
          {
            required_approving_review_count: 0,
            dismiss_stale_reviews_on_push: false,
            require_code_owner_review: false,
            require_last_push_approval: false,
          },
        ],
      }),
    },
    [
      "LACKING  main takes pull requests only, approved by a code owner and somebody else than who pushed last: got rulesets without an approval, a code owner's review, stale approvals dismissed, the last push approved by somebody else; use",
      `           ${mend}`,
    ],
  ],
  [
    "what one ruleset asks for another need not",
    {
      rules: known({
        ...rules,
        reviews: [
          { ...review, require_code_owner_review: false },
          { ...review, required_approving_review_count: 0, require_last_push_approval: false },
        ],
      }),
    },
    [],
  ],
  [
    "a check that anybody sets",
    { rules: known({ ...rules, checks: [...rules.checks.slice(0, 1), { name: "plan-gate", app: null }] }) },
    [
      "LACKING  main requires check plan-gate of GitHub Actions: got one that anybody who may write can set; use",
      `           ${mend}`,
    ],
  ],
  [
    "rulesets that some may do without",
    {
      rulesets: known([
        { id: 7, name: "lockstep", isOwn: true, bypass: ["Team 42 always"] },
        { id: 8, name: "other", isOwn: true, bypass: ["DeployKey always"] },
        { id: 9, name: "lockstep", isOwn: false, bypass: ["OrganizationAdmin 1 always", "Integration 3 pull_request"] },
      ]),
    },
    [
      "LACKING  nobody bypasses the rulesets of main: got Team 42 always in lockstep, DeployKey always in other, OrganizationAdmin 1 always and Integration 3 pull_request in lockstep; use",
      `           ${mend}`,
      "           # https://github.com/acme/backup/settings/rules/8: empty the bypass list",
      "           # https://github.com/organizations/acme/settings/rules/9: empty the bypass list",
    ],
  ],
  [
    "a bypass list that is told to administrators only",
    { rulesets: known([{ id: 7, name: "lockstep", isOwn: true, bypass: null }]) },
    [
      "unknown  nobody bypasses the rulesets of main: could not be asked, needs an administrator's token: GitHub tells nobody else who does",
    ],
  ],
  [
    "no code owners",
    { codeOwners: known(null) },
    [
      "LACKING  code owners on main: got no CODEOWNERS, so that nobody's approval is asked for; use",
      "           npm run -s lockstep -- bootstrap --github --owners @organization/team # writes .github/CODEOWNERS; commit it",
    ],
  ],
  [
    "code owners that are nobody, and files without one",
    {
      codeOwners: known({
        place: "CODEOWNERS",
        text: "/src/ @acme/security\n/stacks/ @acme/security\n/config/ @acme/backup-team\n/.github/ @acme/security\n/package*.json @acme/security\n/.terraform.lock.hcl @acme/security\n/config/plans/",
        errors: ["line 1: Unknown owner, /src/ @acme/security"],
      }),
    },
    [
      "LACKING  CODEOWNERS has no line that GitHub passes over: got line 1: Unknown owner, /src/ @acme/security; use",
      "           # mend CODEOWNERS: owners must exist, and may write to the repository",
      "LACKING  everything that has no other owner has code owners: got nobody in CODEOWNERS; use",
      "           # add to CODEOWNERS: * @organization/team",
      "LACKING  /config/plans/ has code owners: got nobody in CODEOWNERS; use",
      "           # add to CODEOWNERS: /config/plans/ @organization/team",
    ],
  ],
  [
    "every action, by any tag",
    { actions: known({ enabled: true, allowed: "all", isPinned: false, selected: null }) },
    [
      "LACKING  only GitHub's own actions, aws-actions/configure-aws-credentials and hashicorp/setup-terraform run, pinned by commit: got every action, tags and branches besides commits; use",
      `           echo '{"enabled":true,"allowed_actions":"selected","sha_pinning_required":true}' | gh api --method PUT ${access} --input -`,
      `           echo '{"github_owned_allowed":true,"verified_allowed":false,"patterns_allowed":["aws-actions/configure-aws-credentials@*","hashicorp/setup-terraform@*"]}' | gh api --method PUT ${access}/selected-actions --input -`,
    ],
  ],
  [
    "actions of verified creators, and one more",
    {
      actions: known({
        ...actions,
        selected: { github_owned_allowed: true, verified_allowed: true, patterns_allowed: ["mallory/*"] },
      }),
    },
    [
      "LACKING  only GitHub's own actions, aws-actions/configure-aws-credentials and hashicorp/setup-terraform run, pinned by commit: got those of every verified creator, mallory/* besides; use",
      `           echo '{"enabled":true,"allowed_actions":"selected","sha_pinning_required":true}' | gh api --method PUT ${access} --input -`,
      `           echo '{"github_owned_allowed":true,"verified_allowed":false,"patterns_allowed":["aws-actions/configure-aws-credentials@*","hashicorp/setup-terraform@*"]}' | gh api --method PUT ${access}/selected-actions --input -`,
    ],
  ],
  [
    "tokens that write, and approve",
    {
      workflowPermissions: known({ default_workflow_permissions: "write", can_approve_pull_request_reviews: true }),
    },
    [
      "LACKING  a workflow's token reads, unless a job asks for more: got write; use",
      `           echo '{"default_workflow_permissions":"read","can_approve_pull_request_reviews":false}' | gh api --method PUT ${access}/workflow --input -`,
      "LACKING  workflows approve no pull request: got they may; use",
      `           echo '{"default_workflow_permissions":"read","can_approve_pull_request_reviews":false}' | gh api --method PUT ${access}/workflow --input -`,
    ],
  ],
  [
    "forks of strangers whose workflows run",
    { forks: known({ of: "public", approval_policy: "first_time_contributors" }) },
    [
      "LACKING  workflows of forks wait for approval, and get neither secrets nor a token that writes: got approval of first_time_contributors alone; use",
      `           echo '{"approval_policy":"all_external_contributors"}' | gh api --method PUT ${access}/fork-pr-contributor-approval --input -`,
    ],
  ],
  [
    "forks of a private repository that get everything",
    {
      forks: known({
        of: "private",
        run_workflows_from_fork_pull_requests: true,
        send_write_tokens_to_workflows: true,
        send_secrets_and_variables: true,
        require_approval_for_fork_pr_workflows: false,
      }),
    },
    [
      "LACKING  workflows of forks wait for approval, and get neither secrets nor a token that writes: got no approval, a token that writes, secrets; use",
      `           echo '{"run_workflows_from_fork_pull_requests":false,"send_write_tokens_to_workflows":false,"send_secrets_and_variables":false,"require_approval_for_fork_pr_workflows":true}' | gh api --method PUT ${access}/fork-pr-workflows-private-repos --input -`,
    ],
  ],
];
test.each(table)("%s", (_, facts, lines) => {
  expect(complaints(facts)).toEqual(lines);
});

function openBranches(one: GitHubEnvironment): GitHubEnvironment {
  if (one.name === "app-prod") return { ...reviewed("app-prod"), branches: "all" };
  return one.name === "app-nonprod" ? { ...one, branches: "protected" } : one;
}

test("what could not be asked is unknown, never well and never lacking", () => {
  const denied = { needs: "a token" };
  const said = judgeGitHub(
    settings,
    {
      isPrivate: denied,
      deployMode: denied,
      environments: denied,
      branches: new Map(),
      rules: denied,
      rulesets: denied,
      codeOwners: denied,
      actions: denied,
      workflowPermissions: denied,
      forks: denied,
    },
    owners,
  );

  expect(said.length).toBeGreaterThan(12);
  expect(said.filter(({ outcome }) => outcome.is !== "unknown")).toEqual([]);
});

test("one person alone needs no reviewers and no approval, and all the rest", () => {
  const estate = exampleEstate();
  const alone = githubSettings({ ...estate, pipeline: { ...estate.pipeline, alone: "one person runs it" } });
  const own = { ...review, required_approving_review_count: 0, require_code_owner_review: false };
  const facts = {
    ...completeGitHub,
    environments: known(
      alone.environments.map(({ scope }) => ({ ...reviewed(scope), reviewers: [], preventsSelfReview: false })),
    ),
    rules: known({ ...rules, reviews: [{ ...own, require_last_push_approval: false }] }),
  };
  const of = (more: Partial<GitHubFacts>) =>
    judgeGitHub(alone, { ...facts, ...more }, owners).flatMap(({ what, outcome }) =>
      outcome.is === "ok" ? [] : [[what, outcome.is === "lacking" ? outcome.commands : []]],
    );

  expect(alone.environments.filter(({ needsReviewers }) => needsReviewers)).toEqual([]);
  expect(of({})).toEqual([]);
  expect(of({ rules: known({ ...rules, reviews: [] }) })).toEqual([
    ["main takes pull requests only; pipeline.alone does without an approval", [rulesetCall(alone, 7)]],
  ]);
  expect(rulesetCall(alone)).toContain('"required_approving_review_count":0');
  expect(githubLines(alone)).toContain("  pull requests only; pipeline.alone does without an approval");
});
