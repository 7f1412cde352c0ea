/** The part of `terraform show -json <plan>` that is read here. Source: developer.hashicorp.com/terraform/internals/json-format */
export interface PlanJson {
  readonly terraform_version: string;
  readonly resource_changes?: readonly ResourceChange[];
  /** What changed outside Terraform since the last apply. */
  readonly resource_drift?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, Change>>;
  readonly errored?: boolean;
}

export interface ResourceChange {
  readonly address: string;
  readonly previous_address?: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly provider_name: string;
  readonly change: Change;
  readonly action_reason?: string;
}

export type PlanAction = "no-op" | "create" | "read" | "update" | "delete" | "forget";

export interface Change {
  /** `["delete", "create"]` and `["create", "delete"]` are replacements. */
  readonly actions: readonly PlanAction[];
  readonly before: unknown;
  readonly after: unknown;
  /** `true`, or a tree of the shape of `after`, where a value is only known after the apply. */
  readonly after_unknown?: unknown;
  /** `true`, or a tree, where a value is sensitive. */
  readonly before_sensitive?: unknown;
  readonly after_sensitive?: unknown;
  readonly replace_paths?: readonly (readonly (string | number)[])[];
  readonly importing?: { readonly id?: string };
}
