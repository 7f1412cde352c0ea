import { describe, expect, test } from "vitest";
import { accountClasses } from "../../../src/model.ts";
import { boundaryOf } from "../../../src/names.ts";
import { allowEverything } from "../../emulator/model/policy-document.ts";
import { byGuardrailsAlone, changeBoundary, changeUser, destroy, rolesOf, takeOver } from "../organization/attacks.ts";
import { example, target } from "../organization/organization.ts";
import { central, shared } from "../organization/places.ts";

/** The roles that the pipeline creates: all but those that are there before it. */
const made = [
  ...accountClasses.map((cls) => central[cls].accountId),
  shared.accountId,
  ...example.estate.accounts.map(({ accountId }) => accountId),
].flatMap((accountId) =>
  rolesOf(example, accountId)
    .filter((name) => !/-pipeline-|-hub-|-vault-custodian$/.test(name))
    .map((name) => ({ accountId, name })),
);

test.each(made)("$name in $accountId has the boundary of its name", ({ accountId, name }) => {
  const [boundary] = example.written.filter((one) => one.of === boundaryOf(name) && one.accountId === accountId);

  expect(boundary).toBeDefined();
  expect(example.role(accountId, name).boundary).toBe(boundary?.document);
});

describe.each(rolesOf(example, central.prod.accountId).filter((name) => made.some((one) => one.name === name)))(
  "%s, even with everything allowed to it",
  (name) => {
    const { accountId, regions } = central.prod;
    // as if the vault's policy, the key's and the guardrail had all been lifted
    const bare = ["NobodyDeletesOrShortens", "OnlyCustodianUnlocks", "OnlyPipelineLocks"]
      .reduce((in_, sid) => in_.without(sid, "vault policy"), example)
      .without("OnlyPipelineOrCustodianChangesThis")
      .without("OnlyPipelineChangesThis")
      .without("NobodyDestroys", "key policy")
      .without("Vaults", "service control policy")
      .without("VaultPolicies", "service control policy")
      .without("CentralDuties", "service control policy")
      .without("CentralRestores", "service control policy")
      .without("Locks", "service control policy")
      .without("Keys", "service control policy")
      .without("KeyPolicies", "service control policy")
      .without("CentralBackupsStay", "service control policy")
      .without("Roles", "service control policy");
    const role = () => ({ ...bare.role(accountId, name), policies: [allowEverything] });
    const lethal = regions
      .flatMap((region) => destroy(bare, accountId, region))
      .filter(([action]) => !byGuardrailsAlone.includes(action));

    test("can't lose a backup, though nothing else would stop it", async () => {
      expect(await bare.allowed(role(), lethal)).toEqual([]);
      expect(await bare.denied({ ...role(), boundary: null }, lethal)).toEqual([]);
    });

    test("can't take or change a role, nor the boundary", async () => {
      const attacks = rolesOf(bare, accountId).flatMap((one) => takeOver(bare, accountId, one));

      expect(await bare.allowed(role(), [...attacks, ...changeBoundary(bare, accountId)])).toEqual([]);
    });

    test("can't make users, keys to log in with, or leave the organization", async () => {
      const user = target(`arn:aws:iam::${accountId}:user/backdoor`, accountId);
      const account = target(`arn:aws:account::${accountId}:account`, accountId);

      expect(
        await bare.allowed(role(), [
          ["iam:CreateUser", user],
          ...changeUser(user),
          ["organizations:LeaveOrganization", account],
          ["account:CloseAccount", account],
        ]),
      ).toEqual([]);
    });
  },
);
