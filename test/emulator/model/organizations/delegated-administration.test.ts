import { expect, test } from "vitest";
import { allowAll } from "../../testing/judges.ts";
import type { Judge, Question } from "../access.ts";
import { addVolume, app, attach, central, here, planOf, root, ruleOf, smallCloud } from "../backup/small-cloud.ts";
import { dayMs } from "../clock.ts";
import { IamStackDeployer } from "../stack-sets/iam-stack-deployer.ts";
import { StackSets, stackSetsService } from "../stack-sets/stack-sets.ts";
import {
  management,
  managementAccount,
  of,
  ordersAccount,
  sharedAccount,
  smallOrganization,
} from "./small-organization.ts";

const backup = "backup.amazonaws.com";
const region = "eu-west-2";

test("a request to register, deregister or list says for which service, so that policies can decide by it", async () => {
  const asked: Question[] = [];
  const judge: Judge = async (question) => {
    asked.push(question);
    return allowAll(question);
  };
  const { organizations } = smallOrganization(judge);
  organizations.trustService(backup);
  const delegate = { AccountId: sharedAccount, ServicePrincipal: backup };

  await organizations.registerDelegatedAdministrator(management, delegate);
  await organizations.listDelegatedAdministrators(management, { ServicePrincipal: backup });
  await organizations.deregisterDelegatedAdministrator(management, delegate);

  expect(asked.map(({ action, context }) => [action, context["organizations:ServicePrincipal"]])).toEqual([
    ["organizations:RegisterDelegatedAdministrator", backup],
    ["organizations:ListDelegatedAdministrators", backup],
    ["organizations:DeregisterDelegatedAdministrator", backup],
  ]);
  expect(asked[0]?.resourceArn).toContain(`/${sharedAccount}`);
});

test("no member registers anybody, whatever its policies and those of the organization say", async () => {
  const { organizations } = smallOrganization();
  organizations.delegateService(sharedAccount, backup);

  await expect(
    organizations.registerDelegatedAdministrator(of(sharedAccount), {
      AccountId: ordersAccount,
      ServicePrincipal: backup,
    }),
  ).rejects.toMatchObject({ code: "AccessDeniedException" });
});

test("any service's delegated administrator is recorded and listed, and reads the organization", async () => {
  const { organizations } = smallOrganization();
  const services = ["sso.amazonaws.com", "iam.amazonaws.com"];
  const accounts = () => organizations.listAccounts(of(ordersAccount));
  await expect(accounts()).rejects.toMatchObject({ code: "AccessDeniedException" });

  for (const ServicePrincipal of services) {
    await organizations.enableAWSServiceAccess(management, { ServicePrincipal });
    await organizations.registerDelegatedAdministrator(management, { AccountId: ordersAccount, ServicePrincipal });
  }

  expect(await organizations.listDelegatedServicesForAccount(management, { AccountId: ordersAccount })).toMatchObject({
    DelegatedServices: services.map((ServicePrincipal) => ({ ServicePrincipal })),
  });
  expect(await organizations.listDelegatedAdministrators(management, {})).toMatchObject({
    DelegatedAdministrators: [{ Id: ordersAccount }],
  });
  await expect(accounts()).resolves.toBeDefined();
});

test("whoever is registered for StackSets runs them in every account, for as long as it is, and for no other service", async () => {
  const world = smallOrganization();
  const { organizations, iam } = world;
  const stackSets = new StackSets({ ...world, deployer: new IamStackDeployer(iam) });
  for (const service of [stackSetsService, backup]) organizations.trustService(service);
  const named = { StackSetName: "roles", CallAs: "DELEGATED_ADMIN" } as const;
  const document = { Version: "2012-10-17", Statement: [] };
  const templateOf = (RoleName: string) =>
    JSON.stringify({
      Resources: { Role: { Type: "AWS::IAM::Role", Properties: { RoleName, AssumeRolePolicyDocument: document } } },
    });
  const settings = { PermissionModel: "SERVICE_MANAGED", Capabilities: ["CAPABILITY_NAMED_IAM"] } as const;
  await stackSets.createStackSet(management, region, {
    ...settings,
    StackSetName: "roles",
    TemplateBody: templateOf("a"),
  });
  await stackSets.createStackInstances(management, region, {
    StackSetName: "roles",
    Regions: [region],
    DeploymentTargets: { OrganizationalUnitIds: ["r-ab12"] },
  });
  const update = (RoleName: string) =>
    stackSets.updateStackSet(of(ordersAccount), region, { ...named, ...settings, TemplateBody: templateOf(RoleName) });
  const register = (ServicePrincipal: string) =>
    organizations.registerDelegatedAdministrator(management, { AccountId: ordersAccount, ServicePrincipal });
  const refused = { message: "Account used is not a delegated administrator" };

  await register(backup);
  await expect(update("b")).rejects.toMatchObject(refused);
  await register(stackSetsService);
  await update("b");

  expect(iam.rolesOf(sharedAccount).map(({ name }) => name)).toEqual(["b"]);
  await organizations.deregisterDelegatedAdministrator(management, {
    AccountId: ordersAccount,
    ServicePrincipal: stackSetsService,
  });
  await expect(update("c")).rejects.toMatchObject(refused);
});

test("whoever is registered for AWS Backup sees the jobs of every member, and others their own", async () => {
  const cloud = await smallCloud();
  addVolume(cloud);
  await attach(cloud, planOf({ nightly: ruleOf() }));
  await cloud.advance(dayMs);
  const seen = async (accountId: string, ByAccountId?: string) => {
    const { BackupJobs = [] } = await cloud.backup.listBackupJobs(root(accountId), here, { ByAccountId });
    return BackupJobs.map(({ AccountId }) => AccountId);
  };
  expect(await seen(app)).toEqual([app]);
  expect(await seen(central, "*")).toEqual([]);

  cloud.organizations.delegateService(central, backup);

  expect(await seen(central)).toEqual([]);
  expect(await seen(central, "*")).toEqual([app]);
  expect(await seen(central, app)).toEqual([app]);
  expect(await seen(managementAccount, "*")).toEqual([app]);
});
