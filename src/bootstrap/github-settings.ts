import type { Estate } from "../model.ts";
import {
  hubApplyRole,
  hubDeployPlanRole,
  hubPlanRole,
  pipelineScopes,
  roleArn,
  type Scope,
  unreviewedScopes,
} from "../names.ts";
import { requiredChecks } from "./github-rules.ts";

/** What somebody has to set on GitHub, once. */
export interface GitHubSettings {
  readonly repository: string;
  readonly branch: string;
  /** Whether config says why nobody but the author of a change has to agree to it. */
  readonly isAlone: boolean;
  readonly environments: readonly Environment[];
  /** Of the repository: every job can read them. None is a secret. */
  readonly variables: Variables;
  /** Of the repository too, each only for who needs it. */
  readonly optionalVariables: readonly OptionalVariable[];
  /** Jobs that must be green before a merge; GitHub Actions must have run them. */
  readonly requiredChecks: readonly string[];
}

export interface Environment {
  readonly scope: Scope;
  readonly wave: number;
  /** Whether an apply waits for somebody. */
  readonly needsReviewers: boolean;
  /** Of the environment: only its jobs can read them. None is a secret. */
  readonly variables: Variables;
}

/** Values by name. */
export type Variables = Readonly<Record<string, string>>;

export interface OptionalVariable {
  readonly name: string;
  readonly value: string;
  /** Who needs it. */
  readonly onlyIf: string;
}

/** Variable of the repository that says when a merge is applied. */
export const deployVariable = "LOCKSTEP_DEPLOY";
/** Its value where nothing is applied before somebody accepts the report of its plans. */
export const deployByDispatch = "dispatch";

export function githubSettings(estate: Estate): GitHubSettings {
  const { pipeline, shared, management } = estate;
  const scopes = pipelineScopes.filter(({ scope }) => scope !== "management" || management);
  const hub = (role: string) => roleArn(estate, shared.accountId, role);

  return {
    repository: pipeline.repository,
    branch: pipeline.branch,
    isAlone: pipeline.alone !== null,
    environments: scopes.map(({ scope, wave }) => ({
      scope,
      wave,
      needsReviewers: pipeline.alone === null && !unreviewedScopes.includes(scope),
      variables: { LOCKSTEP_APPLY_ROLE: hub(hubApplyRole(scope)) },
    })),
    variables: {
      LOCKSTEP_REGION: shared.region,
      LOCKSTEP_PLAN_ROLE: hub(hubPlanRole),
      LOCKSTEP_DEPLOY_PLAN_ROLE: hub(hubDeployPlanRole),
    },
    optionalVariables: [
      { name: deployVariable, value: deployByDispatch, onlyIf: "your environments cannot require reviewers" },
    ],
    requiredChecks,
  };
}
