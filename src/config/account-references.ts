import { diagnosticOf } from "../diagnostics/complaint.ts";
import { accountFile, type ConfigKey, inAccount, inOrganization } from "../diagnostics/config-key.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ConfigFiles } from "./config-files.ts";
import { accountTwice } from "./rules/account-twice.ts";
import { noPlan } from "./rules/no-plan.ts";
import { planTwice } from "./rules/plan-twice.ts";
import { unitClass } from "./rules/unit-class.ts";
import { unitOverlap } from "./rules/unit-overlap.ts";
import { unitRegions } from "./rules/unit-regions.ts";
import { unitRetired } from "./rules/unit-retired.ts";

/** Every account of the estate has one place in it: two entries for one account would meet in one set of vaults. */
export function accountIdsAreUnique({ organization, accounts }: ConfigFiles): readonly Diagnostic<ConfigKey>[] {
  const findings: Diagnostic<ConfigKey>[] = [];
  const takenBy = new Map<string, string>();
  const claim = (id: string, holder: string, at: ConfigKey) => {
    const other = takenBy.get(id);
    if (other === undefined) takenBy.set(id, holder);
    else
      findings.push(
        diagnosticOf(accountTwice, {
          at,
          got: `got "${id}", which is already ${other}`,
          why: "an account has one place",
          use: "use the id of another account",
        }),
      );
  };

  if (organization) {
    claim(organization.organization.management, "the management account", inOrganization("organization", "management"));
    claim(organization.shared.account, "the shared resources account", inOrganization("shared", "account"));
    claim(organization.central.prod.account, "central prod", inOrganization("central", "prod", "account"));
    claim(organization.central.nonprod.account, "central non-prod", inOrganization("central", "nonprod", "account"));
  }
  for (const [name, account] of accounts) {
    if (account) claim(account.account, `the account of ${accountFile(name)}`, inAccount(name, "account"));
  }
  return findings;
}

/** A unit may be called like a property that every object has. */
const unitNamed = (organization: ConfigFiles["organization"], name: string | undefined) =>
  organization && name !== undefined && Object.hasOwn(organization.units, name) ? organization.units[name] : undefined;

/** What an account in a unit takes from it, and what it may not say differently. */
export function accountsFitTheirUnits({ organization, accounts }: ConfigFiles): readonly Diagnostic<ConfigKey>[] {
  if (!organization) return [];
  return [...accounts].flatMap(([name, account]) => {
    if (account?.unit === undefined) return [];
    const unit = unitNamed(organization, account.unit);
    if (!unit) return [];

    const findings: Diagnostic<ConfigKey>[] = [];
    if (account.class !== unit.class) {
      findings.push(
        diagnosticOf(unitClass, {
          at: inAccount(name, "class"),
          got: `got ${account.class}, but unit ${account.unit} is ${unit.class} (organization.yaml)`,
          use: `use ${unit.class}, or another unit`,
        }),
      );
    }
    if (account.regions) {
      findings.push(
        diagnosticOf(unitRegions, {
          at: inAccount(name, "regions"),
          got: `got Regions of its own in unit ${account.unit}, whose policies run in the unit's Regions`,
          use: "remove regions",
        }),
      );
    }
    if (account.state === "retired") {
      findings.push(
        diagnosticOf(unitRetired, {
          at: inAccount(name, "state"),
          got: `got retired in unit ${account.unit}, whose policies would still reach it`,
          use: "move the account out of the OU, then remove unit",
        }),
      );
    }
    for (const [index, plan] of (account.plans ?? []).entries()) {
      if (unit.plans.includes(plan)) {
        findings.push(
          diagnosticOf(planTwice, {
            at: inAccount(name, "plans", index),
            got: `got ${plan}, which unit ${account.unit} has already`,
            use: "remove it",
          }),
        );
      }
    }
    return findings;
  });
}

/** An OU within an OU inherits its policies, so that one account would get two units' plans, perhaps of two classes. */
export function unitsAreApart({ organization }: ConfigFiles): readonly Diagnostic<ConfigKey>[] {
  const units = Object.entries(organization?.units ?? {});
  return units.flatMap(([name, unit]) =>
    units
      .filter(
        ([other, { path }]) =>
          other !== name && (unit.path.startsWith(`${path}/`) || (unit.path === path && other < name)),
      )
      .map(([other]) =>
        diagnosticOf(unitOverlap, {
          at: inOrganization("units", name, "path"),
          got: `got ${unit.path}, which lies within unit ${other} and inherits its policies`,
          use: "use OUs that are apart",
        }),
      ),
  );
}

/** An active account without a plan looks protected and is not. */
export function activeAccountsHavePlans({ organization, accounts }: ConfigFiles): readonly Diagnostic<ConfigKey>[] {
  return [...accounts].flatMap(([name, account]) => {
    if (!account || account.state === "retired") return [];
    const unit = unitNamed(organization, account.unit);
    const unitIsUnknown = account.unit !== undefined && unit === undefined;
    if (unitIsUnknown || unit?.plans.length || account.plans?.length) return [];

    const at = inAccount(name, "plans");
    return account.plans === undefined
      ? [diagnosticOf(noPlan, { at, got: "missing", use: "write the plans that protect it, such as [gold]" })]
      : [
          diagnosticOf(noPlan, {
            at,
            got: "got an empty list",
            why: "nothing would be backed up",
            use: "use a plan, or state: retired",
          }),
        ];
  });
}
