import { expect, test } from "vitest";
import {
  management,
  managementAccount,
  ordersAccount,
  sharedAccount,
  smallOrganization,
  someoneElsesAccount,
} from "./small-organization.ts";

const backup = "backup.amazonaws.com";

const statement = (changed: object = {}) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${sharedAccount}:root` },
        Action: "organizations:ListRoots",
        Resource: "*",
        ...changed,
      },
    ],
  });

test("there is one resource policy: putting another replaces it", async () => {
  const { organizations } = smallOrganization();
  const none = { code: "ResourcePolicyNotFoundException" };
  await expect(organizations.describeResourcePolicy(management)).rejects.toMatchObject(none);

  await organizations.putResourcePolicy(management, { Content: statement() });
  await organizations.putResourcePolicy(management, { Content: statement({ Action: "organizations:List*" }) });

  expect((await organizations.describeResourcePolicy(management)).ResourcePolicy?.Content).toBe(
    statement({ Action: "organizations:List*" }),
  );
  await organizations.deleteResourcePolicy(management);
  await expect(organizations.deleteResourcePolicy(management)).rejects.toMatchObject(none);
});

test.each([
  ["no JSON", "{"],
  ["no statement", "{}"],
  ["NotAction", statement({ NotAction: "organizations:CloseAccount" })],
  ["NotResource", statement({ NotResource: "*" })],
  ["an action that cannot be delegated", statement({ Action: "organizations:PutResourcePolicy" })],
  ["an action of another service", statement({ Action: "backup:CreateBackupPlan" })],
  ["a principal outside", statement({ Principal: { AWS: someoneElsesAccount } })],
  ["a service", statement({ Principal: { Service: backup } })],
])("a resource policy is refused with %s", async (_, Content) => {
  const { organizations } = smallOrganization();

  await expect(organizations.putResourcePolicy(management, { Content })).rejects.toMatchObject({
    code: "InvalidInputException",
  });
});

test("a resource policy has at most 40,000 characters", async () => {
  const { organizations } = smallOrganization();

  await organizations.putResourcePolicy(management, { Content: statement().padEnd(40_000, " ") });
  await expect(
    organizations.putResourcePolicy(management, { Content: statement().padEnd(40_001, " ") }),
  ).rejects.toMatchObject({ code: "ConstraintViolationException" });
});

test("a service gets a delegated administrator only once it is trusted, and each account once", async () => {
  const { organizations } = smallOrganization();
  const register = (AccountId: string) =>
    organizations.registerDelegatedAdministrator(management, { AccountId, ServicePrincipal: backup });
  await expect(register(sharedAccount)).rejects.toMatchObject({
    message: expect.stringContaining("SERVICE_ACCESS_NOT_ENABLED"),
  });

  await organizations.enableAWSServiceAccess(management, { ServicePrincipal: backup });
  await register(sharedAccount);

  expect(organizations.isDelegatedAdministrator(sharedAccount, backup)).toBe(true);
  expect(organizations.isDelegatedAdministrator(sharedAccount, "config.amazonaws.com")).toBe(false);
  await expect(register(sharedAccount)).rejects.toMatchObject({ code: "AccountAlreadyRegisteredException" });
  await expect(register(managementAccount)).rejects.toMatchObject({ code: "ConstraintViolationException" });
  await expect(register(someoneElsesAccount)).rejects.toMatchObject({ code: "AccountNotFoundException" });
});

test("a service has five delegated administrators, and not a sixth", async () => {
  const { organizations } = smallOrganization();
  organizations.trustService(backup);
  const ids = Array.from({ length: 6 }, (_, index) => `55555555555${index}`);
  for (const id of ids) organizations.addAccount({ id, name: id, parentId: "r-ab12" });
  const register = (AccountId: string) =>
    organizations.registerDelegatedAdministrator(management, { AccountId, ServicePrincipal: backup });

  for (const id of ids.slice(0, 5)) await register(id);

  await expect(register("555555555555")).rejects.toMatchObject({
    message: expect.stringContaining("MAX_DELEGATED_ADMINISTRATORS_FOR_SERVICE_LIMIT_EXCEEDED"),
  });
});

test("a suspended account does not become a delegated administrator", async () => {
  const { organizations } = smallOrganization();
  organizations.trustService(backup);
  await organizations.closeAccount(management, { AccountId: ordersAccount });

  await expect(
    organizations.registerDelegatedAdministrator(management, { AccountId: ordersAccount, ServicePrincipal: backup }),
  ).rejects.toMatchObject({ code: "ConstraintViolationException" });
});

test("trust in a service ends only after its delegated administrators", async () => {
  const { organizations } = smallOrganization();
  organizations.delegateService(sharedAccount, backup);
  const delegate = { AccountId: sharedAccount, ServicePrincipal: backup };
  const distrust = () => organizations.disableAWSServiceAccess(management, { ServicePrincipal: backup });
  await expect(distrust()).rejects.toMatchObject({ code: "ConstraintViolationException" });

  await organizations.deregisterDelegatedAdministrator(management, delegate);
  await distrust();

  expect(organizations.trustsService(backup)).toBe(false);
  await expect(organizations.deregisterDelegatedAdministrator(management, delegate)).rejects.toMatchObject({
    code: "AccountNotRegisteredException",
  });
});

test("delegated administrators and trusted services are listed", async () => {
  const { organizations } = smallOrganization();
  organizations.delegateService(sharedAccount, backup);

  expect(await organizations.listDelegatedAdministrators(management, { ServicePrincipal: backup })).toMatchObject({
    DelegatedAdministrators: [{ Id: sharedAccount, Name: "shared" }],
  });
  expect(
    await organizations.listDelegatedAdministrators(management, { ServicePrincipal: "config.amazonaws.com" }),
  ).toEqual({ DelegatedAdministrators: [] });
  expect(await organizations.listDelegatedServicesForAccount(management, { AccountId: sharedAccount })).toMatchObject({
    DelegatedServices: [{ ServicePrincipal: backup }],
  });
  expect(await organizations.listAWSServiceAccessForOrganization(management)).toMatchObject({
    EnabledServicePrincipals: [{ ServicePrincipal: backup }],
  });
});
