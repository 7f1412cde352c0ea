import type { BranchRules } from "../../delivery/github/branch-rules.ts";
import type { GitHubEnvironment } from "../../delivery/github/environments.ts";
import type { Asked } from "../facts.ts";
import type { CodeOwnersFact } from "./code-owners-fact.ts";

/** What GitHub says of the repository's settings, as far as whoever asks may read them. */
export interface GitHubFacts {
  readonly isPrivate: Asked<boolean>;
  /** Value of the variable that says when a merge is applied; `null`: it is not set. */
  readonly deployMode: Asked<string | null>;
  readonly environments: Asked<readonly GitHubEnvironment[]>;
  /** Of each environment that is there and deployed from named branches: which. */
  readonly branches: ReadonlyMap<string, Asked<readonly DeploymentBranch[]>>;
  readonly rules: Asked<BranchRules>;
  /** Each ruleset that holds for the deploying branch. */
  readonly rulesets: Asked<readonly RulesetFact[]>;
  readonly codeOwners: Asked<CodeOwnersFact | null>;
  readonly actions: Asked<ActionsFact>;
  readonly workflowPermissions: Asked<WorkflowPermissions>;
  /** Whose workflows wait for approval, in a public repository; in a private one what forks get. */
  readonly forks: Asked<ForksFact>;
}

export interface DeploymentBranch {
  readonly id: number;
  readonly name: string;
  readonly type: string;
}

export interface RulesetFact {
  readonly id: number;
  readonly name: string;
  /** Whether it is the repository's own, and not its organization's. */
  readonly isOwn: boolean;
  /** Who may do without it, as `Team 42 always`; `null`: told to administrators only. */
  readonly bypass: readonly string[] | null;
}

export interface ActionsFact {
  readonly enabled: boolean;
  /** `all`, `local_only` or `selected`. */
  readonly allowed: string;
  readonly isPinned: boolean;
  /** With `selected`. */
  readonly selected: {
    readonly github_owned_allowed: boolean;
    readonly verified_allowed: boolean;
    readonly patterns_allowed: readonly string[];
  } | null;
}

export interface WorkflowPermissions {
  readonly default_workflow_permissions: string;
  readonly can_approve_pull_request_reviews: boolean;
}

export type ForksFact =
  | { readonly of: "public"; readonly approval_policy: string }
  | {
      readonly of: "private";
      readonly run_workflows_from_fork_pull_requests: boolean;
      readonly send_write_tokens_to_workflows: boolean;
      readonly send_secrets_and_variables: boolean;
      readonly require_approval_for_fork_pr_workflows: boolean;
    };
