import { accountGuardrails } from "./guardrails/account-guardrails.ts";
import { alertGuardrails } from "./guardrails/alert-guardrails.ts";
import { type CentralGuardrailProps, centralGuardrails } from "./guardrails/central-guardrails.ts";
import { type KeyGuardrailProps, keyGuardrails } from "./guardrails/key-guardrails.ts";
import { type RoleGuardrailProps, roleGuardrails } from "./guardrails/role-guardrails.ts";
import { type VaultGuardrailProps, vaultGuardrails } from "./guardrails/vault-guardrails.ts";
import type { Statement } from "./policy-document.ts";

export interface GuardrailProps
  extends VaultGuardrailProps,
    KeyGuardrailProps,
    RoleGuardrailProps,
    CentralGuardrailProps {
  /** What the names of all guarded vaults, keys, roles and rules start with. */
  readonly prefix: string;
  /** Accounts that may not be closed: a closed account loses its vaults after 90 days, locked or not. */
  readonly keptAccountIds: readonly string[];
  readonly pipelineRoleArn: string;
  readonly custodianRoleArn: string;
  /** The roles with which CloudFormation deploys the pipeline's own roles. */
  readonly stackSetRoleArn: string;
  /** The account in which a person applies `bootstrap`, which makes roles and keys of Lockstep's name. */
  readonly bootstrapAccountId: string;
}

/**
 * A service control policy for the root. It binds every account but the management account, root users included, and
 * outside the central accounts names nothing that is not Lockstep's own, so that other teams' backups are none of its
 * business. Whoever meets a denial reads "with an explicit deny in a service control policy": docs/duties.md says whose
 * work it is, and docs/runbooks/break-glass.md what to do when nobody of these can.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html; aws-samples/service-control-policy-examples;
 * for wildcards within actions docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
 */
export const guardrailStatements = (props: GuardrailProps): readonly Statement[] => [
  ...vaultGuardrails(props),
  ...keyGuardrails(props),
  ...roleGuardrails(props),
  ...alertGuardrails(props.prefix, props.pipelineRoleArn),
  ...centralGuardrails(props),
  ...accountGuardrails(props.keptAccountIds),
];
