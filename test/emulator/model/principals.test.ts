import { expect, test } from "vitest";
import type { Caller } from "./access.ts";
import type { Iam } from "./iam.ts";
import {
  management,
  of,
  ordersAccount,
  rootId,
  smallOrganization,
  someoneElsesAccount,
} from "./organizations/small-organization.ts";
import { allowEverything, type Document } from "./policy-document.ts";

const nothing: Document = { Version: "2012-10-17", Statement: [] };

function putRole(iam: Iam, name: string, changed: { path?: string; attached?: string[]; boundary?: string } = {}) {
  const { path = "/", attached = [], boundary = null } = changed;
  const arn = `arn:aws:iam::${ordersAccount}:role${path}${name}`;
  iam.putRole({
    arn,
    accountId: ordersAccount,
    name,
    path,
    trust: nothing,
    inline: new Map([["permissions", nothing]]),
    attachedPolicyArns: attached,
    boundaryArn: boundary,
    tags: {},
  });
  return { arn, accountId: ordersAccount };
}

test("a role has its inline and attached policies, by name, and its boundary", () => {
  const { iam, principals } = smallOrganization();
  iam.putPolicy(`arn:aws:iam::${ordersAccount}:policy/ceiling`, nothing);
  const caller = putRole(iam, "apply", {
    attached: ["arn:aws:iam::aws:policy/AdministratorAccess"],
    boundary: `arn:aws:iam::${ordersAccount}:policy/ceiling`,
  });

  expect(principals.policiesOf(caller)).toEqual({
    identity: [
      { name: "inline policy permissions of apply", document: nothing },
      { name: "managed policy AdministratorAccess", document: allowEverything },
    ],
    boundary: { name: "boundary ceiling", document: nothing },
  });
});

test("users have policies too, and the root user may do everything", () => {
  const { iam, principals } = smallOrganization();
  const arn = `arn:aws:iam::${ordersAccount}:user/ann`;
  iam.putUser({ arn, accountId: ordersAccount, inline: new Map([["own", nothing]]), attachedPolicyArns: [] });

  expect(principals.policiesOf({ arn, accountId: ordersAccount }).identity).toEqual([
    { name: "inline policy own of ann", document: nothing },
  ]);
  expect(principals.policiesOf(of(ordersAccount)).identity).toEqual([{ name: "root user", document: allowEverything }]);
});

test("a principal that does not exist has an invalid token, and a missing document is a mistake of the test", () => {
  const { iam, principals } = smallOrganization();
  const gone = { arn: `arn:aws:iam::${ordersAccount}:role/gone`, accountId: ordersAccount };
  const broken = putRole(iam, "broken", { attached: ["arn:aws:iam::aws:policy/Unwritten"] });

  expect(() => principals.policiesOf(gone)).toThrow(
    expect.objectContaining({ code: "InvalidClientTokenId", httpStatus: 403 }),
  );
  expect(() => principals.policiesOf(of("000000000000"))).toThrow(
    expect.objectContaining({ code: "InvalidClientTokenId" }),
  );
  expect(() => principals.policiesOf(broken)).toThrow("put it into iam first");
});

test("nobody signs a request in a closed account", async () => {
  const { organizations, principals } = smallOrganization();
  await organizations.closeAccount(management, { AccountId: ordersAccount });

  expect(() => principals.policiesOf(of(ordersAccount))).toThrow(
    expect.objectContaining({ code: "InvalidClientTokenId" }),
  );
});

test("service control policies bind members, root users too, but neither management nor service-linked roles", () => {
  const { iam, organizations, principals } = smallOrganization();
  organizations.switchOnPolicyType("SERVICE_CONTROL_POLICY");
  const linked = putRole(iam, "AWSServiceRoleForBackup", { path: "/aws-service-role/backup.amazonaws.com/" });

  expect(principals.serviceControlPoliciesOf(of(ordersAccount))).toHaveLength(3);
  expect(principals.serviceControlPoliciesOf(putRole(iam, "apply"))).toHaveLength(3);
  expect(principals.serviceControlPoliciesOf(linked)).toEqual([]);
  expect(principals.serviceControlPoliciesOf(management)).toEqual([]);
  expect(principals.serviceControlPoliciesOf(of(someoneElsesAccount))).toEqual([]);
});

test("resource control policies bind whoever asks, strangers too, but no service-linked role, and not every action", async () => {
  const { iam, organizations, principals } = smallOrganization();
  organizations.switchOnPolicyType("RESOURCE_CONTROL_POLICY");
  const { Policy } = await organizations.createPolicy(management, {
    Name: "resources",
    Description: "",
    Type: "RESOURCE_CONTROL_POLICY",
    Content: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Deny", Principal: "*", Action: "kms:*", Resource: "*" }],
    }),
  });
  await organizations.attachPolicy(management, { PolicyId: Policy?.PolicySummary?.Id, TargetId: rootId });
  const linked = putRole(iam, "AWSServiceRoleForBackup", { path: "/aws-service-role/backup.amazonaws.com/" });
  const on = (caller: Caller, action = "kms:Decrypt", accountId = ordersAccount) =>
    principals.resourceControlPoliciesOn(accountId, caller, action).length;

  expect([of(ordersAccount), of(someoneElsesAccount), management, putRole(iam, "apply")].map((one) => on(one))).toEqual(
    [1, 1, 1, 1],
  );
  expect(on(linked)).toBe(0);
  expect(on(of(someoneElsesAccount), "kms:RetireGrant")).toBe(0);
  expect(on(of(someoneElsesAccount), "backup:CopyIntoBackupVault")).toBe(0);
  expect(on(of(someoneElsesAccount), "kms:Decrypt", management.accountId)).toBe(0);
});

test("an account is told by its organization and path, and one without an organization by nothing", async () => {
  const { organizations, principals } = smallOrganization();

  expect(principals.organizationContext("Principal", ordersAccount)).toEqual({
    "aws:PrincipalOrgID": "o-a1b2c3d4e5",
    "aws:PrincipalOrgPaths": ["o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/"],
  });
  expect(principals.organizationContext("Resource", someoneElsesAccount)).toEqual({
    "aws:ResourceOrgID": "o-zzzzzzzzzz",
    "aws:ResourceOrgPaths": ["o-zzzzzzzzzz/r-zz99/"],
  });
  await organizations.leaveOrganization(of(ordersAccount));
  expect(principals.organizationContext("Principal", ordersAccount)).toEqual({});
});
