import { quoted } from "../preflight/quoted.ts";
import {
  actionsApp,
  actionsPermissions,
  forkApproval,
  ownPullRequestRule,
  privateForks,
  pullRequestRule,
  rulesetName,
  selectedActions,
  workflowPermissions,
} from "./github-rules.ts";
import type { Environment, GitHubSettings, Variables } from "./github-settings.ts";
import type { Owner } from "./owners.ts";

/** Who approves what an environment applies: somebody whose id is to be asked for, or is known. */
export type Reviewer = Owner | { readonly type: "User" | "Team"; readonly id: number };

/**
 * The settings as calls of GitHub's command line, for a shell. Running them again changes nothing, but for the ruleset,
 * whose name GitHub then says is taken, and each branch of an environment.
 */
export function githubCalls(settings: GitHubSettings, owners: readonly Owner[]): readonly string[] {
  const { environments, variables, optionalVariables, repository } = settings;
  return [
    ...environments.flatMap((environment) => [
      environmentCall(settings, environment.scope, environment.needsReviewers ? owners : []),
      branchCall(settings, environment.scope),
      ...bypassNotes(settings, environment),
      ...variableCalls(environment.variables, repository, environment.scope),
    ]),
    ...variableCalls(variables, repository),
    ...optionalVariables.flatMap(({ name, value, onlyIf }) => [
      `# only if ${onlyIf}:`,
      ...variableCalls({ [name]: value }, repository).map((line) => `# ${line}`),
    ]),
    ...actionsCalls(settings),
    workflowPermissionsCall(settings),
    "# only in a public repository:",
    `# ${forkApprovalCall(settings)}`,
    "# only in a private repository:",
    `# ${privateForksCall(settings)}`,
    rulesetCall(settings),
  ];
}

/** Makes an environment, or sets all of it again. Without reviewers whoever deploys is asked nothing. */
export function environmentCall(
  { repository }: GitHubSettings,
  scope: string,
  reviewers: readonly Reviewer[],
  waitMinutes = 0,
): string {
  return send("PUT", `repos/${repository}/environments/${scope}`, {
    ...(waitMinutes > 0 && { wait_timer: waitMinutes }),
    prevent_self_review: reviewers.length > 0,
    reviewers: reviewers.map((reviewer) => (typeof reviewer === "string" ? asked(reviewer) : reviewer)),
    deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
  });
}

/** Lets an environment be deployed from the deploying branch. */
export const branchCall = ({ repository, branch }: GitHubSettings, scope: string): string =>
  `gh api --method POST repos/${repository}/environments/${scope}/deployment-branch-policies -f name=${branch} -f type=branch`;

/** GitHub documents no call that sets it: docs.github.com/en/rest/deployments/environments */
export const bypassNote = ({ repository }: GitHubSettings, scope: string): string =>
  `# https://github.com/${repository}/settings/environments: ${scope}, "Allow administrators to bypass configured protection rules" off`;

const bypassNotes = (settings: GitHubSettings, { scope, needsReviewers }: Environment) =>
  needsReviewers ? [bypassNote(settings, scope)] : [];

function variableCalls(values: Variables, repository: string, environment?: string): readonly string[] {
  const place = environment === undefined ? "" : `--env ${environment} `;
  return Object.entries(values).map(
    ([name, value]) => `gh variable set ${name} ${place}--repo ${repository} --body ${value}`,
  );
}

/** Which actions may run. The second is refused without the first. */
export const actionsCalls = ({ repository }: GitHubSettings): readonly string[] => [
  send("PUT", `repos/${repository}/actions/permissions`, actionsPermissions),
  send("PUT", `repos/${repository}/actions/permissions/selected-actions`, selectedActions),
];

export const workflowPermissionsCall = ({ repository }: GitHubSettings): string =>
  send("PUT", `repos/${repository}/actions/permissions/workflow`, workflowPermissions);

export const forkApprovalCall = ({ repository }: GitHubSettings): string =>
  send("PUT", `repos/${repository}/actions/permissions/fork-pr-contributor-approval`, forkApproval);

export const privateForksCall = ({ repository }: GitHubSettings): string =>
  send("PUT", `repos/${repository}/actions/permissions/fork-pr-workflows-private-repos`, privateForks);

/** Makes the ruleset of the deploying branch. @param id of one that is to become it */
export function rulesetCall(settings: GitHubSettings, id?: number): string {
  const { repository, branch, isAlone, requiredChecks } = settings;
  const [method, path] = id === undefined ? ["POST", "rulesets"] : ["PUT", `rulesets/${id}`];
  return send(method, `repos/${repository}/${path}`, {
    name: rulesetName,
    target: "branch",
    enforcement: "active",
    bypass_actors: [],
    conditions: { ref_name: { include: [`refs/heads/${branch}`], exclude: [] } },
    rules: [
      { type: "deletion" },
      { type: "non_fast_forward" },
      { type: "pull_request", parameters: isAlone ? ownPullRequestRule : pullRequestRule },
      {
        type: "required_status_checks",
        parameters: {
          strict_required_status_checks_policy: false,
          required_status_checks: requiredChecks.map((context) => ({ context, integration_id: actionsApp })),
        },
      },
    ],
  });
}

interface AskedReviewer {
  readonly type: "User" | "Team";
  /** A command that prints it. */
  readonly id: string;
}

function asked(owner: Owner): AskedReviewer {
  const [name = "", team] = owner.slice(1).split("/");
  return team === undefined
    ? { type: "User", id: `$(gh api users/${name} --jq .id)` }
    : { type: "Team", id: `$(gh api orgs/${name}/teams/${team} --jq .id)` };
}

/** In one line, which stays what it is wherever it is printed. Ids that are asked for are numbers, so they lose their quotes. */
function send(method: string, path: string, body: unknown): string {
  const json = quoted(body).replace(/"(\$\([^)]*\))"/g, `'"$1"'`);
  return `echo ${json} | gh api --method ${method} ${path} --input -`;
}
