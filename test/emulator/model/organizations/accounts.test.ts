import { expect, test } from "vitest";
import { dayMs } from "../clock.ts";
import type { AccountChange } from "./account-changes.ts";
import {
  management,
  managementAccount,
  of,
  ordersAccount,
  planNamed,
  rootId,
  sharedAccount,
  smallOrganization,
  someoneElsesAccount,
  teamUnit,
} from "./small-organization.ts";

test("an account knows its place in the organization", () => {
  const { organizations } = smallOrganization();

  expect(organizations.pathOf(ordersAccount)).toBe(`o-a1b2c3d4e5/${rootId}/${teamUnit}/`);
  expect(organizations.pathOf(sharedAccount)).toBe(`o-a1b2c3d4e5/${rootId}/`);
  expect(organizations.pathOf(someoneElsesAccount)).toBe("o-zzzzzzzzzz/r-zz99/");
  expect(organizations.organizationIdOf(someoneElsesAccount)).toBe("o-zzzzzzzzzz");
  expect(organizations.isMember(someoneElsesAccount)).toBe(false);
  expect(organizations.accountIds()).toEqual([managementAccount, sharedAccount, ordersAccount]);
  expect(organizations.accountsBelow(teamUnit)).toEqual([ordersAccount]);
  expect(organizations.accountsBelow(ordersAccount)).toEqual([ordersAccount]);
});

test("units are at most five below the root", () => {
  const { organizations } = smallOrganization();
  const unit = (depth: number) => `ou-ab12-9999999${depth}`;
  for (let depth = 1; depth <= 5; depth++) {
    organizations.addUnit({ id: unit(depth), name: `${depth}`, parentId: depth === 1 ? rootId : unit(depth - 1) });
  }

  expect(() => organizations.addUnit({ id: unit(6), name: "6", parentId: unit(5) })).toThrow("more than 5");
});

test("the tree is shown from above and from below", async () => {
  const { organizations } = smallOrganization();

  expect(await organizations.listParents(management, { ChildId: ordersAccount })).toEqual({
    Parents: [{ Id: teamUnit, Type: "ORGANIZATIONAL_UNIT" }],
  });
  expect(await organizations.listChildren(management, { ParentId: rootId, ChildType: "ORGANIZATIONAL_UNIT" })).toEqual({
    Children: [{ Id: teamUnit, Type: "ORGANIZATIONAL_UNIT" }],
  });
  expect(await organizations.listAccountsForParent(management, { ParentId: teamUnit })).toMatchObject({
    Accounts: [{ Id: ordersAccount, Name: "orders", Status: "ACTIVE", State: "ACTIVE" }],
  });
  expect(await organizations.listOrganizationalUnitsForParent(management, { ParentId: rootId })).toMatchObject({
    OrganizationalUnits: [{ Id: teamUnit, Name: "team" }],
  });
  expect(await organizations.describeOrganizationalUnit(management, { OrganizationalUnitId: teamUnit })).toMatchObject({
    OrganizationalUnit: { Name: "team" },
  });
  await expect(organizations.listParents(management, { ChildId: someoneElsesAccount })).rejects.toMatchObject({
    code: "ChildNotFoundException",
  });
  await expect(organizations.listAccountsForParent(management, { ParentId: "r-zz99" })).rejects.toMatchObject({
    code: "ParentNotFoundException",
  });
  await expect(organizations.describeAccount(management, { AccountId: someoneElsesAccount })).rejects.toMatchObject({
    code: "AccountNotFoundException",
  });
});

test("a moved account takes its own policies along and inherits those of its new place", async () => {
  const { organizations } = smallOrganization();
  organizations.switchOnPolicyType("BACKUP_POLICY");
  for (const [name, TargetId] of [
    ["unit", teamUnit],
    ["own", ordersAccount],
  ] as const) {
    const policy = { Type: "BACKUP_POLICY", Name: name, Description: "", Content: planNamed(name) } as const;
    const { Policy } = await organizations.createPolicy(management, policy);
    await organizations.attachPolicy(management, { PolicyId: Policy?.PolicySummary?.Id, TargetId });
  }
  const plans = () => Object.keys((organizations.effectiveBackupPolicy(ordersAccount) as { plans: object }).plans);
  expect(plans()).toEqual(["unit", "own"]);

  const move = { AccountId: ordersAccount, SourceParentId: teamUnit, DestinationParentId: rootId };
  await organizations.moveAccount(management, move);

  expect(plans()).toEqual(["own"]);
  await expect(organizations.moveAccount(management, move)).rejects.toMatchObject({
    code: "SourceParentNotFoundException",
  });
  await expect(
    organizations.moveAccount(management, { ...move, SourceParentId: rootId, DestinationParentId: "ou-ab12-99999999" }),
  ).rejects.toMatchObject({ code: "DestinationParentNotFoundException" });
  await expect(organizations.moveAccount(management, { ...move, SourceParentId: rootId })).rejects.toMatchObject({
    code: "DuplicateAccountException",
  });
});

test("a member leaves by itself, and with its attachments is gone from the organization", async () => {
  const { organizations } = smallOrganization();

  await organizations.leaveOrganization(of(ordersAccount));

  expect(organizations.isMember(ordersAccount)).toBe(false);
  expect(organizations.organizationIdOf(ordersAccount)).toBeNull();
  expect(organizations.pathOf(ordersAccount)).toBeNull();
  expect(organizations.stateOf(ordersAccount)).toBe("ACTIVE");
  await expect(organizations.leaveOrganization(of(ordersAccount))).rejects.toMatchObject({
    code: "AWSOrganizationsNotInUseException",
  });
});

test("the management account and delegated administrators do not leave, and are not removed", async () => {
  const { organizations } = smallOrganization();
  organizations.delegateService(sharedAccount, "backup.amazonaws.com");

  await expect(organizations.leaveOrganization(management)).rejects.toMatchObject({
    code: "MasterCannotLeaveOrganizationException",
  });
  await expect(organizations.leaveOrganization(of(sharedAccount))).rejects.toMatchObject({
    message: expect.stringContaining("CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG"),
  });
  await organizations.removeAccountFromOrganization(management, { AccountId: ordersAccount });
  await expect(
    organizations.removeAccountFromOrganization(management, { AccountId: ordersAccount }),
  ).rejects.toMatchObject({ code: "AccountNotFoundException" });
});

test("a closed account is suspended at once and gone for good after 90 days", async () => {
  const { organizations, clock } = smallOrganization();
  const told: AccountChange[] = [];
  organizations.onAccountGone((change) => {
    told.push(change);
  });
  const closedAt = clock.now();

  await organizations.closeAccount(management, { AccountId: ordersAccount });

  expect(organizations.stateOf(ordersAccount)).toBe("SUSPENDED");
  expect(organizations.isMember(ordersAccount)).toBe(true);
  expect(organizations.accountsBelow(rootId)).not.toContain(ordersAccount);
  expect(organizations.nextClosureAt()).toBe(closedAt + 90 * dayMs);
  expect((await organizations.describeAccount(management, { AccountId: ordersAccount })).Account).toMatchObject({
    Status: "SUSPENDED",
    State: "CLOSED",
  });

  clock.moveTo(closedAt + 90 * dayMs - 1);
  await organizations.closeDue();
  expect(organizations.stateOf(ordersAccount)).toBe("SUSPENDED");
  clock.moveTo(closedAt + 90 * dayMs);
  await organizations.closeDue();
  await organizations.closeDue();

  expect(organizations.stateOf(ordersAccount)).toBe("CLOSED");
  expect(organizations.isMember(ordersAccount)).toBe(false);
  expect(organizations.nextClosureAt()).toBeNull();
  expect(told.map(({ kind }) => kind)).toEqual(["suspended", "closed"]);
});

test("an account closes itself by its own permission", async () => {
  const { organizations } = smallOrganization();

  await organizations.closeOwnAccount(of(ordersAccount));

  expect(organizations.stateOf(ordersAccount)).toBe("SUSPENDED");
  await expect(organizations.closeOwnAccount(of(ordersAccount))).rejects.toMatchObject({
    code: "InvalidClientTokenId",
  });
});

test("the management account is not closed while it has members, and no account twice", async () => {
  const { organizations } = smallOrganization();
  await organizations.closeAccount(management, { AccountId: ordersAccount });

  await expect(organizations.closeAccount(management, { AccountId: ordersAccount })).rejects.toMatchObject({
    code: "AccountAlreadyClosedException",
  });
  await expect(organizations.closeAccount(management, { AccountId: managementAccount })).rejects.toMatchObject({
    message: expect.stringContaining("CANNOT_CLOSE_MANAGEMENT_ACCOUNT"),
  });
  await expect(organizations.closeOwnAccount(management)).rejects.toMatchObject({ code: "ConflictException" });
});

test("a small organization closes ten accounts within 30 days, and the next one later", async () => {
  const { organizations, clock } = smallOrganization();
  const ids = Array.from({ length: 11 }, (_, index) => `5555555555${String(index).padStart(2, "0")}`);
  for (const id of ids) organizations.addAccount({ id, name: id, parentId: rootId });
  const close = (AccountId: string) => organizations.closeAccount(management, { AccountId });
  for (const id of ids.slice(0, 10)) await close(id);

  await expect(close("555555555510")).rejects.toMatchObject({
    message: expect.stringContaining("CLOSE_ACCOUNT_QUOTA_EXCEEDED"),
  });
  clock.moveTo(clock.now() + 30 * dayMs);
  await close("555555555510");
});
