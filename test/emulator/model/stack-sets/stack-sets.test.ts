import { expect, test } from "vitest";
import { denying } from "../../testing/judges.ts";
import type { Judge } from "../access.ts";
import {
  management,
  managementAccount,
  of,
  ordersAccount,
  rootId,
  sharedAccount,
  smallOrganization,
  teamUnit,
} from "../organizations/small-organization.ts";
import type { Document } from "../policy-document.ts";
import { IamStackDeployer } from "./iam-stack-deployer.ts";
import type { CreateStackSetInput, StackInstancesInput } from "./messages.ts";
import { StackSets, stackSetsService } from "./stack-sets.ts";

const region = "eu-west-2";
const document: Document = { Version: "2012-10-17", Statement: [] };
const role = (name: string) => ({
  Type: "AWS::IAM::Role",
  Properties: {
    RoleName: name,
    AssumeRolePolicyDocument: document,
    Policies: [{ PolicyName: "permissions", PolicyDocument: document }],
  },
});
const templateOf = (...names: string[]) =>
  JSON.stringify({
    Resources: {
      Boundary: {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: { ManagedPolicyName: "boundary", PolicyDocument: document },
      },
      ...Object.fromEntries(names.map((name) => [name, role(name)])),
    },
  });
const stackSet = (changed: Partial<CreateStackSetInput> = {}): CreateStackSetInput => ({
  StackSetName: "roles",
  CallAs: "DELEGATED_ADMIN",
  PermissionModel: "SERVICE_MANAGED",
  Capabilities: ["CAPABILITY_NAMED_IAM"],
  TemplateBody: templateOf("plan"),
  AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: true },
  ...changed,
});
const named = { StackSetName: "roles", CallAs: "DELEGATED_ADMIN" } as const;
const to = (...OrganizationalUnitIds: string[]): StackInstancesInput => ({
  ...named,
  Regions: [region],
  DeploymentTargets: { OrganizationalUnitIds },
});

/** With the shared account as delegated administrator; `guarded`: service control policies bind the deployment. */
function smallCloud({ judge, guarded = false }: { judge?: Judge; guarded?: boolean } = {}) {
  const world = smallOrganization(judge);
  world.organizations.delegateService(sharedAccount, stackSetsService);
  const deployer = new IamStackDeployer(world.iam, guarded ? world.access : null);
  const stackSets = new StackSets({ ...world, deployer });
  const rolesOf = (accountId: string) => world.iam.rolesOf(accountId).map(({ name }) => name);
  return { ...world, stackSets, rolesOf, shared: of(sharedAccount) };
}

test("every account of a target gets the roles and policies, the management account never", async () => {
  const { stackSets, iam, rolesOf, shared } = smallCloud();
  await stackSets.createStackSet(shared, region, stackSet());

  const { OperationId } = await stackSets.createStackInstances(shared, region, to(rootId));

  expect(rolesOf(sharedAccount)).toEqual(["plan"]);
  expect(rolesOf(ordersAccount)).toEqual(["plan"]);
  expect(rolesOf(managementAccount)).toEqual([]);
  expect(iam.role(`arn:aws:iam::${ordersAccount}:role/plan`)).toMatchObject({
    trust: document,
    inline: new Map([["permissions", document]]),
  });
  expect(iam.policy(`arn:aws:iam::${ordersAccount}:policy/boundary`)).toEqual(document);
  expect(await stackSets.describeStackSetOperation(shared, region, { ...named, OperationId })).toMatchObject({
    StackSetOperation: { Action: "CREATE", Status: "SUCCEEDED" },
  });
  expect((await stackSets.listStackInstances(shared, region, named)).Summaries).toMatchObject([
    { Account: sharedAccount, Region: region, OrganizationalUnitId: rootId, Status: "CURRENT" },
    { Account: ordersAccount, Region: region, OrganizationalUnitId: rootId, Status: "CURRENT" },
  ]);
});

test("a StackSet is described as it was written, and belongs to the management account", async () => {
  const { stackSets, shared } = smallCloud();
  const Tags = [{ Key: "team", Value: "backup" }];
  await stackSets.createStackSet(shared, region, stackSet({ Tags, Description: "roles" }));
  await stackSets.createStackInstances(shared, region, to(teamUnit));

  expect((await stackSets.describeStackSet(shared, region, named)).StackSet).toMatchObject({
    StackSetName: "roles",
    StackSetARN: expect.stringContaining(`arn:aws:cloudformation:${region}:${managementAccount}:stackset/roles:`),
    Status: "ACTIVE",
    Description: "roles",
    TemplateBody: templateOf("plan"),
    Tags,
    PermissionModel: "SERVICE_MANAGED",
    AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: true },
    OrganizationalUnitIds: [teamUnit],
  });
  expect((await stackSets.listStackSets(management, region, {})).Summaries).toHaveLength(1);
});

test("service-managed StackSets need trusted access, and activation gives it", async () => {
  const world = smallOrganization();
  const stackSets = new StackSets({ ...world, deployer: new IamStackDeployer(world.iam) });
  const create = () => stackSets.createStackSet(management, region, stackSet({ CallAs: "SELF" }));
  await expect(create()).rejects.toMatchObject({ code: "ValidationError" });
  expect(await stackSets.describeOrganizationsAccess(management, region)).toEqual({ Status: "DISABLED" });
  await expect(stackSets.activateOrganizationsAccess(of(ordersAccount), region)).rejects.toMatchObject({
    code: "InvalidOperationException",
  });

  await stackSets.activateOrganizationsAccess(management, region);

  await create();
  expect(await stackSets.describeOrganizationsAccess(management, region)).toEqual({ Status: "ENABLED" });
});

test("only the management account and delegated administrators operate service-managed StackSets", async () => {
  const { stackSets, shared } = smallCloud();
  const refused = { code: "ValidationError" };

  await expect(stackSets.createStackSet(of(ordersAccount), region, stackSet())).rejects.toMatchObject({
    ...refused,
    message: "Account used is not a delegated administrator",
  });
  await expect(stackSets.createStackSet(shared, region, stackSet({ CallAs: "SELF" }))).rejects.toMatchObject(refused);
  await expect(stackSets.createStackSet(management, region, stackSet())).rejects.toMatchObject(refused);
  await stackSets.createStackSet(management, region, stackSet({ CallAs: "SELF" }));
  await stackSets.describeStackSet(shared, region, named);
});

test("whoever lacks the permission creates nothing", async () => {
  const { stackSets, shared } = smallCloud({ judge: denying("cloudformation:TagResource") });

  await expect(
    stackSets.createStackSet(shared, region, stackSet({ Tags: [{ Key: "a", Value: "b" }] })),
  ).rejects.toMatchObject({ code: "AccessDeniedException" });
  await stackSets.createStackSet(shared, region, stackSet());
});

test("names are unique in a Region, and unknown ones are not found", async () => {
  const { stackSets, shared } = smallCloud();
  await stackSets.createStackSet(shared, region, stackSet());

  await expect(stackSets.createStackSet(shared, region, stackSet())).rejects.toMatchObject({
    code: "NameAlreadyExistsException",
    httpStatus: 409,
  });
  await stackSets.createStackSet(shared, "eu-west-1", stackSet());
  await expect(stackSets.describeStackSet(shared, region, { ...named, StackSetName: "other" })).rejects.toMatchObject({
    code: "StackSetNotFoundException",
  });
  await expect(
    stackSets.describeStackSetOperation(shared, region, { ...named, OperationId: "none" }),
  ).rejects.toMatchObject({ code: "OperationNotFoundException" });
  await expect(
    stackSets.describeStackInstance(shared, region, {
      ...named,
      StackInstanceAccount: ordersAccount,
      StackInstanceRegion: region,
    }),
  ).rejects.toMatchObject({ code: "StackInstanceNotFoundException" });
});

test("a template has 51,200 bytes at most, is JSON with resources, and names roles only with the capability", async () => {
  const { stackSets, shared } = smallCloud();
  const create = (StackSetName: string, changed: Partial<CreateStackSetInput>) =>
    stackSets.createStackSet(shared, region, stackSet({ StackSetName, ...changed }));
  const sized = (bytes: number) => templateOf("plan").padEnd(bytes, " ");

  await create("last-good", { TemplateBody: sized(51_200) });
  for (const TemplateBody of [sized(51_201), "Resources: {}", "{}"]) {
    await expect(create("bad", { TemplateBody })).rejects.toMatchObject({ code: "ValidationError" });
  }
  await expect(create("bad", { Capabilities: ["CAPABILITY_IAM"] })).rejects.toMatchObject({
    code: "InsufficientCapabilitiesException",
  });
});

test("instances are created for units and roots of the organization, not for accounts of one's choice", async () => {
  const { stackSets, shared } = smallCloud();
  await stackSets.createStackSet(shared, region, stackSet());
  const refused = { code: "ValidationError" };

  await expect(
    stackSets.createStackInstances(shared, region, { ...named, Regions: [region], Accounts: [ordersAccount] }),
  ).rejects.toMatchObject(refused);
  await expect(stackSets.createStackInstances(shared, region, to("ou-zz99-11111111"))).rejects.toMatchObject(refused);
});

test("an account that comes to a target later gets the roles by itself", async () => {
  const { stackSets, organizations, rolesOf, shared } = smallCloud();
  await stackSets.createStackSet(shared, region, stackSet());
  await stackSets.createStackInstances(shared, region, to(teamUnit));
  expect(rolesOf(sharedAccount)).toEqual([]);

  organizations.addAccount({ id: "444444444444", name: "new", parentId: teamUnit });
  await stackSets.settled();
  await organizations.moveAccount(management, {
    AccountId: sharedAccount,
    SourceParentId: rootId,
    DestinationParentId: teamUnit,
  });

  expect(rolesOf("444444444444")).toEqual(["plan"]);
  expect(rolesOf(sharedAccount)).toEqual(["plan"]);
});

test("without auto-deployment an account that comes later gets nothing", async () => {
  const { stackSets, organizations, rolesOf, shared } = smallCloud();
  await stackSets.createStackSet(shared, region, stackSet({ AutoDeployment: { Enabled: false } }));
  await stackSets.createStackInstances(shared, region, to(teamUnit));

  organizations.addAccount({ id: "444444444444", name: "new", parentId: teamUnit });
  await stackSets.settled();

  expect(rolesOf("444444444444")).toEqual([]);
});

test.each([
  [true, ["plan"]],
  [false, []],
])("an account that is moved away, or leaves, with retain %s has %s", async (retain, left) => {
  const { stackSets, organizations, rolesOf, shared } = smallCloud();
  organizations.addAccount({ id: "444444444444", name: "new", parentId: teamUnit });
  const AutoDeployment = { Enabled: true, RetainStacksOnAccountRemoval: retain };
  await stackSets.createStackSet(shared, region, stackSet({ AutoDeployment }));
  await stackSets.createStackInstances(shared, region, to(teamUnit));

  await organizations.moveAccount(management, {
    AccountId: ordersAccount,
    SourceParentId: teamUnit,
    DestinationParentId: rootId,
  });
  await organizations.leaveOrganization(of("444444444444"));

  expect(rolesOf(ordersAccount)).toEqual(left);
  expect(rolesOf("444444444444")).toEqual(left);
  expect((await stackSets.listStackInstances(shared, region, named)).Summaries).toEqual([]);
});

test("an update changes every instance into the new template", async () => {
  const { stackSets, iam, rolesOf, shared } = smallCloud();
  await stackSets.createStackSet(shared, region, stackSet());
  await stackSets.createStackInstances(shared, region, to(teamUnit));

  const { OperationId } = await stackSets.updateStackSet(
    shared,
    region,
    stackSet({ TemplateBody: templateOf("apply", "custodian") }),
  );

  expect(rolesOf(ordersAccount)).toEqual(["apply", "custodian"]);
  expect(iam.policy(`arn:aws:iam::${ordersAccount}:policy/boundary`)).toEqual(document);
  expect(
    (await stackSets.listStackSetOperationResults(shared, region, { ...named, OperationId })).Summaries,
  ).toMatchObject([{ Account: ordersAccount, Status: "SUCCEEDED" }]);
});

test("a StackSet is deleted once its instances are, and those take the roles with them unless retained", async () => {
  const { stackSets, rolesOf, shared } = smallCloud();
  await stackSets.createStackSet(shared, region, stackSet());
  await stackSets.createStackInstances(shared, region, to(teamUnit, rootId));
  await expect(stackSets.deleteStackSet(shared, region, named)).rejects.toMatchObject({
    code: "StackSetNotEmptyException",
  });

  await stackSets.deleteStackInstances(shared, region, { ...to(teamUnit), RetainStacks: true });
  await stackSets.deleteStackInstances(shared, region, { ...to(rootId), RetainStacks: false });
  await stackSets.deleteStackSet(shared, region, named);

  expect(rolesOf(ordersAccount)).toEqual(["plan"]);
  expect(rolesOf(sharedAccount)).toEqual([]);
});

test("a role that is there already is not taken over: its account fails, and with no tolerance the rest is cancelled", async () => {
  const { stackSets, iam, rolesOf, shared } = smallCloud();
  iam.putPolicy(`arn:aws:iam::${sharedAccount}:policy/boundary`, document);
  await stackSets.createStackSet(shared, region, stackSet());

  const { OperationId } = await stackSets.createStackInstances(shared, region, to(rootId));

  const operation = { ...named, OperationId };
  expect((await stackSets.describeStackSetOperation(shared, region, operation)).StackSetOperation.Status).toBe(
    "FAILED",
  );
  expect((await stackSets.listStackSetOperationResults(shared, region, operation)).Summaries).toMatchObject([
    { Account: sharedAccount, Status: "FAILED", StatusReason: expect.stringContaining("already exists") },
    { Account: ordersAccount, Status: "CANCELLED" },
  ]);
  expect(rolesOf(ordersAccount)).toEqual([]);
});

test("failures that are tolerated do not stop the others", async () => {
  const { stackSets, iam, rolesOf, shared } = smallCloud();
  iam.putPolicy(`arn:aws:iam::${sharedAccount}:policy/boundary`, document);
  await stackSets.createStackSet(shared, region, stackSet());

  const { OperationId } = await stackSets.createStackInstances(shared, region, {
    ...to(rootId),
    OperationPreferences: { FailureTolerancePercentage: 50 },
  });

  expect(rolesOf(ordersAccount)).toEqual(["plan"]);
  expect(
    (await stackSets.describeStackSetOperation(shared, region, { ...named, OperationId })).StackSetOperation.Status,
  ).toBe("SUCCEEDED");
  expect((await stackSets.listStackInstances(shared, region, named)).Summaries).toMatchObject([
    { Account: sharedAccount, Status: "OUTDATED", StackInstanceStatus: { DetailedStatus: "FAILED" } },
    { Account: ordersAccount, Status: "CURRENT" },
  ]);
});

test("where service control policies bind the deployment, it is the StackSets' own role that is judged", async () => {
  const judge: Judge = async ({ principalArn, action }) => ({
    allowed: !(action === "iam:CreateRole" && principalArn.includes(":role/stacksets-exec-")),
    because: "the test says so",
  });
  const { stackSets, rolesOf, shared } = smallCloud({ judge, guarded: true });
  await stackSets.createStackSet(shared, region, stackSet());

  await stackSets.createStackInstances(shared, region, to(teamUnit));

  expect(rolesOf(ordersAccount)).toEqual([`stacksets-exec-${ordersAccount.padStart(32, "0")}`]);
});
