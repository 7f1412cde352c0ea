import type { AppAccount } from "../../../src/model.ts";
import { appStackId } from "../../../src/names.ts";
import type { Resource } from "../../emulator/deploy/stack-resources.ts";

/** What config says of an account that its documents depend on. */
export const kindOf = ({ class: cls, unit, lock }: AppAccount): string =>
  [cls, unit === null ? "in no unit" : "in a unit", lock === null ? "not locked" : "locked"].join(", ");

const known = new WeakMap<Resource, readonly string[]>();

/**
 * What an account's stack holds in each of its Regions, without what is the account's own: name, number, Regions. What an
 * account has once counts to the first.
 */
export function textsByRegion(account: AppAccount, resources: readonly Resource[]): readonly string[] {
  const [first] = resources;
  const before = first && known.get(first);
  if (before) return before;
  const texts = account.regions.map((region) => textOf(account, region, resources));
  if (first) known.set(first, texts);
  return texts;
}

function textOf({ accountId, name }: AppAccount, region: string, resources: readonly Resource[]): string {
  return resources
    .filter((one) => one.region === region)
    .map(({ type, body }) => `${type} ${JSON.stringify(body)}`)
    .sort()
    .join("\n")
    .replaceAll(accountId, "ACCOUNT")
    .replaceAll(appStackId(name), "STACK")
    .replaceAll(region, "REGION");
}
