import { describe, expect, test } from "vitest";
import { accountClasses } from "../../src/model.ts";
import { boundaryPolicy } from "../../src/names.ts";
import { allowEverything } from "../support/policy-document.ts";
import { changeBoundary, changeUser, destroy, rolesOf, takeOver } from "./support/attacks.ts";
import { awsManagedPolicies } from "./support/aws-managed-policies.ts";
import { list } from "./support/documents.ts";
import { example, type Request, target } from "./support/organization.ts";
import { central, shared } from "./support/places.ts";

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

test.each(made)("$name in $accountId has the boundary", ({ accountId, name }) => {
  const [boundary] = example.written.filter((one) => one.of === boundaryPolicy && one.accountId === accountId);

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
      .without("NobodyDestroys", "key policy")
      .without("Vaults", "service control policy")
      .without("Locks", "service control policy")
      .without("Keys", "service control policy")
      .without("KeyPolicies", "service control policy")
      .without("CentralBackupsStay", "service control policy")
      .without("Roles", "service control policy");
    const role = () => ({ ...bare.role(accountId, name), policies: [allowEverything] });
    const lethal = regions.flatMap((region) => destroy(bare, accountId, region));

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

test.each(Object.keys(awsManagedPolicies))("leaves %s what it needs", async (arn) => {
  const { accountId } = central.prod;
  const needed = list(awsManagedPolicies[arn]?.Statement).flatMap(({ Action }) => list(Action));
  const role = { ...example.administrator(accountId), boundary: example.role(accountId, made[0]?.name ?? "").boundary };
  const requests = needed.map((action): Request => [action, anyOf(action, accountId)]);

  expect(await example.denied(role, requests)).toEqual([]);
});

function anyOf(action: string, accountId: string) {
  const [service = ""] = action.split(":");
  const region = "eu-west-2";
  switch (service) {
    case "kms":
      return example.key(accountId, region);
    case "iam":
      return target(`arn:aws:iam::${accountId}:role/of-an-instance`, accountId);
    case "s3":
      return target("arn:aws:s3:::data/object", accountId);
    case "rds":
      return target(`arn:aws:rds:${region}:${accountId}:db:orders`, accountId);
    case "ec2":
      return action === "ec2:RunInstances"
        ? target(`arn:aws:ec2:${region}:${accountId}:instance/i-0123456789abcdef0`, accountId)
        : action === "ec2:CreateVolume"
          ? target(`arn:aws:ec2:${region}:${accountId}:volume/vol-0123456789abcdef0`, accountId)
          : action === "ec2:DeregisterImage"
            ? target(`arn:aws:ec2:${region}::image/ami-0123456789abcdef0`, accountId)
            : target(`arn:aws:ec2:${region}::snapshot/snap-0123456789abcdef0`, accountId);
    default:
      return action.endsWith("Vault") && action !== "backup:CopyFromBackupVault"
        ? example.vault(accountId, region)
        : example.recoveryPoint(accountId, region);
  }
}
