import { type BackupPolicy, backupPolicies } from "../estate/backup-policies.ts";
import { error, type Finding, inAccount, inOrganization, warning } from "../finding.ts";
import { groupBy } from "../group-by.ts";
import { type AccountClass, type AppAccount, accountClasses, type Estate } from "../model.ts";
import { withOthers } from "../words/others-text.ts";

interface Accounts {
  readonly byName: ReadonlyMap<string, AppAccount>;
  readonly byUnit: ReadonlyMap<string | null, readonly AppAccount[]>;
}

/** Wherever a backup policy runs there are a vault, a role and opt-in settings; AWS attaches it either way. */
export function referencesExist(estate: Estate): readonly Finding[] {
  const policies = accountClasses.flatMap((cls) => backupPolicies(estate, cls));
  const accounts = {
    byName: new Map(estate.accounts.map((account) => [account.name, account])),
    byUnit: groupBy(estate.accounts, ({ unit }) => unit),
  };
  return [
    ...policies.flatMap((policy) => policyFindsVaults(policy, accounts)),
    ...managementIsOptedIn(estate, policies),
    ...accountClasses.flatMap((cls) => centralIsOptedIn(estate, cls)),
    ...unitsHaveAccounts(estate, accounts),
  ];
}

function policyFindsVaults(
  { class: cls, plan, regions, targets }: BackupPolicy,
  { byName, byUnit }: Accounts,
): readonly Finding[] {
  return targets.flatMap(({ kind, name }) => {
    const own = byName.get(name);
    const reached = kind === "unit" ? (byUnit.get(name) ?? []) : own ? [own] : [];
    const through = `plan ${plan.name}${kind === "unit" ? ` of unit ${name}` : ""}`;
    return reached.flatMap((account) => accountIsReady(account, cls, regions, through));
  });
}

function accountIsReady(account: AppAccount, cls: AccountClass, regions: readonly string[], through: string) {
  const at = (...path: string[]) => inAccount(account.name, ...path);
  const findings: Finding[] = [];
  if (account.class !== cls) {
    const message = `got ${account.class}, but ${through} copies to central ${cls}, which does not know the account; use ${cls}, or another unit`;
    findings.push(error("vault-missing", at("class"), message));
  }
  if (account.state === "retired") {
    const message = `got retired, but ${through} still backs it up; take the account out of the unit`;
    findings.push(error("vault-missing", at("state"), message));
  }
  for (const region of regions) {
    if (!account.regions.includes(region)) {
      const message = `got no vault in ${region}, where ${through} runs, so that each of its backups there would fail; add ${region}, or use another plan`;
      findings.push(error("vault-missing", at("regions"), message));
    } else if (account.optIn[region] === undefined) {
      const message = `got no opt-in settings for ${region}, where ${through} runs, so that resources would be left out; add ${region} to optIn`;
      findings.push(error("opt-in-missing", at("regions"), message));
    }
  }
  return findings;
}

/** The management account's settings override those of the accounts that a policy runs in. */
function managementIsOptedIn({ management }: Estate, policies: readonly BackupPolicy[]): readonly Finding[] {
  if (!management) return [];
  const missing = policies.flatMap(({ plan, regions }) =>
    regions.filter((region) => management.optIn[region] === undefined).map((region) => ({ region, plan: plan.name })),
  );
  return [...groupBy(missing, ({ region }) => region)].map(([region, all]) => {
    const plans = [...new Set(all.map(({ plan }) => plan))];
    const message = `got no opt-in settings for ${region}, where plan ${withOthers(plans[0] ?? "", plans)} ${plans.length > 1 ? "run" : "runs"}, and the management account's override the others; add ${region} to optIn`;
    return error("opt-in-missing", inOrganization("management"), message);
  });
}

function centralIsOptedIn({ central }: Estate, cls: AccountClass): readonly Finding[] {
  const { regions, optIn } = central[cls];
  if (regions.length === 0) {
    return [
      error("destination-missing", inOrganization("central", cls, "regions"), "got no Region to copy to; use one"),
    ];
  }
  const missing = regions.filter((region) => optIn[region] === undefined);
  const [first] = missing;
  if (first === undefined) return [];
  const message = `got no opt-in settings for ${withOthers(first, missing)}, where copies arrive; add ${first} to optIn`;
  return [error("opt-in-missing", inOrganization("central", cls, "regions"), message)];
}

function unitsHaveAccounts({ units }: Estate, { byUnit }: Accounts): readonly Finding[] {
  return units
    .filter(({ name, plans }) => plans.length > 0 && !byUnit.has(name))
    .map(({ name }) =>
      warning(
        "unit-without-accounts",
        inOrganization("units", name),
        `got plans for an OU of which no account has a file; every account in it fails its backups for want of a vault: add its accounts with unit: ${name}, or remove the unit`,
      ),
    );
}
