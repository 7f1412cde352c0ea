import { expect, test } from "vitest";
import { allowEverything } from "../../emulator/model/policy-document.ts";
import { byGuardrailsAlone, destroy } from "../organization/attacks.ts";
import { example } from "../organization/organization.ts";
import { applies } from "../organization/pipeline.ts";
import { account, central } from "../organization/places.ts";

/** It puts policies and locks: those it is asked for. All else it is denied for good. */
const puts = ["backup:PutBackupVaultAccessPolicy", "backup:PutBackupVaultLockConfiguration", "kms:PutKeyPolicy"];

// as if the policies of vault and key and the guardrail had all been lifted
const bare = ["NobodyDeletesOrShortens", "OnlyCustodianUnlocks", "OnlyPipelineLocks"]
  .reduce((in_, sid) => in_.without(sid, "vault policy"), example)
  .without("NobodyDestroys", "key policy")
  .without("CentralBackupsStay", "service control policy")
  .without("Vaults", "service control policy")
  .without("Keys", "service control policy");

test.each([
  ["central prod", central.prod.accountId, central.prod.regions[0] ?? ""],
  ["central non-prod", central.nonprod.accountId, central.nonprod.regions[0] ?? ""],
  ["an application account", account("payments-prod").accountId, "eu-west-2"],
])(
  "in %s the apply role, even with everything allowed to it, deletes no backup, vault, lock or key",
  async (_, accountId, region) => {
    const lethal = destroy(bare, accountId, region).filter(
      ([action]) => !puts.includes(action) && !byGuardrailsAlone.includes(action),
    );
    const apply = applies(bare, accountId);

    expect(lethal.length).toBeGreaterThan(6);
    expect(await bare.allowed({ ...apply, policies: [...apply.policies, allowEverything] }, lethal)).toEqual([]);
    expect(await bare.denied({ ...apply, policies: [allowEverything] }, lethal)).toEqual([]);
  },
);
