import type { AccountClass } from "../../../src/model.ts";
import { backupRole, copyBackRole } from "../../../src/names.ts";
import { example, type Organization, type Target } from "./organization.ts";

const { estate } = example;

export const { central, shared, organization } = estate;
export const other = (cls: AccountClass): AccountClass => (cls === "prod" ? "nonprod" : "prod");
export const accountsOf = (cls: AccountClass) => estate.accounts.filter((account) => account.class === cls);

/** An application account, by its name in config. */
export function account(name: string) {
  const found = estate.accounts.find((one) => one.name === name);
  if (!found) throw new Error(`got no account ${name}`);
  return found;
}

export const centralVaults = (in_: Organization, cls: AccountClass): readonly Target[] =>
  central[cls].regions.map((region) => in_.vault(central[cls].accountId, region));
export const centralKeys = (in_: Organization, cls: AccountClass): readonly Target[] =>
  central[cls].regions.map((region) => in_.key(central[cls].accountId, region));
export const localVaults = (in_: Organization, cls: AccountClass): readonly Target[] =>
  accountsOf(cls).flatMap(({ accountId, regions }) => regions.map((region) => in_.vault(accountId, region)));
export const localKeys = (in_: Organization, cls: AccountClass): readonly Target[] =>
  accountsOf(cls).flatMap(({ accountId, regions }) => regions.map((region) => in_.key(accountId, region)));

export const backups = (in_: Organization, accountId: string) => in_.role(accountId, backupRole);
export const copiesBack = (in_: Organization, cls: AccountClass) => in_.role(central[cls].accountId, copyBackRole);
