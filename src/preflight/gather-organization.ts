import {
  DescribeOrganizationCommand,
  DescribeResourcePolicyCommand,
  type OrganizationsClient,
  paginateListAccounts,
  paginateListAccountsForParent,
  paginateListAWSServiceAccessForOrganization,
  paginateListDelegatedAdministrators,
  paginateListOrganizationalUnitsForParent,
  paginateListParents,
  paginateListPoliciesForTarget,
  paginateListRoots,
} from "@aws-sdk/client-organizations";
import type { Estate, Unit } from "../model.ts";
import { ask } from "./ask.ts";
import type { Facts, PolicyStatement, UnitFact } from "./facts.ts";
import { backupService, stackSetsService } from "./organization-checks.ts";

type OrganizationFacts = Pick<
  Facts,
  | "organization"
  | "policyTypes"
  | "resourceControlPolicies"
  | "trustedServices"
  | "delegates"
  | "delegationPolicy"
  | "accounts"
  | "units"
>;

/** Asks AWS Organizations; one question after the other, its limits are low. */
export async function gatherOrganization(client: OrganizationsClient, estate: Estate): Promise<OrganizationFacts> {
  const from = { client };
  const organization = await ask("organizations:DescribeOrganization", async () => {
    const { Organization } = await client.send(new DescribeOrganizationCommand({}));
    return {
      id: Organization?.Id ?? "",
      managementAccountId: Organization?.MasterAccountId ?? "",
      allFeatures: Organization?.FeatureSet === "ALL",
    };
  });
  const policyTypes = await ask("organizations:ListRoots", async () => {
    const roots = await all(paginateListRoots(from, {}), ({ Roots }) => Roots);
    const root = roots.find(({ Id }) => Id === estate.organization.rootId);
    return (root?.PolicyTypes ?? []).flatMap(({ Type, Status }) => (Type && Status === "ENABLED" ? [Type] : []));
  });
  const resourceControlPolicies =
    "needs" in policyTypes ? policyTypes : await resourceControlPoliciesOf(client, estate, policyTypes.answer);
  const trustedServices = await ask("organizations:ListAWSServiceAccessForOrganization", async () => {
    const pages = paginateListAWSServiceAccessForOrganization(from, {});
    return (await all(pages, (page) => page.EnabledServicePrincipals)).flatMap(
      ({ ServicePrincipal }) => ServicePrincipal ?? [],
    );
  });
  const accounts = await ask("organizations:ListAccounts", async () => {
    const found = await all(paginateListAccounts(from, {}), ({ Accounts }) => Accounts);
    // Status was retired in September 2026; stand-ins and older endpoints still have nothing else
    return new Map(found.flatMap(({ Id, State, Status }) => (Id ? [[Id, State ?? Status ?? "of unknown state"]] : [])));
  });

  return {
    organization,
    policyTypes,
    resourceControlPolicies,
    trustedServices,
    accounts,
    delegates: {
      [backupService]: await delegatesOf(client, backupService),
      [stackSetsService]: await delegatesOf(client, stackSetsService),
    },
    delegationPolicy: await delegationPolicyOf(client),
    units: await unitsOf(client, estate, "answer" in accounts ? accounts.answer : new Map()),
  };
}

const resourceControlPoliciesOf = (client: OrganizationsClient, estate: Estate, policyTypes: readonly string[]) =>
  ask("organizations:ListPoliciesForTarget", async () => {
    const Filter = "RESOURCE_CONTROL_POLICY";
    // while a type is off nothing of it is attached
    if (!policyTypes.includes(Filter)) return [];
    const pages = paginateListPoliciesForTarget({ client }, { TargetId: estate.organization.rootId, Filter });
    return (await all(pages, ({ Policies }) => Policies)).flatMap(({ Name }) => Name ?? []);
  });

const delegatesOf = (client: OrganizationsClient, ServicePrincipal: string) =>
  ask("organizations:ListDelegatedAdministrators", async () => {
    const pages = paginateListDelegatedAdministrators({ client }, { ServicePrincipal });
    return (await all(pages, ({ DelegatedAdministrators }) => DelegatedAdministrators)).flatMap(({ Id }) => Id ?? []);
  });

const delegationPolicyOf = (client: OrganizationsClient) =>
  ask("organizations:DescribeResourcePolicy", async () => {
    try {
      const { ResourcePolicy } = await client.send(new DescribeResourcePolicyCommand({}));
      const { Statement } = JSON.parse(ResourcePolicy?.Content ?? "{}") as {
        Statement?: PolicyStatement | PolicyStatement[];
      };
      return { statements: [Statement ?? []].flat() };
    } catch (error) {
      if ((error as Error).name === "ResourcePolicyNotFoundException") return null;
      throw error;
    }
  });

async function unitsOf(client: OrganizationsClient, estate: Estate, known: ReadonlyMap<string, string>) {
  const units: Record<string, Facts["units"][string]> = {};
  for (const unit of estate.units) {
    const needed = "organizations:ListParents, ListAccountsForParent and ListOrganizationalUnitsForParent";
    units[unit.name] = await ask(needed, () => unitFact(client, estate, unit, known));
  }
  return units;
}

async function unitFact(
  client: OrganizationsClient,
  estate: Estate,
  unit: Unit,
  known: ReadonlyMap<string, string>,
): Promise<UnitFact> {
  const above = await ancestors(client, unit.ouId);
  if (above === null) return { orgPath: null, accountIds: [], strays: new Map() };

  const accountIds = await accountsBelow(client, unit.ouId);
  const members = estate.accounts.filter((account) => account.unit === unit.name).map(({ accountId }) => accountId);
  const strays = new Map<string, string>();
  for (const accountId of members) {
    if (accountIds.includes(accountId) || !known.has(accountId)) continue;
    const parent = await parentOf(client, accountId);
    if (parent !== undefined) strays.set(accountId, parent);
  }
  return { orgPath: [estate.organization.id, ...above, unit.ouId, ""].join("/"), accountIds, strays };
}

/** From the root down; `null`: there is no such OU. */
async function ancestors(client: OrganizationsClient, ouId: string): Promise<readonly string[] | null> {
  const path: string[] = [];
  for (let id = ouId; !id.startsWith("r-"); ) {
    const parent = await parentOf(client, id).catch((error: Error) => {
      if (["ChildNotFoundException", "OrganizationalUnitNotFoundException"].includes(error.name)) return undefined;
      throw error;
    });
    if (parent === undefined) return null;
    path.unshift(parent);
    id = parent;
  }
  return path;
}

const parentOf = async (client: OrganizationsClient, ChildId: string) =>
  (await all(paginateListParents({ client }, { ChildId }), ({ Parents }) => Parents))[0]?.Id;

async function accountsBelow(client: OrganizationsClient, ParentId: string): Promise<readonly string[]> {
  const own = await all(paginateListAccountsForParent({ client }, { ParentId }), ({ Accounts }) => Accounts);
  const units = await all(
    paginateListOrganizationalUnitsForParent({ client }, { ParentId }),
    ({ OrganizationalUnits }) => OrganizationalUnits,
  );
  const ids = own.flatMap(({ Id }) => Id ?? []);
  for (const { Id } of units) if (Id) ids.push(...(await accountsBelow(client, Id)));
  return ids;
}

async function all<Page, Item>(pages: AsyncIterable<Page>, items: (page: Page) => Item[] | undefined): Promise<Item[]> {
  const found: Item[] = [];
  for await (const page of pages) found.push(...(items(page) ?? []));
  return found;
}
