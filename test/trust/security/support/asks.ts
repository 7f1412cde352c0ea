import { groupBy } from "../../../../src/group-by.ts";
import { accountClasses } from "../../../../src/model.ts";
import { accountPlaces } from "../../organization/account-places.ts";
import { rolesOf } from "../../organization/attacks.ts";
import type { Organization } from "../../organization/organization.ts";
import { account, central, shared } from "../../organization/places.ts";
import { providerCalls } from "../../organization/provider-calls.ts";
import type { Ask } from "./ask.ts";
import { asksOfAccount } from "./asks-of-account.ts";
import { asksOfOrganization } from "./asks-of-organization.ts";
import { asksOfShared } from "./asks-of-shared.ts";
import { asksOfVault, type VaultPlace } from "./asks-of-vault.ts";

const local = (where: string): VaultPlace => {
  const { accountId, regions, class: cls } = account(where);
  return { where, accountId, region: regions[0] ?? "", class: cls, kind: "local" };
};
const vaultPlaces: readonly VaultPlace[] = [
  ...["payments-prod", "warehouse-prod", "sandbox"].map(local),
  ...accountClasses.map(
    (cls): VaultPlace => ({
      where: `central ${cls === "prod" ? "prod" : "non-prod"}`,
      accountId: central[cls].accountId,
      region: central[cls].regions[0] ?? "",
      class: cls,
      kind: "central",
    }),
  ),
];

/** What no classification can know: what is dangerous by the words of a request, and what somebody has to be let do. */
export const asks: readonly Ask[] = [
  ...vaultPlaces.flatMap(asksOfVault),
  ...accountPlaces.flatMap(asksOfAccount),
  ...asksOfOrganization,
  ...asksOfShared,
];

/** What the provider asks for on behalf of an account's stacks: the work of the pipeline's roles there. */
export function pipelineAsks(in_: Organization, accountId: string): readonly Ask[] {
  const own = in_.resources.filter((resource) => resource.accountId === accountId && resource.stack !== "bootstrap");
  return [...groupBy(own, ({ stack }) => stack)].flatMap(([stack, resources]) =>
    (["read", "create", "update"] as const).map(
      (how): Ask => ({
        what: `${how} what the stack ${stack} holds`,
        where: "Terraform",
        requests: (now) => {
          const requests = resources.flatMap((resource) => providerCalls(now, resource)[how]);
          return [...new Map(requests.map((request) => [JSON.stringify(request), request])).values()];
        },
      }),
    ),
  );
}

/** What workflows ask for with GitHub's token. */
export const workflowAsks: readonly Ask[] = [
  {
    what: "take a hub role",
    where: "shared",
    requests: (in_) =>
      rolesOf(in_, shared.accountId)
        .filter((name) => name.includes("-hub-"))
        .map((name) => ["sts:AssumeRoleWithWebIdentity", in_.roleTarget(shared.accountId, name)]),
  },
];
