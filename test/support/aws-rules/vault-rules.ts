import { type Deployment, type Resource, vaultsIn } from "./deployment.ts";
import type { Intent } from "./intent.ts";
import { type Violation, when } from "./violation.ts";

const whole = (value: unknown): value is number => Number.isInteger(value);

/** Vaults, locks and keys are what AWS takes, stay, and are locked for ever only where somebody decided it. */
export function vaultRules(deployment: Deployment, intent: Intent): readonly Violation[] {
  const central = Object.values(intent.central).map(({ accountId }) => accountId);
  return [
    ...vaultsIn(deployment).flatMap(({ vault, lock, key }) => {
      const at = `${vault.stack}: ${vault.block.name} in ${vault.region}`;
      const { min_retention_days: min, max_retention_days: max, changeable_for_days: grace } = lock?.block ?? {};
      const isArmed = intent.armedAccountIds.includes(vault.accountId);
      return [
        ...when(!/^[a-zA-Z0-9\-_]{2,50}$/.test(String(vault.block.name)), "names", at),
        ...when(!key, "copy-key-access", `${at} has AWS's own key, which no other account can use`),
        ...when(!lock && central.includes(vault.accountId), "central-lock", `${at} is not locked`),
        // aws-backup devguide, vault lock: days are whole, from 1 to 36,500
        ...when(
          lock !== undefined && !(whole(min) && whole(max) && 1 <= min && min <= max && max <= 36_500),
          "vault-lock",
          `${at} takes ${min} to ${max} days`,
        ),
        ...when(
          grace !== undefined && !(whole(grace) && grace >= 3 && grace <= 36_500),
          "vault-lock",
          `${at} locks after ${grace} days`,
        ),
        ...when(lock !== undefined && (grace !== undefined) !== isArmed, "armed", `${at} has ${grace} days of grace`),
      ];
    }),
    ...deployment.resources.flatMap(protectionRules),
  ];
}

const kept = ["aws_backup_vault", "aws_backup_vault_lock_configuration", "aws_kms_key"];

function protectionRules({ stack, type, name, block }: Resource): readonly Violation[] {
  const lifecycle = (block.lifecycle ?? {}) as Readonly<Record<string, unknown>>;
  return [
    ...when(kept.includes(type) && lifecycle.prevent_destroy !== true, "destroyable", `${stack}: ${type}.${name}`),
    ...when(block.force_destroy === true, "destroyable", `${stack}: ${type}.${name} empties itself first`),
  ];
}
