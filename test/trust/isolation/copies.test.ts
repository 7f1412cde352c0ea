import { describe, expect, test } from "vitest";
import { type AccountClass, accountClasses, type Unit } from "../../../src/model.ts";
import { dutyRole, localVault } from "../../../src/names.ts";
import { allowEverything } from "../../emulator/model/policy-document.ts";
import {
  example,
  type Organization,
  organizationOf,
  type Request,
  type Target,
  target,
} from "../organization/organization.ts";
import { classlessAccount, outsideAccount } from "../organization/people.ts";
import {
  account,
  accountsOf,
  backups,
  central,
  centralKeys,
  centralVaults,
  copiesBack,
  localKeys,
  localVaults,
  other,
} from "../organization/places.ts";

const copyInto = (vault: Target): Request => ["backup:CopyIntoBackupVault", vault];

/** What AWS Backup in the destination does with the key of the source. */
const readWith = (key: Target): readonly Request[] => [
  ["kms:DescribeKey", key],
  ["kms:ReEncryptFrom", key, { "kms:ViaService": "ec2.eu-west-2.amazonaws.com" }],
  ["kms:CreateGrant", key, { "kms:ViaService": "rds.eu-west-2.amazonaws.com", "kms:GrantIsForAWSResource": "true" }],
];

describe.each(accountClasses)("a copy out of a %s account", (cls) => {
  test.each(accountsOf(cls))("$name may copy into every central vault of its class", async ({ accountId }) => {
    const role = backups(example, accountId);

    expect(await example.denied(role, centralVaults(example, cls).map(copyInto))).toEqual([]);
  });

  test.each(accountsOf(cls))("$name may not copy into a central vault of the other class", async ({ accountId }) => {
    const requests = centralVaults(example, other(cls)).map(copyInto);

    expect(await example.allowed(backups(example, accountId), requests)).toEqual([]);
    expect(await example.allowed(example.administrator(accountId), requests)).toEqual([]);
    expect(await example.allowed(example.rootUser(accountId), requests)).toEqual([]);
  });

  test.each(accountsOf(cls))("$name may not copy into the local vault of any other account", async ({ accountId }) => {
    const others = accountClasses
      .flatMap((one) => localVaults(example, one))
      .filter((vault) => vault.accountId !== accountId);

    expect(await example.allowed(example.administrator(accountId), others.map(copyInto))).toEqual([]);
  });

  test("is read by AWS Backup in its central account with the local keys", async () => {
    const service = example.backupService(central[cls].accountId);

    expect(await example.denied(service, localKeys(example, cls).flatMap(readWith))).toEqual([]);
  });

  test("is not read in the other class's central account, by AWS Backup or by anybody", async () => {
    const { accountId } = central[other(cls)];
    const requests = localKeys(example, cls).flatMap(readWith);

    expect(await example.allowed(example.backupService(accountId), requests)).toEqual([]);
    expect(await example.allowed(example.administrator(accountId), requests)).toEqual([]);
  });

  test("is not read by people in its own central account, only by AWS Backup", async () => {
    const requests = localKeys(example, cls).flatMap(readWith);

    expect(await example.allowed(example.administrator(central[cls].accountId), requests)).toEqual([]);
  });
});

test.each([
  ["in the organization, of no class", classlessAccount],
  ["of another organization", outsideAccount],
])("an account %s may copy into no vault and use no key", async (_, accountId) => {
  const vaults = accountClasses.flatMap((cls) => [...centralVaults(example, cls), ...localVaults(example, cls)]);
  const keys = accountClasses.flatMap((cls) => [...centralKeys(example, cls), ...localKeys(example, cls)]);

  expect(await example.allowed(example.administrator(accountId), vaults.map(copyInto))).toEqual([]);
  expect(await example.allowed(example.backupService(accountId), keys.flatMap(readWith))).toEqual([]);
});

describe.each(accountClasses)("the way back from central %s", (cls) => {
  test("leads into every local vault of its class", async () => {
    expect(await example.denied(copiesBack(example, cls), localVaults(example, cls).map(copyInto))).toEqual([]);
  });

  test("leads into no local vault of the other class", async () => {
    const requests = localVaults(example, other(cls)).map(copyInto);

    expect(await example.allowed(copiesBack(example, cls), requests)).toEqual([]);
    expect(await example.allowed(example.administrator(central[cls].accountId), requests)).toEqual([]);
  });

  test("leads into no central vault, its own included", async () => {
    const vaults = accountClasses.flatMap((one) => centralVaults(example, one));

    expect(await example.allowed(copiesBack(example, cls), vaults.map(copyInto))).toEqual([]);
  });

  test.each(accountsOf(cls))("is read by AWS Backup in $name with the central keys of its class only", async (one) => {
    const service = example.backupService(one.accountId);

    expect(await example.denied(service, centralKeys(example, cls).flatMap(readWith))).toEqual([]);
    expect(await example.allowed(service, centralKeys(example, other(cls)).flatMap(readWith))).toEqual([]);
  });

  test.each(accountsOf(cls))("opens the central keys to no person in $name", async ({ accountId }) => {
    const requests = centralKeys(example, cls).flatMap(readWith);

    expect(await example.allowed(example.administrator(accountId), requests)).toEqual([]);
    expect(await example.allowed(example.rootUser(accountId), requests)).toEqual([]);
  });
});

describe("what the above rests on", () => {
  const warehouse = account("warehouse-prod").accountId;
  const payments = account("payments-prod").accountId;
  const [home] = centralVaults(example, "prod") as readonly [Target];

  test("an account in a unit copies in by the unit's path, and by nothing else", async () => {
    const without = example.without("CopyInByUnit");
    const [vault] = centralVaults(without, "prod") as readonly [Target];

    expect(await without.lets(backups(without, warehouse), copyInto(vault))).toBe(false);
    expect(await without.lets(backups(without, payments), copyInto(vault))).toBe(true);
  });

  test("an account in no unit copies in by its id, and by nothing else", async () => {
    const without = example.without("CopyInByAccount");
    const [vault] = centralVaults(without, "prod") as readonly [Target];

    expect(await without.lets(backups(without, payments), copyInto(vault))).toBe(false);
    expect(await without.lets(backups(without, warehouse), copyInto(vault))).toBe(true);
  });

  test("an account that leaves the organization can no longer copy in, though its id is still known", async () => {
    const left = { "aws:PrincipalOrgID": "o-zzzzzzzzzz", "aws:PrincipalOrgPaths": ["o-zzzzzzzzzz/r-zz99/"] };

    expect(await example.lets(backups(example, payments), ["backup:CopyIntoBackupVault", home, left])).toBe(false);
  });

  test("an account below a unit counts as in it, and one beside it does not", async () => {
    const path = (unit: string) => ({ "aws:PrincipalOrgPaths": [`o-a1b2c3d4e5/r-ab12/${unit}/`] });
    const from = (unit: string): Request => ["backup:CopyIntoBackupVault", home, path(unit)];
    const role = backups(example, warehouse);

    expect(await example.lets(role, from("ou-ab12-1a2b3c4d/ou-ab12-99999999"))).toBe(true);
    expect(await example.lets(role, from("ou-ab12-1a2b3c4e"))).toBe(false);
  });

  test("the way back is narrowed by the role itself and by its boundary, not by the vaults alone", async () => {
    const careless = example.without("OnlyToLocalVaults");
    const [own] = centralVaults(careless, "prod") as readonly [Target];
    const role = copiesBack(careless, "prod");

    expect(await careless.lets(role, copyInto(own))).toBe(false);
    expect(await careless.lets({ ...role, boundary: null }, copyInto(own))).toBe(true);
  });

  test("the way back is opened by the local vaults, and by nothing else", async () => {
    const closed = example.without("CopyInFromCentral");

    expect(await closed.allowed(copiesBack(closed, "prod"), localVaults(closed, "prod").map(copyInto))).toEqual([]);
  });

  test("AWS Backup reads with a key of another account by the key's policy alone", async () => {
    const closed = example.without("CopiesToCentral").without("CopyGrantsToCentral");
    const service = closed.backupService(central.prod.accountId);

    expect(await closed.allowed(service, localKeys(closed, "prod").flatMap(readWith))).toEqual([]);
  });

  test("grants on a key are for AWS's own use only", async () => {
    const [key] = localKeys(example, "prod") as readonly [Target];
    const service = { ...example.backupService(central.prod.accountId), policies: [allowEverything] };
    const grant = (forAws: string): Request => ["kms:CreateGrant", key, { "kms:GrantIsForAWSResource": forAws }];

    expect(await example.lets(service, grant("true"))).toBe(true);
    expect(await example.lets(service, grant("false"))).toBe(false);
  });
});

describe.each(accountClasses)("a copy out of the vaults of %s", (cls) => {
  const home = central[cls];
  const stranger = `arn:aws:backup:eu-west-2:${classlessAccount}:backup-vault:of-a-stranger`;
  const arnsOf = (vaults: readonly Target[]) => vaults.map(({ arn }) => arn);
  const copyFrom = (in_: Organization, accountId: string, region: string, ...targets: readonly string[]): Request => [
    "backup:CopyFromBackupVault",
    in_.recoveryPoint(accountId, region),
    { "backup:CopyTargets": targets },
  ];

  test.each(accountsOf(cls))("leaves $name for its central account only, whoever starts it", async (one) => {
    const { accountId, regions } = one;
    const bosses = [example.administrator(accountId), example.rootUser(accountId), backups(example, accountId)];
    for (const region of regions) {
      const from = (...targets: readonly string[]) => copyFrom(example, accountId, region, ...targets);
      const allowed = arnsOf(centralVaults(example, cls));
      const elsewhere = [stranger, ...arnsOf(centralVaults(example, other(cls)))];

      expect(await example.deniedToAny(bosses, [from(...allowed)])).toEqual([]);
      expect(
        await example.allowedToAny(bosses, [...elsewhere.map((arn) => from(arn)), from(...allowed, stranger)]),
      ).toEqual([]);
    }
  });

  test("leaves central for local vaults only, by the restore operator or the role that copies back", async () => {
    const operator = example.role(home.accountId, dutyRole("restoreOperator"));
    for (const region of home.regions) {
      const from = (arn: string) => copyFrom(example, home.accountId, region, arn);

      expect(
        await example.deniedToAny([operator, copiesBack(example, cls)], arnsOf(localVaults(example, cls)).map(from)),
      ).toEqual([]);
      expect(await example.allowedToAny([operator, copiesBack(example, cls)], [from(stranger)])).toEqual([]);
    }
  });

  test("leaves central by nobody else, for wherever", async () => {
    const bosses = [example.administrator(home.accountId), example.rootUser(home.accountId)];
    for (const region of home.regions) {
      const from = (arn: string) => copyFrom(example, home.accountId, region, arn);

      expect(await example.allowedToAny(bosses, [...arnsOf(localVaults(example, cls)), stranger].map(from))).toEqual(
        [],
      );
    }
  });

  test("would leave central for anywhere, did neither the vaults' policies nor the guardrails say where to", async () => {
    const { accountId, regions } = home;
    const lets = (in_: Organization) =>
      in_.lets(copiesBack(in_, cls), copyFrom(in_, accountId, regions[0] ?? "", stranger));
    const [vaultsSay, guardrailsSay] = ["CopiesGoNowhereElse", "CentralCopiesReturn"] as const;

    expect(await lets(example.without(vaultsSay))).toBe(false);
    expect(await lets(example.without(guardrailsSay))).toBe(false);
    expect(await lets(example.without(vaultsSay).without(guardrailsSay))).toBe(true);
  });
});

test("nobody but the pipeline makes a vault that copies could go to, in whichever account", async () => {
  const make = (accountId: string): Request => [
    "backup:CreateBackupVault",
    target(`arn:aws:backup:eu-west-2:${accountId}:backup-vault:${localVault}`, accountId),
  ];
  const ids = [classlessAccount, ...example.estate.accounts.map(({ accountId }) => accountId)];

  for (const id of ids) expect(await example.lets(example.administrator(id), make(id))).toBe(false);
  const open = example.without("VaultNames");
  expect(await open.lets(open.administrator(classlessAccount), make(classlessAccount))).toBe(true);
});

test("units of the two classes are kept apart like accounts are", async () => {
  const unit = (name: string, cls: AccountClass): Unit => {
    const ouId = `ou-ab12-${cls === "prod" ? "1a2b3c4d" : "5e6f7a8b"}`;
    return { name, class: cls, ouId, orgPath: `o-a1b2c3d4e5/r-ab12/${ouId}/`, regions: ["eu-west-2"], plans: [] };
  };
  const { estate } = example;
  const inUnits = organizationOf({
    ...estate,
    units: [unit("live", "prod"), unit("lab", "nonprod")],
    accounts: estate.accounts.map((one) => ({ ...one, unit: one.class === "prod" ? "live" : "lab" })),
  });

  expect(new Set(estate.accounts.map((one) => one.class))).toEqual(new Set(accountClasses));
  for (const { accountId, class: cls } of estate.accounts) {
    const role = backups(inUnits, accountId);

    expect(await inUnits.denied(role, centralVaults(inUnits, cls).map(copyInto))).toEqual([]);
    expect(await inUnits.allowed(role, centralVaults(inUnits, other(cls)).map(copyInto))).toEqual([]);
  }
});
