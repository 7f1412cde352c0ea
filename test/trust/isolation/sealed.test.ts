import { expect, test } from "vitest";
import type { Estate } from "../../../src/model.ts";
import { example, organizationOf, type Request } from "../organization/organization.ts";
import { applies } from "../organization/pipeline.ts";

const open = example.estate;
const [unit] = open.units;
/** Every account of prod in the unit, and central prod sealed. */
const estate: Estate = {
  ...open,
  accounts: open.accounts.map((account) =>
    account.class === "prod" ? { ...account, unit: unit?.name ?? null } : account,
  ),
  central: { ...open.central, prod: { ...open.central.prod, isSealed: true } },
};
const sealed = organizationOf(estate);
const { prod, nonprod } = estate.central;

const putPolicies = (accountId: string, region = ""): readonly Request[] => [
  ["backup:PutBackupVaultAccessPolicy", sealed.vault(accountId, region)],
  ["kms:PutKeyPolicy", sealed.key(accountId, region)],
];

test("the pipeline puts no policy of a sealed central account's vaults and keys", async () => {
  const attacks = prod.regions.flatMap((region) => putPolicies(prod.accountId, region));

  expect(attacks.length).toBeGreaterThan(3);
  expect(await sealed.allowed(applies(sealed, prod.accountId), attacks)).toEqual([]);
  for (const request of attacks) {
    expect((await sealed.verdict(applies(sealed, prod.accountId), request)).because).toContain("Sealed");
  }
});

test("nor does its custodian put a vault's: nobody does, before a person has opened it", async () => {
  const custodian = sealed.role(prod.accountId, "lockstep-vault-custodian");

  expect(
    await sealed.lets(custodian, [
      "backup:PutBackupVaultAccessPolicy",
      sealed.vault(prod.accountId, prod.regions[0] ?? ""),
    ]),
  ).toBe(false);
});

test("it goes on with everything else there, and in accounts that are not sealed", async () => {
  const elsewhere = [...putPolicies(nonprod.accountId, nonprod.regions[0])];
  const [region = ""] = prod.regions;
  const lock: Request = [
    "backup:PutBackupVaultLockConfiguration",
    sealed.vault(prod.accountId, region),
    { "backup:MinRetentionDays": String(prod.lock.minDays), "backup:MaxRetentionDays": String(prod.lock.maxDays) },
  ];

  expect(await sealed.denied(applies(sealed, nonprod.accountId), elsewhere)).toEqual([]);
  expect(await sealed.lets(applies(sealed, prod.accountId), lock)).toBe(true);
});

test("an account that joins the unit changes nothing of the sealed one", () => {
  const [model] = estate.accounts.filter((account) => account.class === "prod");
  if (!model) throw new Error("got no account of prod");
  const joined = organizationOf({
    ...estate,
    accounts: [...estate.accounts, { ...model, name: "joined-prod", accountId: "555555555599", plans: [] }],
  });
  const textsOf = (of: typeof sealed) =>
    of.resources
      .filter(({ stack }) => stack === "central-prod")
      .map(({ type, name, body }) => JSON.stringify([type, name, body]));

  expect(textsOf(joined)).toEqual(textsOf(sealed));
});
