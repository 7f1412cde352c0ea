import { accountFile, organizationFile } from "../diagnostics/config-key.ts";
import type { Estate } from "../model.ts";
import { hubDeployPlanRole, hubPlanRole, pipelinePlanRole, pipelineStackSet } from "../names.ts";
import { type Check, lacking, later, ok, unknown } from "./check.ts";
import type { Caller, Facts } from "./facts.ts";

/** An account that some stack is for. */
export interface StackAccount {
  readonly accountId: string;
  /** How config calls it. */
  readonly name: string;
  readonly file: string;
  readonly regions: readonly string[];
  /** `null`: nothing depends on the service-linked role before AWS makes it. */
  readonly serviceLinkedRole: "create" | "existing" | null;
}

/** Every account that the pipeline enters. */
export function stackAccounts(estate: Estate): readonly StackAccount[] {
  const special = (name: string, accountId: string, regions: readonly string[], create: boolean | null) => ({
    accountId,
    name,
    file: organizationFile,
    regions: [...new Set(regions)],
    serviceLinkedRole: create === null ? null : create ? ("create" as const) : ("existing" as const),
  });
  const { shared, central, management } = estate;
  return [
    ...(management
      ? [special("management", management.accountId, [management.region, ...Object.keys(management.optIn)], null)]
      : []),
    special("shared", shared.accountId, [shared.region], null),
    special("central-prod", central.prod.accountId, central.prod.regions, central.prod.createServiceLinkedRole),
    special(
      "central-nonprod",
      central.nonprod.accountId,
      central.nonprod.regions,
      central.nonprod.createServiceLinkedRole,
    ),
    ...estate.accounts.map((account) => ({
      accountId: account.accountId,
      name: account.name,
      file: accountFile(account.name),
      regions: account.regions,
      serviceLinkedRole: account.createServiceLinkedRole ? ("create" as const) : null,
    })),
  ];
}

/** What must be true of the accounts: one line for all that is well, one for each that is not. */
export function accountChecks(estate: Estate, facts: Facts): readonly Check[] {
  const accounts = stackAccounts(estate);
  return [
    ...existence(accounts, facts),
    ...places(estate, facts),
    ...entering(estate, accounts, facts),
    ...serviceLinkedRoles(accounts, facts),
    ...regions(accounts, facts),
  ];
}

function existence(accounts: readonly StackAccount[], facts: Facts): readonly Check[] {
  const what = `all ${accounts.length} accounts are in the organization and active`;
  if ("needs" in facts.accounts) return [unknown(what, facts.accounts.needs)];

  const { answer: states } = facts.accounts;
  const lacks = accounts.flatMap(({ accountId, name, file }) => {
    const state = states.get(accountId);
    const one = `${name} (${accountId}) is in the organization and active`;
    if (state === "ACTIVE") return [];
    if (state === undefined) {
      return lacking(
        one,
        "no such account in the organization",
        `aws organizations invite-account-to-organization --target Id=${accountId},Type=ACCOUNT # or correct the id in ${file}`,
      );
    }
    return lacking(
      one,
      state,
      `aws organizations describe-account --account-id ${accountId} # AWS Support reopens a closed account within 90 days; else retire it`,
    );
  });
  return lacks.length === 0 ? [ok(what)] : lacks;
}

function places(estate: Estate, facts: Facts): readonly Check[] {
  return estate.units.flatMap((unit): readonly Check[] => {
    const members = estate.accounts.filter((account) => account.unit === unit.name);
    const what = `unit ${unit.name} is ${unit.orgPath} and holds its ${members.length} accounts`;
    const fact = facts.units[unit.name] ?? { needs: "to be asked" };
    if ("needs" in fact) return [unknown(what, fact.needs)];

    const { orgPath, accountIds, strays } = fact.answer;
    if (orgPath !== unit.orgPath) {
      const right = orgPath?.split("/").slice(2, -1).join("/");
      return [
        lacking(
          what,
          orgPath ?? `no ${unit.ouId}`,
          right
            ? `# write units.${unit.name}.path: ${right} in organization.yaml`
            : `aws organizations list-organizational-units-for-parent --parent-id ${estate.organization.rootId} # then correct units.${unit.name}.path in organization.yaml`,
        ),
      ];
    }
    const lacks = members.flatMap(({ name, accountId }) => {
      const one = `${name} (${accountId}) is in unit ${unit.name} (${unit.ouId})`;
      const parent = strays.get(accountId);
      if (accountIds.includes(accountId)) return [];
      if (parent === undefined) return unknown(one, "the account to be in the organization");
      return lacking(
        one,
        parent,
        `aws organizations move-account --account-id ${accountId} --source-parent-id ${parent} --destination-parent-id ${unit.ouId} # or correct unit: in ${accountFile(name)}`,
      );
    });
    const known = new Map(estate.accounts.map((account) => [account.accountId, account]));
    const reached = accountIds.flatMap((accountId) => {
      const account = known.get(accountId);
      if (account?.unit === unit.name || (account && isBelow(estate, account.unit, unit.orgPath))) return [];
      const one = `${account?.name ?? accountId} has the vaults that the policies of unit ${unit.name} send backups to`;
      return account
        ? lacking(
            one,
            "the account is in the OU, its file says otherwise",
            `# write unit: ${unit.name} in ${accountFile(account.name)}`,
          )
        : lacking(
            one,
            "the account is in the OU and has no file",
            `npm run -s lockstep -- onboard NAME --account ${accountId} --class ${unit.class} --unit ${unit.name} --owner OWNER`,
          );
    });
    return lacks.length + reached.length === 0 ? [ok(what)] : [...lacks, ...reached];
  });
}

const isBelow = (estate: Estate, unit: string | null, orgPath: string) =>
  estate.units.some(({ name, orgPath: path }) => name === unit && path.startsWith(orgPath));

/** Only these are trusted by the plan role: to anybody else a refusal says nothing. */
const isTrusted = (estate: Estate, { accountId, role }: Caller) =>
  accountId === estate.shared.accountId && (role === hubPlanRole || role === hubDeployPlanRole);

function entering(estate: Estate, accounts: readonly StackAccount[], facts: Facts): readonly Check[] {
  const what = `${pipelinePlanRole} can be taken in all ${accounts.length} accounts`;
  const refused = accounts.filter(({ accountId }) => {
    const entry = facts.entries.get(accountId);
    return entry === undefined || entry.outcome === "refused";
  });
  const unsure = accounts.flatMap(({ accountId, name }) => {
    const entry = facts.entries.get(accountId);
    if (entry?.outcome !== "failed") return [];
    return [unknown(`${pipelinePlanRole} can be taken in ${name} (${accountId})`, entry.why)];
  });
  if (refused.length === 0 && unsure.length === 0) return [ok(what)];

  if (!isTrusted(estate, facts.caller)) {
    const rest =
      refused.length === 0
        ? []
        : [
            unknown(
              `${pipelinePlanRole} can be taken in ${names(refused)}`,
              `preflight to run as ${hubPlanRole}, which the role trusts`,
            ),
          ];
    return [...rest, ...unsure];
  }
  return [...refused.map((account) => noRole(estate, account)), ...unsure];
}

function noRole(estate: Estate, { accountId, name }: StackAccount): Check {
  const what = `${pipelinePlanRole} can be taken in ${name} (${accountId})`;
  // service-managed StackSets never reach the management account
  const command =
    accountId === estate.organization.managementAccountId
      ? "npm run -s lockstep -- bootstrap # in the shared account; it prints what to run in the management account"
      : `aws cloudformation list-stack-instances --stack-set-name ${pipelineStackSet} --stack-instance-account ${accountId} --call-as DELEGATED_ADMIN --region ${estate.shared.region} # in the shared account: says why the StackSet has not reached it; without a line, add its OU to pipeline.deployTo and run bootstrap`;
  return lacking(what, "the role is missing or does not trust the pipeline", command);
}

function serviceLinkedRoles(accounts: readonly StackAccount[], facts: Facts): readonly Check[] {
  return accounts.flatMap(({ accountId, name, file, serviceLinkedRole: wanted }): readonly Check[] => {
    if (wanted === null) return [];
    const what = `AWSServiceRoleForBackup in ${name} (${accountId})`;
    const entry = facts.entries.get(accountId);
    if (entry?.outcome !== "entered") return [unknown(what, `${pipelinePlanRole} in the account`)];
    const { serviceLinkedRole: asked } = entry;
    if ("needs" in asked) return [unknown(what, asked.needs)];

    if (wanted === "existing") {
      return [
        asked.answer === "missing"
          ? lacking(
              what,
              "no such role, and config says it exists",
              `aws iam create-service-linked-role --aws-service-name backup.amazonaws.com # in ${accountId}`,
            )
          : ok(what),
      ];
    }
    if (asked.answer === "missing") return [later(what, `the first deploy of its stack`)];
    if (asked.answer === "ours") return [ok(what)];
    return [
      lacking(
        what,
        "a role that Lockstep did not make, so creating it fails",
        `# write serviceLinkedRole: existing for ${name} in ${file}`,
      ),
    ];
  });
}

function regions(accounts: readonly StackAccount[], facts: Facts): readonly Check[] {
  const checks = accounts.flatMap(({ accountId, name }): readonly Check[] => {
    const entry = facts.entries.get(accountId);
    if (entry?.outcome !== "entered") return [];
    const what = (region: string) => `${region} is enabled in ${name} (${accountId})`;
    return [
      ...entry.disabledRegions.map((region) =>
        lacking(
          what(region),
          "AWS refuses the account's sessions there",
          `aws account enable-region --account-id ${accountId} --region-name ${region}`,
        ),
      ),
      ...entry.unaskedRegions.map((region) => unknown(what(region), "an answer of AWS Backup in the Region")),
    ];
  });
  const entered = accounts.filter(({ accountId }) => facts.entries.get(accountId)?.outcome === "entered");
  const others = accounts.filter((account) => !entered.includes(account));
  return [
    ...checks,
    ...(entered.length > 0 && checks.length === 0 ? [ok(`every Region in use is enabled in ${names(entered)}`)] : []),
    ...(others.length > 0
      ? [unknown(`every Region in use is enabled in ${names(others)}`, `${pipelinePlanRole} in the accounts`)]
      : []),
  ];
}

const names = (accounts: readonly StackAccount[]) =>
  accounts.length > 3
    ? `${accounts.length} accounts (${accounts
        .slice(0, 2)
        .map(({ name }) => name)
        .join(", ")} and others)`
    : accounts.map(({ name }) => name).join(", ");
