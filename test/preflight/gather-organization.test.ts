import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { expect, test, vi } from "vitest";
import type { Estate } from "../../src/model.ts";
import { gatherOrganization } from "../../src/preflight/gather-organization.ts";
import { example, known } from "./support/facts.ts";

type Said = Readonly<Record<string, unknown>>;

const refused = (name: string) => Object.assign(new Error(`${name} it is`), { name });

/** As little of AWS Organizations as a test says; whatever is not said is denied. */
function organizationThat(answers: (question: string, input: Said) => Said | undefined) {
  const asked: string[] = [];
  const client = new OrganizationsClient({ region: "eu-west-2" });
  vi.spyOn(client, "send").mockImplementation(async (command: { constructor: { name: string }; input: unknown }) => {
    const question = command.constructor.name.replace(/Command$/, "");
    asked.push(question);
    const answer = answers(question, command.input as Said);
    if (!answer) throw refused("AccessDeniedException");
    return answer;
  });
  return { client, asked };
}

/** On two pages. */
const pages = (input: Said, key: string, [first, second]: readonly [unknown, unknown]): Said =>
  input["NextToken"] === "second" ? { [key]: [second] } : { [key]: [first], NextToken: "second" };

const [unit] = example.units;
if (!unit) throw new Error("the example has a unit");
const withoutUnits: Estate = { ...example, units: [] };
const withUnit: Estate = { ...example, units: [unit] };
const members = example.accounts.filter((account) => account.unit === unit.name).map(({ accountId }) => accountId);
const { rootId } = example.organization;

test("lists are read to their last page", async () => {
  const { client } = organizationThat((question, input) => {
    switch (question) {
      case "DescribeOrganization":
        return { Organization: { Id: "o-a1b2c3d4e5", MasterAccountId: "111111111111", FeatureSet: "ALL" } };
      case "ListRoots":
        return pages(input, "Roots", [
          { Id: "r-other", PolicyTypes: [{ Type: "TAG_POLICY", Status: "ENABLED" }] },
          {
            Id: rootId,
            PolicyTypes: [
              { Type: "BACKUP_POLICY", Status: "ENABLED" },
              { Type: "RESOURCE_CONTROL_POLICY", Status: "ENABLED" },
              { Type: "SERVICE_CONTROL_POLICY", Status: "PENDING_ENABLE" },
            ],
          },
        ]);
      case "ListPoliciesForTarget":
        return input["TargetId"] === rootId && input["Filter"] === "RESOURCE_CONTROL_POLICY"
          ? pages(input, "Policies", [{ Name: "one" }, { Name: "two" }])
          : undefined;
      case "ListAWSServiceAccessForOrganization":
        return pages(input, "EnabledServicePrincipals", [
          { ServicePrincipal: "config.amazonaws.com" },
          { ServicePrincipal: "backup.amazonaws.com" },
        ]);
      case "ListAccounts":
        return pages(input, "Accounts", [
          { Id: "222222222222", State: "ACTIVE", Status: "SUSPENDED" },
          { Id: "333333333333", Status: "SUSPENDED" },
        ]);
      case "ListDelegatedAdministrators":
        return input["ServicePrincipal"] === "backup.amazonaws.com"
          ? pages(input, "DelegatedAdministrators", [{ Id: "222222222222" }, { Id: "999999999999" }])
          : { DelegatedAdministrators: [] };
      case "DescribeResourcePolicy":
        return { ResourcePolicy: { Content: '{"Statement":[{"Sid":"One"},{"Sid":"Two"}]}' } };
      default:
        return undefined;
    }
  });

  expect(await gatherOrganization(client, withoutUnits)).toEqual({
    organization: known({ id: "o-a1b2c3d4e5", managementAccountId: "111111111111", allFeatures: true }),
    policyTypes: known(["BACKUP_POLICY", "RESOURCE_CONTROL_POLICY"]),
    resourceControlPolicies: known(["one", "two"]),
    trustedServices: known(["config.amazonaws.com", "backup.amazonaws.com"]),
    accounts: known(
      new Map([
        ["222222222222", "ACTIVE"],
        ["333333333333", "SUSPENDED"],
      ]),
    ),
    delegates: {
      "backup.amazonaws.com": known(["222222222222", "999999999999"]),
      "member.org.stacksets.cloudformation.amazonaws.com": known([]),
    },
    delegationPolicy: known({ statements: [{ Sid: "One" }, { Sid: "Two" }] }),
    units: {},
  });
});

test("each answer that is denied says what the caller would have to be allowed", async () => {
  const { client } = organizationThat(() => undefined);

  expect(await gatherOrganization(client, withUnit)).toEqual({
    organization: { needs: "organizations:DescribeOrganization" },
    policyTypes: { needs: "organizations:ListRoots" },
    resourceControlPolicies: { needs: "organizations:ListRoots" },
    trustedServices: { needs: "organizations:ListAWSServiceAccessForOrganization" },
    accounts: { needs: "organizations:ListAccounts" },
    delegates: {
      "backup.amazonaws.com": { needs: "organizations:ListDelegatedAdministrators" },
      "member.org.stacksets.cloudformation.amazonaws.com": { needs: "organizations:ListDelegatedAdministrators" },
    },
    delegationPolicy: { needs: "organizations:DescribeResourcePolicy" },
    units: {
      [unit.name]: {
        needs: "organizations:ListParents, ListAccountsForParent and ListOrganizationalUnitsForParent",
      },
    },
  });
});

test("answers in which AWS says nothing claim nothing", async () => {
  const { client, asked } = organizationThat((question) =>
    question === "ListAccounts" ? { Accounts: [{ Id: "222222222222" }] } : {},
  );

  expect(await gatherOrganization(client, withoutUnits)).toMatchObject({
    organization: known({ id: "", managementAccountId: "", allFeatures: false }),
    policyTypes: known([]),
    resourceControlPolicies: known([]),
    trustedServices: known([]),
    accounts: known(new Map([["222222222222", "of unknown state"]])),
    delegates: { "backup.amazonaws.com": known([]) },
    delegationPolicy: known({ statements: [] }),
  });
  // their type is off
  expect(asked).not.toContain("ListPoliciesForTarget");
});

test.each([
  ["that is missing", () => Promise.reject(refused("ResourcePolicyNotFoundException")), known(null)],
  [
    "of one statement, written without a list,",
    async () => ({ ResourcePolicy: { Content: '{"Statement":{"Sid":"Only"}}' } }),
    known({ statements: [{ Sid: "Only" }] }),
  ],
  [
    "that AWS fails to tell",
    () => Promise.reject(refused("ServiceException")),
    { needs: "organizations:DescribeResourcePolicy to answer (ServiceException: ServiceException it is)" },
  ],
])("a delegation policy %s is told as such", async (_, answer, fact) => {
  const client = new OrganizationsClient({ region: "eu-west-2" });
  vi.spyOn(client, "send").mockImplementation(async (command: { constructor: { name: string } }) =>
    command.constructor.name === "DescribeResourcePolicyCommand" ? answer() : {},
  );

  expect((await gatherOrganization(client, withoutUnits)).delegationPolicy).toEqual(fact);
});

/** The unit within another, an OU below it, and one of its accounts elsewhere. */
function placesIn(changes: Readonly<Record<string, Said>> = {}) {
  const places: Readonly<Record<string, Said>> = {
    [`ListParents ${unit?.ouId}`]: { Parents: [{ Id: "ou-ab12-above000" }] },
    "ListParents ou-ab12-above000": { Parents: [{ Id: rootId }] },
    [`ListAccountsForParent ${unit?.ouId}`]: { Accounts: [{ Id: "666666666666" }] },
    [`ListOrganizationalUnitsForParent ${unit?.ouId}`]: { OrganizationalUnits: [{ Id: "ou-ab12-below000" }] },
    "ListAccountsForParent ou-ab12-below000": { Accounts: [{ Id: members[0] }] },
    [`ListParents ${members[1]}`]: { Parents: [{ Id: "ou-ab12-astray00" }] },
    ...changes,
  };
  return organizationThat((question, input) => {
    if (question === "ListAccounts") return { Accounts: members.map((Id) => ({ Id, State: "ACTIVE" })) };
    return places[`${question} ${input["ChildId"] ?? input["ParentId"]}`] ?? {};
  });
}

test("a unit holds what is in its OU and below it, and says where others of its accounts are", async () => {
  const { client } = placesIn();
  expect(members).toHaveLength(2);

  expect((await gatherOrganization(client, withUnit)).units).toEqual({
    [unit.name]: known({
      orgPath: `${example.organization.id}/${rootId}/ou-ab12-above000/${unit.ouId}/`,
      accountIds: ["666666666666", members[0]],
      strays: new Map([[members[1], "ou-ab12-astray00"]]),
    }),
  });
});

test("where an account is that the organization does not know, is not asked", async () => {
  const accounts = example.accounts.map((account) =>
    account.accountId === members[1] ? { ...account, accountId: "777777777777" } : account,
  );
  const { client, asked } = placesIn();

  const { units } = await gatherOrganization(client, { ...withUnit, accounts });

  expect(units[unit.name]).toMatchObject(known({ strays: new Map() }));
  expect(asked.filter((question) => question === "ListParents")).toHaveLength(2);
});

test.each([
  ["ChildNotFoundException", known({ orgPath: null, accountIds: [], strays: new Map() })],
  ["OrganizationalUnitNotFoundException", known({ orgPath: null, accountIds: [], strays: new Map() })],
  [
    "ServiceException",
    {
      needs:
        "organizations:ListParents, ListAccountsForParent and ListOrganizationalUnitsForParent to answer (ServiceException: ServiceException it is)",
    },
  ],
])("an OU of which AWS says %s is told apart from one that can't be asked", async (name, fact) => {
  const { client } = organizationThat((question) => {
    if (question === "ListParents") throw refused(name);
    return {};
  });

  expect((await gatherOrganization(client, withUnit)).units[unit.name]).toEqual(fact);
});
