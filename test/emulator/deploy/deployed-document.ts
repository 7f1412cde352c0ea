import type { ModelledPolicyType } from "../model/organizations/policy-content.ts";
import type { Document } from "../model/policy-document.ts";

/** Documents of IAM's language. */
export type PolicyKind =
  | "trust"
  | "inline policy"
  | "managed policy"
  | "vault policy"
  | "key policy"
  | "service control policy"
  | "resource control policy"
  | "delegation policy";

/** Policies of the organization, by their type. */
export const policyKinds = {
  BACKUP_POLICY: "backup policy",
  SERVICE_CONTROL_POLICY: "service control policy",
  RESOURCE_CONTROL_POLICY: "resource control policy",
} as const satisfies Readonly<Record<ModelledPolicyType, PolicyKind | "backup policy">>;

interface Place {
  /** `""`: the same in every account, as the roles that a StackSet makes. */
  readonly accountId: string;
  /** `""` for what an account has once. */
  readonly region: string;
  /** Name of the role, policy or vault; alias of the key. */
  readonly of: string;
}

/** A policy document with the place it is put. */
export type DeployedDocument = Place &
  (
    | { readonly kind: PolicyKind; readonly document: Document }
    | { readonly kind: "backup policy"; readonly document: object }
  );

/** Changes a document before it is put; given back as it is, it stays. */
export type Mutate = (written: DeployedDocument) => object;
