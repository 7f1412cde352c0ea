import { isTypeOffered } from "../aws/is-offered.ts";
import { partitionOf } from "../aws/regions.ts";
import { commonResourceTypes } from "../aws/resource-types.ts";
import { byText } from "../by-text.ts";
import { leftOutOf } from "../estate/left-out-of.ts";
import type {
  AccountClass,
  AppAccount,
  CentralAccount,
  Copies,
  Duty,
  Estate,
  LeftOut,
  Lifecycle,
  Lock,
  ManagementAccount,
  Plan,
  RegionOptIn,
  Rule,
  Selection,
  Unit,
  WindowKey,
} from "../model.ts";
import type { AccountFile } from "./account-schema.ts";
import { defaultWindows } from "./default-windows.ts";
import { minutesOf } from "./duration.ts";
import type { OrganizationFile } from "./organization-schema.ts";
import type { PlanFile } from "./plan-schema.ts";
import { tagsTogether } from "./recovery-point-tags.ts";

/** Files of the right shape, without a wrong reference. */
export interface SoundFiles {
  readonly organization: OrganizationFile;
  readonly plans: ReadonlyMap<string, PlanFile>;
  readonly accounts: ReadonlyMap<string, AccountFile>;
}

/** Fills in every default. Optionality ends here. */
export function resolve({ organization, plans, accounts }: SoundFiles): Estate {
  const { shared, central, pipeline } = organization;
  const leftOut = Object.entries(organization.leftOut)
    .map(([name, each]) => resolveLeftOut(name, each))
    .sort(byName);
  const units = Object.entries(organization.units)
    .map(([name, unit]) => resolveUnit(name, unit, organization))
    .sort(byName);

  return {
    name: organization.name,
    partition: partitionOf(shared.region) ?? "aws",
    organization: {
      id: organization.organization.id,
      rootId: organization.organization.root,
      managementAccountId: organization.organization.management,
    },
    shared: { accountId: shared.account, region: shared.region },
    central: {
      prod: resolveCentral("prod", central.prod, organization),
      nonprod: resolveCentral("nonprod", central.nonprod, organization),
    },
    management: resolveManagement(organization, accounts),
    plans: [...plans].map(([name, plan]) => resolvePlan(name, plan, leftOut)).sort(byName),
    leftOut,
    units,
    accounts: [...accounts].map(([name, account]) => resolveAccount(name, account, organization, units)).sort(byName),
    duties: {
      policyAdmin: resolveDuty(organization.duties.policyAdmin),
      vaultCustodian: resolveDuty(organization.duties.vaultCustodian),
      backupOperator: resolveDuty(organization.duties.backupOperator),
      restoreOperator: resolveDuty(organization.duties.restoreOperator),
      auditor: resolveDuty(organization.duties.auditor),
    },
    alerts: {
      subscriptions: organization.alerts.subscriptions.flatMap(({ email, https, sqs, lambda }) => [
        ...(email === undefined ? [] : [{ protocol: "email" as const, endpoint: email }]),
        ...(https === undefined ? [] : [{ protocol: "https" as const, endpoint: https }]),
        ...(sqs === undefined ? [] : [{ protocol: "sqs" as const, endpoint: sqs }]),
        ...(lambda === undefined ? [] : [{ protocol: "lambda" as const, endpoint: lambda }]),
      ]),
    },
    pipeline: {
      repository: pipeline.repository,
      immutableIds: pipeline.ids ?? null,
      branch: pipeline.branch,
      deployTo: pipeline.deployTo ?? [organization.organization.root],
      createOidcProvider: pipeline.oidcProvider === "create",
      alone: pipeline.alone ?? null,
      upgradeUntil: pipeline.upgradeUntil ?? null,
    },
  };
}

const byName = (a: { readonly name: string }, b: { readonly name: string }) => (a.name < b.name ? -1 : 1);

function optInFor(regions: readonly string[], { optIn }: OrganizationFile): RegionOptIn {
  const common = (region: string) => commonResourceTypes.filter((type) => isTypeOffered(type, region));
  const types = (region: string) => optIn.byRegion[region] ?? optIn.types ?? common(region);
  return Object.fromEntries([...regions].sort().map((region) => [region, [...types(region)].sort()]));
}

function resolveLock(lock: OrganizationFile["central"]["prod"]["lock"], reason: string): Lock {
  return {
    mode: lock.mode,
    minDays: lock.min,
    maxDays: lock.max,
    armedOn: lock.arm ?? null,
    coolingOffDays: lock.coolingOff,
    cooledOff: lock.cooledOff ?? null,
    reason,
  };
}

function resolveCentral(
  cls: AccountClass,
  central: OrganizationFile["central"]["prod"],
  organization: OrganizationFile,
): CentralAccount {
  const regions = central.regions ?? organization.regions;
  return {
    class: cls,
    accountId: central.account,
    regions,
    lock: resolveLock(central.lock, ""),
    isSealed: central.sealed,
    createServiceLinkedRole: central.serviceLinkedRole === "create",
    optIn: optInFor(regions, organization),
  };
}

/** The management account's opt-in settings override the members' for plans from a policy, so they cover all Regions. */
function resolveManagement(organization: OrganizationFile, accounts: SoundFiles["accounts"]): ManagementAccount | null {
  const { management } = organization;
  if (!management) return null;
  const holders = [...Object.values(organization.units), ...accounts.values()];
  const regions = new Set([
    management.region,
    ...organization.regions,
    ...holders.flatMap((holder) => holder.regions ?? []),
  ]);
  return {
    accountId: organization.organization.management,
    region: management.region,
    guardrails: management.guardrails,
    resourceGuardrails: management.resourceGuardrails,
    optIn: optInFor([...regions], organization),
    otherDelegationStatements: management.otherDelegationStatements,
  };
}

function resolveUnit(name: string, unit: OrganizationFile["units"][string], organization: OrganizationFile): Unit {
  const { id, root } = organization.organization;
  return {
    name,
    class: unit.class,
    ouId: unit.path.split("/").at(-1) ?? unit.path,
    orgPath: `${id}/${root}/${unit.path}/`,
    regions: unit.regions ?? organization.regions,
    plans: [...unit.plans].sort(),
  };
}

function resolveAccount(
  name: string,
  account: AccountFile,
  organization: OrganizationFile,
  units: readonly Unit[],
): AppAccount {
  const unit = units.find((candidate) => candidate.name === account.unit);
  const regions = unit?.regions ?? account.regions ?? organization.regions;
  return {
    name,
    accountId: account.account,
    class: account.class,
    owner: account.owner,
    state: account.state,
    unit: account.unit ?? null,
    regions,
    plans: [...(account.plans ?? [])].sort(),
    lock: account.lock ? resolveLock(account.lock, account.lock.reason) : null,
    unlockedReason: account.unlocked ?? "",
    hasCustomerKeys: account.sourceKeys === "customer",
    createServiceLinkedRole: account.serviceLinkedRole === "create",
    optIn: optInFor(regions, organization),
  };
}

function resolveDuty(duty: OrganizationFile["duties"]["auditor"]): Duty {
  return {
    principals: [...duty.principals].sort(),
    requireMfa: duty.requireMfa,
    reason: duty.reason ?? "",
    maxSessionHours: duty.maxSessionHours,
  };
}

function resolveLeftOut(name: string, { tag, types, reason }: OrganizationFile["leftOut"][string]): LeftOut {
  return { name, reason, ...resolveTag(tag), types: [...(types ?? [])].sort() };
}

function resolveTag(tag: Readonly<Record<string, string | readonly string[]>> | undefined) {
  const [[tagKey = "", written = []] = []] = Object.entries(tag ?? {});
  return { tagKey, tagValues: [written].flat().sort() };
}

function resolvePlan(name: string, plan: PlanFile, leftOut: readonly LeftOut[]): Plan {
  const selection = resolveSelection(plan.select);
  return {
    name,
    promise: {
      rpoMinutes: plan.promise.rpo,
      isolatedRpoMinutes: plan.promise.isolatedRpo ?? null,
      rtoMinutes: plan.promise.rto,
    },
    selection,
    uncopied: sortedReasons(plan.uncopied),
    absent: sortedReasons(plan.absent),
    windowsVss: plan.windowsVss,
    leftOut: leftOutOf(selection, leftOut),
    ownWindows: plan.ownWindows ?? null,
    firstBackups: plan.firstBackups ?? "",
    rules: Object.entries(plan.rules).map(([rule, written]) => resolveRule(rule, written, plan.recoveryPointTags)),
  };
}

const windowKeys: readonly WindowKey[] = ["startWithin", "completeWithin", "copyWithin"];

const sortedReasons = (reasons: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(
    Object.entries(reasons)
      .map(([name, reason]): [string, string] => [name, reason ?? ""])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

function resolveSelection(select: PlanFile["select"]): Selection {
  return {
    kind: select.tag ? "tagged" : "everythingExcept",
    ...resolveTag(select.tag ?? select.everythingExcept?.tag),
    types: [...(select.types ?? [])].sort(),
  };
}

function resolveRule(name: string, rule: PlanFile["rules"][string], tags: PlanFile["recoveryPointTags"]): Rule {
  const { keep } = rule;
  return {
    name,
    schedule: rule.schedule,
    startWithinMinutes: rule.startWithin ?? minutesOf(defaultWindows.startWithin),
    completeWithinMinutes: rule.completeWithin ?? minutesOf(defaultWindows.completeWithin),
    copyWithinMinutes: rule.copyWithin ?? minutesOf(defaultWindows.copyWithin),
    defaultWindows: windowKeys.filter((key) => rule[key] === undefined),
    continuous: rule.continuous,
    local: lifecycle(keep.local, keep.localColdAfter, keep.archiveEbs),
    copies: resolveCopies(rule),
    recoveryPointTags: Object.entries(tagsTogether(tags, rule.recoveryPointTags))
      .map(([key, value]) => ({ key, value }))
      .sort(byText(({ key }) => key)),
  };
}

function resolveCopies({ keep, localOnly, shorterCopies }: PlanFile["rules"][string]): Copies {
  if (localOnly !== undefined || keep.central === undefined) return { kind: "localOnly", reason: localOnly ?? "" };
  const furtherCold = keep.furtherColdAfter ?? (keep.further === undefined ? keep.centralColdAfter : undefined);
  return {
    kind: "central",
    home: lifecycle(keep.central, keep.centralColdAfter, keep.archiveEbs),
    further: lifecycle(keep.further ?? keep.central, furtherCold, keep.archiveEbs),
    shorterReason: shorterCopies ?? "",
  };
}

function lifecycle(deleteAfterDays: number, coldAfterDays: number | undefined, archiveEbs: boolean): Lifecycle {
  return { deleteAfterDays, coldAfterDays: coldAfterDays ?? null, archiveEbs };
}
