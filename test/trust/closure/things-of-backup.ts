import { alertKeyAlias, stateKeyAlias } from "../../../src/names.ts";
import { filledArn } from "../actions/arn-patterns.ts";
import { storedTypes } from "../actions/stored-types.ts";
import { aliasOf, type Organization, target } from "../organization/organization.ts";
import { keyOf } from "./documents.ts";
import { isCentral, placeOf } from "./place.ts";
import type { Jewel, Thing } from "./thing.ts";
import { thing } from "./thing-of.ts";

/** Vaults, what is in them, what the services store for AWS Backup, and the keys of it all. */
export function thingsOfBackup(organization: Organization): readonly Thing[] {
  return [
    ...organization.written
      .filter(({ kind }) => kind === "vault policy")
      .flatMap((one) => vaultThings(organization, one)),
    ...keyThings(organization),
  ];
}

function vaultThings(organization: Organization, vault: Organization["written"][number]): readonly Thing[] {
  const { accountId, region, of } = vault;
  const inCentral = isCentral(placeOf(organization.estate, accountId));
  const document = keyOf(vault);
  const points: Jewel = inCentral ? "central backups" : "local backups and vaults";
  return [
    thing(organization, organization.vault(accountId, region), {
      sort: "vault",
      said: `the vault ${of}`,
      types: ["backup:backupVault"],
      document,
      jewel: inCentral ? "central vaults, their locks and policies" : points,
    }),
    thing(organization, organization.recoveryPoint(accountId, region), {
      id: `recovery point in ${of}, ${accountId}, ${region}`,
      sort: "recovery point",
      said: `a recovery point in ${of}`,
      types: ["backup:recoveryPoint"],
      document,
      jewel: points,
    }),
    ...storedTypes
      .filter(({ type }) => !type.startsWith("backup:"))
      .map(({ type, arn }) =>
        thing(organization, target(filledArn(arn, region, accountId), accountId), {
          id: `${type}, ${accountId}, ${region}`,
          sort: "stored by a service",
          said: `what AWS Backup stores as ${type.replace(":", "'s ")}`,
          types: [type],
          // the owner of the resource may delete what was made of it; what central holds is nobody's
          jewel: inCentral ? "central backups" : null,
        }),
      ),
  ];
}

function keyThings(organization: Organization): readonly Thing[] {
  const { resources } = organization;
  const keys = resources.filter(({ type }) => type === "aws_kms_key");
  return keys.flatMap((key): readonly Thing[] => {
    const { accountId, region } = key;
    const alias = aliasOf(key, resources);
    const own = organization.key(accountId, region, alias);
    const jewel = jewelOfKey(alias);
    return [
      thing(organization, own, {
        sort: "key",
        said: `the key ${alias}`,
        types: ["kms:key"],
        document: keyOf({ kind: "key policy", accountId, region, of: alias }),
        jewel,
        of: alias,
      }),
      thing(organization, target(`arn:aws:kms:${region}:${accountId}:${alias}`, accountId), {
        sort: "alias",
        said: `the alias ${alias}`,
        types: ["kms:alias"],
        jewel,
        of: alias,
      }),
    ];
  });
}

function jewelOfKey(alias: string): Jewel {
  if (alias === stateKeyAlias) return "state, plans and ledger";
  return alias === alertKeyAlias ? "the way of an alarm" : "keys of backups";
}
