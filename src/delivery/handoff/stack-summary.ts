import type { AttributePath } from "../terraform/attribute-path.ts";
import type { PlanAction } from "../terraform/plan-json.ts";

/** What a plan of one stack comes to, without anything sensitive: all that leaves the job that made the plan. */
export interface StackSummary {
  readonly stack: string;
  /** Folder of its state, GitHub environment and role of its apply. */
  readonly scope: string;
  readonly wave: number;
  /** `not-ready`: the account does not have the pipeline's roles yet. */
  readonly outcome: "unchanged" | "changed" | "failed" | "not-ready";
  /** Sha-256 of what would change, the same for two plans of the same change; empty unless `changed`. */
  readonly digest: string;
  /** The same with what is the account's own replaced: stacks of one shape change alike. */
  readonly shape: string;
  readonly changes: readonly ChangeSummary[];
  readonly violations: readonly Violation[];
  /** What Terraform said when it failed; empty otherwise. */
  readonly error: string;
  /** Where the plan is kept for its apply; `null`: it is not, as in pull requests. */
  readonly planFile: { readonly key: string; readonly sha256: string } | null;
  /** What was done about resources that the state may not know; absent: the last apply ended well. */
  readonly recovery?: Recovery;
}

export interface Recovery {
  /** Run and attempt of the apply that did not end well; empty: the stack was retired and comes back. */
  readonly apply: string;
  /** What people are to know of what exists and is not part of this plan. */
  readonly notes: readonly string[];
}

export interface ChangeSummary {
  readonly address: string;
  readonly type: string;
  readonly actions: readonly PlanAction[];
  /** Id of something that exists and that the state gets to know by this; absent elsewhere. */
  readonly takenOver?: string;
  readonly attributes: readonly AttributeChange[];
}

export interface AttributeChange {
  readonly path: AttributePath;
  /** As text for a person; sensitive values as `(sensitive)`, unknown ones as `(known after apply)`; `null`: not there. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Something a plan would do that destroys or weakens a protection. */
export interface Violation {
  /** Stable id of the guard's rule. */
  readonly rule: string;
  readonly address: string;
  readonly action: string;
  /** What would happen and what to do. */
  readonly message: string;
  /** Why `allowances.yaml` lets it pass until when; `null`: it stops the stack. */
  readonly allowance: { readonly reason: string; readonly expires: string } | null;
}
