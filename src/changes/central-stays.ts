import { error, type Finding, inOrganization, type Place, warning } from "../finding.ts";
import { type AccountClass, accountClasses, type Estate } from "../model.ts";

/** Central accounts and their Regions hold the copies of years: they are added to, never exchanged. */
export const centralStays = (base: Estate, head: Estate): readonly Finding[] =>
  accountClasses.flatMap((cls) => centralAccountStays(base, head, cls));

function centralAccountStays(base: Estate, head: Estate, cls: AccountClass): readonly Finding[] {
  const [was, is] = [base.central[cls], head.central[cls]];
  const at = (key: string): Place => inOrganization("central", cls, key);
  if (was.accountId !== is.accountId) {
    const message = `got ${is.accountId}, was ${was.accountId}: the copies stay there, and no stack manages them or lets them back; use "${was.accountId}"`;
    return [error("central-moved", at("account"), message)];
  }

  const dropped = was.regions
    .filter((region) => !is.regions.includes(region))
    .map((region) =>
      error(
        "region-dropped",
        at("regions"),
        `got no ${region}, where central ${cls} has a vault with copies: Terraform would destroy vault, key and lock, and stops because it has no provider there; use ${region} for as long as the vault exists`,
      ),
    );
  const [[wasHome], [isHome]] = [was.regions, is.regions];
  if (dropped.length > 0 || wasHome === isHome) return dropped;
  const message = `got ${isHome} as home Region, was ${wasHome}: new copies there are kept as keep.central says, those in ${wasHome} as keep.further; use ${wasHome} first unless that is meant`;
  return [warning("home-region-changed", at("regions"), message)];
}
