import { joined } from "./found-again.ts";
import type { ResourceType } from "./resource-type.ts";

export const keyType = "aws_kms_key";
export const keyAliasType = "aws_kms_alias";

/** What backups, alerts and the state are encrypted with. */
export const keys = {
  [keyType]: {
    noun: ["key", "keys"],
    loss: "the key, and with it every backup that it encrypts",
    preventDestroy: true,
    isTagged: true,
    foundAgain: { by: "description" },
    document: { attribute: "policy", kind: "resource" },
    settings: [
      { attribute: "is_enabled", rule: "key-weakened", weaker: "turned off" },
      { attribute: "enable_key_rotation", rule: "key-weakened", weaker: "turned off" },
      { attribute: "deletion_window_in_days", rule: "key-weakened", weaker: "lowered" },
    ],
    words: { deletion_window_in_days: ["waiting time before deletion of key", "d"] },
    whenRetired: "keys",
  },
  aws_kms_key_policy: {
    noun: ["key policy", "key policies"],
    loss: "the key's policy",
    preventDestroy: false,
    isTagged: false,
    foundAgain: { by: "putting it again" },
    notInStacks: "a key's policy stands in the key: one beside it would undo it at the next apply",
    document: { attribute: "policy", kind: "resource" },
  },
  [keyAliasType]: {
    noun: ["key alias", "key aliases"],
    loss: "the name by which the key is found",
    preventDestroy: false,
    isTagged: false,
    foundAgain: { by: "id", id: ({ name }) => joined(name) },
    oneEach: { attribute: "name", refersTo: null },
    settings: [{ attribute: "target_key_id", rule: "alias-redirected", weaker: "changed" }],
  },
} as const satisfies Readonly<Record<string, ResourceType>>;
