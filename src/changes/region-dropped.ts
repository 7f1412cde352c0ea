import type { Complaint } from "../diagnostics/complaint.ts";
import { inAccount, inOrganization } from "../diagnostics/config-key.ts";
import { changeRule } from "../diagnostics/rule.ts";
import { groupBy } from "../group-by.ts";
import { accountClasses, type Estate } from "../model.ts";
import { withOthers } from "../words/others-text.ts";
import { accountPairs } from "./between/accounts.ts";

const why = "Terraform would destroy vault, key and lock, and stops because it has no provider there";
const use = (region: string) => `use ${region} for as long as the vault exists`;

export const regionDropped = changeRule({
  id: "region-dropped",
  severity: "error",
  what: "a Region with a vault that config no longer has",
  why: "Without its block nothing keeps Terraform from destroying vault, key and lock; it stops, because the provider of the Region is gone too.",
  source: "developer.hashicorp.com/terraform/language/block/resource",
  example: {
    bad: { "accounts/storefront-prod.yaml": "regions: [eu-west-2]" },
    good: { "accounts/storefront-prod.yaml": "regions: [eu-west-1, eu-west-2, eu-central-1]" },
  },
  check: (base, head) => [...ofCentral(base, head), ...ofAccounts(base, head)],
});

const ofCentral = (base: Estate, head: Estate): readonly Complaint[] =>
  accountClasses.flatMap((cls) => {
    const [was, is] = [base.central[cls], head.central[cls]];
    // of an account that is another nothing more is said
    if (was.accountId !== is.accountId) return [];
    return was.regions
      .filter((region) => !is.regions.includes(region))
      .map((region) => ({
        at: inOrganization("central", cls, "regions"),
        got: `got no ${region}, where central ${cls} has a vault with copies`,
        why,
        use: use(region),
      }));
  });

/** Regions may go with the account's own list, its unit's or the organization's: accounts that lose one are said together. */
function ofAccounts(base: Estate, head: Estate): readonly Complaint[] {
  const unitLoses = (unit: string, region: string) =>
    base.units.some(({ name, regions }) => name === unit && regions.includes(region)) &&
    head.units.some(({ name, regions }) => name === unit && !regions.includes(region));
  const lost = accountPairs(base, head).flatMap(({ was, is }) =>
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
    const got = `got no ${region}, where ${withOthers(first.account, all)} ${all.length > 1 ? "have vaults" : "has a vault"}`;
    return [{ at, got, why, use: use(region) }];
  });
}
