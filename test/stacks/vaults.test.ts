import { expect, test } from "vitest";
import type { Lock } from "../../src/model.ts";
import { all, exampleEstate, stacksOf } from "../support/stacks.ts";

const estate = exampleEstate();
const stacks = stacksOf(estate);

const lock: Lock = {
  mode: "governance",
  minDays: 7,
  maxDays: 70,
  armedOn: null,
  coolingOffDays: 10,
  cooledOff: null,
  reason: "",
};
function centralProdLocks(changes: Partial<Lock>) {
  const central = { ...estate.central, prod: { ...estate.central.prod, lock: { ...lock, ...changes } } };
  return all(stacksOf({ ...estate, central }).get("central-prod"), "aws_backup_vault_lock_configuration");
}

test("a central account has a locked vault with its own key and policy in each of its Regions", () => {
  const central = stacks.get("central-prod");

  expect(all(central, "aws_backup_vault")).toMatchObject(
    [
      { name: "lockstep-central-prod", provider: "aws.eu-west-2", kms_key_arn: "${aws_kms_key.eu-west-2_key.arn}" },
      { name: "lockstep-central-prod", provider: "aws.eu-west-1", kms_key_arn: "${aws_kms_key.eu-west-1_key.arn}" },
    ].sort((a, b) => (a.provider < b.provider ? -1 : 1)),
  );
  expect(all(central, "aws_backup_vault_policy")).toHaveLength(2);
  expect(all(central, "aws_backup_vault_lock_configuration")).toMatchObject([
    { min_retention_days: 7, max_retention_days: 2920 },
    { min_retention_days: 7, max_retention_days: 2920 },
  ]);
});

test("a governance lock says nothing of a grace time: its presence alone would make it a compliance lock", () => {
  const locks = centralProdLocks({ mode: "governance" });

  expect(locks).toHaveLength(2);
  for (const found of locks) {
    expect(found).not.toHaveProperty("changeable_for_days");
    expect(found).toMatchObject({ min_retention_days: 7, max_retention_days: 70 });
  }
});

test("a compliance lock that is not armed is deployed as governance", () => {
  const locks = centralProdLocks({ mode: "compliance" });

  expect(locks).toHaveLength(2);
  for (const found of locks) expect(found).not.toHaveProperty("changeable_for_days");
});

test("a compliance lock that is armed is deployed with its cooling-off time", () => {
  const locks = centralProdLocks({ mode: "compliance", armedOn: "2027-01-31" });

  expect(locks).toMatchObject([{ changeable_for_days: 10 }, { changeable_for_days: 10 }]);
});

test("Terraform compares the cooling-off of a lock but where config says that it is over, and has it in the stack still", () => {
  const armed = { mode: "compliance", armedOn: "2026-10-01" } as const;
  const cooledOff = { lockDate: "2026-10-15", reason: "the state was lost" };
  const [waiting, final] = [centralProdLocks(armed), centralProdLocks({ ...armed, cooledOff })];

  expect([...waiting, ...final]).toHaveLength(4);
  for (const found of waiting) expect(found["lifecycle"]).toEqual({ prevent_destroy: true });
  for (const found of final) {
    expect(found["lifecycle"]).toEqual({ ignore_changes: ["changeable_for_days"], prevent_destroy: true });
    expect(found["changeable_for_days"]).toBe(10);
  }
});

test("a local vault is locked only where the account asks for it, and the vault carries the reason", () => {
  const payments = stacks.get("app-payments-prod");
  const storefront = stacks.get("app-storefront-prod");

  expect(all(payments, "aws_backup_vault_lock_configuration")).toMatchObject([
    { min_retention_days: 7, max_retention_days: 365 },
  ]);
  expect(all(payments, "aws_backup_vault")).toMatchObject([
    { tags: { "lockstep:lock-reason": "card data the service level asks for local backups that nobody can shorten" } },
  ]);
  expect(all(storefront, "aws_backup_vault_lock_configuration")).toEqual([]);
});

test("an account in two Regions has a vault, a key, settings and alerts in both", () => {
  const storefront = stacks.get("app-storefront-prod");

  for (const type of ["aws_backup_vault", "aws_kms_key", "aws_backup_region_settings", "aws_cloudwatch_event_target"]) {
    expect(
      all(storefront, type).map(({ provider }) => provider),
      type,
    ).toEqual(["aws.eu-west-1", "aws.eu-west-2"]);
  }
});

test("central accounts create the role that runs copies; application accounts only when they say so", () => {
  const accounts = estate.accounts.map((account) => ({
    ...account,
    createServiceLinkedRole: account.name === "sandbox",
  }));
  const changed = stacksOf({ ...estate, accounts });
  const created = [...changed].filter(([, stack]) => all(stack, "aws_iam_service_linked_role").length > 0);

  expect(created.map(([id]) => id).sort()).toEqual(["app-sandbox", "central-nonprod", "central-prod"]);
  expect(all(changed.get("app-sandbox"), "aws_iam_service_linked_role")).toMatchObject([
    { aws_service_name: "backup.amazonaws.com", lifecycle: { prevent_destroy: true } },
  ]);
});

test("settings of resource types that config does not name stay as they are", () => {
  const [settings] = all(stacks.get("app-sandbox"), "aws_backup_region_settings");

  expect(settings).toMatchObject({
    resource_type_opt_in_preference: { EBS: true, S3: true },
    resource_type_management_preference: { DynamoDB: true, EFS: true },
  });
  expect(settings?.["lifecycle"]).toMatchObject({
    ignore_changes: expect.arrayContaining(['resource_type_opt_in_preference["Timestream"]']),
  });
});
