import { accountFile, error, type Finding, inAccount, inOrganization, warning } from "../finding.ts";
import { groupBy } from "../group-by.ts";
import type { AppAccount, Estate } from "../model.ts";
import { withOthers } from "../words/others-text.ts";

interface Pair {
  readonly was: AppAccount;
  readonly is: AppAccount;
}

/** An application account keeps its file, its id, its class and its Regions; it leaves by `state: retired`. */
export function accountsStay(base: Estate, head: Estate): readonly Finding[] {
  const headByName = new Map(head.accounts.map((account) => [account.name, account]));
  const headById = new Map(head.accounts.map((account) => [account.accountId, account]));
  const pairs = base.accounts.flatMap((was): readonly Pair[] => {
    const is = headByName.get(was.name);
    return is?.accountId === was.accountId ? [{ was, is }] : [];
  });
  return [
    ...base.accounts.flatMap((was) => fileStays(was, headByName.get(was.name), headById.get(was.accountId))),
    ...pairs.flatMap(classStays),
    ...pairs.flatMap(retiringIsSaid),
    ...regionsStay(base, head, pairs),
    ...movesAreSaid(pairs),
  ];
}

function fileStays(was: AppAccount, sameName?: AppAccount, sameId?: AppAccount): readonly Finding[] {
  const { name, accountId } = was;
  if (sameName && sameName.accountId !== accountId) {
    const message = `got "${sameName.accountId}", was "${accountId}": the vaults of ${accountId} stay behind without a stack; use "${accountId}" here, and a file of its own for ${sameName.accountId}`;
    return [error("account-id-changed", inAccount(name, "account"), message)];
  }
  if (sameName) return [];
  if (sameId) {
    const message = `got account ${accountId} as ${sameId.name}, was ${name}: stack and state are named after the file; use ${accountFile(name)}`;
    return [error("account-renamed", inAccount(sameId.name), message)];
  }
  if (was.state === "retired") {
    const message = `got no ${accountFile(name)}, which was retired account ${accountId}: central lets none of its copies back any more; use the file until nobody needs them, and the workflow retire before it goes`;
    return [warning("retired-account-removed", inOrganization(), message)];
  }
  const message = `got no ${accountFile(name)}, which was account ${accountId}: its vaults and state stay behind, and central lets none of its copies back; use the file with state: retired`;
  return [error("account-removed", inOrganization(), message)];
}

function classStays({ was, is }: Pair): readonly Finding[] {
  if (was.class === is.class) return [];
  const message = `got ${is.class}, was ${was.class}: its state would lie elsewhere, and central ${was.class}, which holds its copies, would not know it; use ${was.class}, and another account for ${is.class}`;
  return [error("class-changed", inAccount(is.name, "class"), message)];
}

function retiringIsSaid({ was, is }: Pair): readonly Finding[] {
  if (was.state === "retired" || is.state === "active") return [];
  const message =
    "got retired, was active: nothing is backed up there any more, and what exists expires by its own retention; use active unless the account is empty";
  return [warning("account-retired", inAccount(is.name, "state"), message)];
}

/** Regions may go with the account's own list, its unit's or the organization's: accounts that lose one are said together. */
function regionsStay(base: Estate, head: Estate, pairs: readonly Pair[]): readonly Finding[] {
  const unitLoses = (unit: string, region: string) =>
    base.units.some(({ name, regions }) => name === unit && regions.includes(region)) &&
    head.units.some(({ name, regions }) => name === unit && !regions.includes(region));
  const lost = pairs.flatMap(({ was, is }) =>
    was.regions
      .filter((region) => !is.regions.includes(region))
      .map((region) => ({
        region,
        account: is.name,
        unit: is.unit !== null && is.unit === was.unit && unitLoses(is.unit, region) ? is.unit : null,
      })),
  );
  return [...groupBy(lost, ({ region, unit }) => `${region} ${unit ?? ""}`).values()].flatMap((all) => {
    const [first] = all;
    if (!first) return [];
    const { region, unit } = first;
    const at = unit === null ? inAccount(first.account, "regions") : inOrganization("units", unit, "regions");
    const message = `got no ${region}, where ${withOthers(first.account, all)} ${all.length > 1 ? "have vaults" : "has a vault"}: Terraform would destroy vault, key and lock, and stops because it has no provider there; use ${region} for as long as the vault exists`;
    return [error("region-dropped", at, message)];
  });
}

function movesAreSaid(pairs: readonly Pair[]): readonly Finding[] {
  const moved = pairs.filter(({ was, is }) => was.unit !== is.unit);
  const inUnit = (unit: string | null) => (unit === null ? "no unit" : `unit ${unit}`);
  return [...groupBy(moved, ({ was, is }) => `${was.unit} ${is.unit}`).values()].flatMap((all) => {
    const [first] = all;
    if (!first) return [];
    const { was, is } = first;
    const whose = all.length > 1 ? `${withOthers(is.name, all)}: ` : "";
    const message = `${whose}got ${inUnit(is.unit)}, was ${inUnit(was.unit)}: central knows units by their OU, so that copies fail while AWS Organizations says otherwise; move the account there with the deployment`;
    return [warning("unit-moved", inAccount(is.name, "unit"), message)];
  });
}
