import type { GitHubSettings, Variables } from "./github-settings.ts";

const call = (method: string, path: string, body: unknown) =>
  `gh api --method ${method} ${path} --input - <<JSON\n${JSON.stringify(body)}\nJSON`;

/**
 * The settings as calls of GitHub's command line, for a shell. Running them again changes nothing, but for the ruleset,
 * whose name GitHub then says is taken.
 */
export function githubCalls(settings: GitHubSettings): readonly string[] {
  const { repository, branch, environments, variables, optionalVariables, requiredChecks } = settings;
  const [owner] = repository.split("/");
  const at = `repos/${repository}`;
  const set = (values: Variables, place: string) =>
    Object.entries(values).map(
      ([name, value]) => `gh variable set ${name} ${place}--repo ${repository} --body ${value}`,
    );

  return [
    "TEAM=backup-approvers # the team that approves, by its slug",
    `TEAM_ID=$(gh api orgs/${owner}/teams/$TEAM --jq .id)`,
    ...environments.flatMap(({ scope, needsReviewers, variables }) => [
      call("PUT", `${at}/environments/${scope}`, {
        prevent_self_review: needsReviewers,
        reviewers: needsReviewers ? [{ type: "Team", id: "TEAM_ID" }] : [],
        deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
        // a number, which JSON can't name by a variable
      }).replace('"TEAM_ID"', "$TEAM_ID"),
      `gh api --method POST ${at}/environments/${scope}/deployment-branch-policies -f name=${branch} -f type=branch`,
      ...set(variables, `--env ${scope} `),
    ]),
    ...set(variables, ""),
    ...optionalVariables.flatMap(({ name, value, onlyIf }) => [
      `# only if ${onlyIf}:`,
      ...set({ [name]: value }, "").map((line) => `# ${line}`),
    ]),
    call("PUT", `${at}/actions/permissions/workflow`, {
      default_workflow_permissions: "read",
      can_approve_pull_request_reviews: false,
    }),
    call("POST", `${at}/rulesets`, {
      name: "lockstep",
      target: "branch",
      enforcement: "active",
      bypass_actors: [],
      conditions: { ref_name: { include: [`refs/heads/${branch}`], exclude: [] } },
      rules: [
        { type: "deletion" },
        { type: "non_fast_forward" },
        {
          type: "pull_request",
          parameters: {
            required_approving_review_count: 1,
            dismiss_stale_reviews_on_push: true,
            require_code_owner_review: true,
            require_last_push_approval: true,
            required_review_thread_resolution: true,
          },
        },
        {
          type: "required_status_checks",
          parameters: {
            strict_required_status_checks_policy: false,
            required_status_checks: requiredChecks.map((context) => ({ context })),
          },
        },
      ],
    }),
  ];
}
