import type { Statement } from "../policy-document.ts";
import { unless } from "./unless.ts";

export interface VaultGuardrailProps {
  readonly prefix: string;
  readonly pipelineRoleArn: string;
  readonly custodianRoleArn: string;
}

/** Vaults of Lockstep's name: the pipeline makes them and puts what guards them, the custodian alone takes that away. */
export function vaultGuardrails({ prefix, pipelineRoleArn, custodianRoleArn }: VaultGuardrailProps): Statement[] {
  const deny = (Sid: string, Action: string | readonly string[], roleArn: string): Statement => ({
    Sid,
    Effect: "Deny",
    Action,
    Resource: `arn:*:backup:*:*:backup-vault:${prefix}-*`,
    Condition: unless(roleArn),
  });
  return [
    deny(
      "Vaults",
      ["backup:DeleteBackupVault", "backup:DeleteBackupVaultAccessPolicy", "backup:DeleteBackupVaultLockConfiguration"],
      custodianRoleArn,
    ),
    // whoever puts a vault's policy can shut everybody out of it, for good: a custodian mends one by deleting it
    deny("VaultPolicies", "backup:PutBackupVaultAccessPolicy", pipelineRoleArn),
    // a vault of Lockstep's name is where copies may go: in an account that is none of its own there must be none, and
    // where there is none yet, a vault of another kind would keep Lockstep's own from being made
    deny("VaultNames", "backup:Create*Vault", pipelineRoleArn),
    deny("Locks", "backup:PutBackupVaultLockConfiguration", pipelineRoleArn),
  ];
}
