import { joined } from "./found-again.ts";
import type { ResourceType } from "./resource-type.ts";

export const vaultType = "aws_backup_vault";
export const vaultLockType = "aws_backup_vault_lock_configuration";

/** Where recovery points lie, and what keeps them there. */
export const vaults = {
  [vaultType]: {
    noun: ["vault", "vaults"],
    loss: "the vault, and every backup in it",
    preventDestroy: true,
    isTagged: true,
    foundAgain: { by: "id", id: ({ name }) => joined(name) },
    oneEach: { attribute: "name", refersTo: null },
    settings: [{ attribute: "force_destroy", rule: "force-destroy", weaker: "turned on" }],
    whenRetired: "vaults",
  },
  aws_backup_logically_air_gapped_vault: {
    noun: ["air-gapped vault", "air-gapped vaults"],
    loss: "the vault, and every backup in it",
    preventDestroy: true,
    isTagged: true,
    foundAgain: { by: "id", id: ({ name }) => joined(name) },
    notInStacks: "no stack makes one yet; who does first decides who may copy into it",
    isLock: true,
    words: {
      min_retention_days: ["shortest retention of air-gapped vault", "d"],
      max_retention_days: ["longest retention of air-gapped vault", "d"],
    },
    whenRetired: "vaults",
  },
  [vaultLockType]: {
    noun: ["vault lock", "vault locks"],
    loss: "the lock: backups can be deleted early",
    preventDestroy: true,
    isTagged: false,
    // one that is not final would be replaced if it were taken over
    foundAgain: {
      by: "putting it again",
      unless: { ignores: "changeable_for_days", id: ({ backup_vault_name }) => joined(backup_vault_name) },
    },
    mayIgnore: /^changeable_for_days$/,
    mayIgnoreIf: "lock.final",
    oneEach: { attribute: "backup_vault_name", refersTo: vaultType },
    isLock: true,
    words: {
      min_retention_days: ["shortest retention of lock", "d"],
      max_retention_days: ["longest retention of lock", "d"],
      changeable_for_days: ["cooling-off of lock", "d"],
    },
  },
  aws_backup_vault_policy: {
    noun: ["vault access policy", "vault access policies"],
    loss: "the access policy: nothing keeps an administrator from deleting backups",
    preventDestroy: false,
    isTagged: false,
    foundAgain: { by: "putting it again" },
    oneEach: { attribute: "backup_vault_name", refersTo: vaultType },
    document: { attribute: "policy", kind: "resource", denies: true },
  },
} as const satisfies Readonly<Record<string, ResourceType>>;
