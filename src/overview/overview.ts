import { describeStart } from "../aws/describe-start.ts";
import { backupPolicies } from "../estate/backup-policies.ts";
import { kindNames } from "../estate/kind-names.ts";
import { plansReaching } from "../estate/reach.ts";
import { type AccountClass, accountClasses, type Estate, type Lock, type Plan } from "../model.ts";
import { centralVault } from "../names.ts";
import { kindsToProve } from "../proof/kinds-to-prove.ts";
import { type ProvenLoss, provenLocally, provePlan, worstOf } from "../proof/plan-proof.ts";

/** The estate at a glance, as `overview --format json` gives it. Times are in minutes, retentions in days. */
export interface Overview {
  readonly name: string;
  readonly organization: string;
  readonly shared: { readonly account: string; readonly region: string };
  readonly classes: Readonly<Record<AccountClass, ClassOverview>>;
  readonly plans: readonly PlanOverview[];
  /** What no plan backs up, each with its reason. */
  readonly leftOut: Estate["leftOut"];
}

export interface ClassOverview {
  readonly central: {
    readonly account: string;
    readonly regions: readonly string[];
    readonly vault: string;
    readonly lock: LockOverview;
  };
  readonly units: readonly { readonly name: string; readonly ou: string; readonly plans: readonly string[] }[];
  readonly accounts: readonly AccountOverview[];
}

export interface AccountOverview {
  readonly name: string;
  readonly account: string;
  readonly owner: string;
  readonly state: "active" | "retired";
  readonly unit: string | null;
  readonly regions: readonly string[];
  /** Plans that reach the account, its unit's included; none once it is retired. */
  readonly plans: readonly string[];
  readonly lock: LockOverview | null;
}

export interface LockOverview {
  /** What is deployed, not what is asked for. */
  readonly deployed: "governance" | "compliance";
  readonly asked: "governance" | "compliance";
  readonly armedOn: string | null;
  readonly coolingOffDays: number;
  /** `YYYY-MM-DD`, since when nobody can remove it, as config says; `null`: config says nothing. */
  readonly finalSince: string | null;
  readonly minDays: number;
  readonly maxDays: number;
  readonly reason: string;
}

export interface PlanOverview {
  readonly name: string;
  readonly rpoMinutes: number;
  readonly isolatedRpoMinutes: number | null;
  readonly rtoMinutes: number;
  readonly proven: ProvenOverview;
  readonly selection: Plan["selection"];
  readonly windowsVss: boolean;
  readonly rules: Plan["rules"];
  /** What its policies are attached to. */
  readonly targets: readonly string[];
}

/** What the schedules, windows and retentions of a plan prove, beside what it promises. */
export interface ProvenOverview {
  /** By local backups; `null`: every type it reaches has continuous backup. */
  readonly local: LossOverview | null;
  /** By continuous backup, which is never copied. */
  readonly continuous: readonly { readonly rpoMinutes: number; readonly types: readonly string[] }[];
  /** By copies in the central account's home Region; `null`: no rule copies. */
  readonly isolated: LossOverview | null;
  /** By copies in its further Regions; `null`: no rule copies. */
  readonly isolatedFurther: LossOverview | null;
}

/** The worst moment, in UTC; `null` where nothing can be proven. */
export interface LossOverview {
  readonly rpoMinutes: number | null;
  readonly gap: {
    readonly from: string;
    readonly fromRule: string;
    /** The next start. */
    readonly to: string;
    readonly toRule: string;
    /** When the backup or copy of that start is there at the latest. */
    readonly available: string;
  } | null;
}

export function overviewOf(estate: Estate): Overview {
  const policies = accountClasses.flatMap((cls) => backupPolicies(estate, cls));
  return {
    name: estate.name,
    organization: estate.organization.id,
    shared: { account: estate.shared.accountId, region: estate.shared.region },
    classes: { prod: classOverview(estate, "prod"), nonprod: classOverview(estate, "nonprod") },
    plans: estate.plans.map((plan) => ({
      name: plan.name,
      ...plan.promise,
      proven: provenOverview(estate, plan),
      selection: plan.selection,
      windowsVss: plan.windowsVss,
      rules: plan.rules,
      targets: policies
        .filter((policy) => policy.plan === plan)
        .flatMap(({ targets }) => targets.map(({ name }) => name)),
    })),
    leftOut: estate.leftOut,
  };
}

function provenOverview(estate: Estate, plan: Plan): ProvenOverview {
  const proof = provePlan(plan);
  const kinds = kindsToProve(estate, plan);
  const losses = kinds.map((kind) => ({ kind, loss: provenLocally(proof, kind) }));
  const snapshots = losses.flatMap(({ loss }) => (loss.kind === "continuous" ? [] : [loss]));
  const worst = (target: "home" | "further") =>
    lossOverview(worstOf([proof[target], ...kinds.map((kind) => proof.of(kind)[target])]));
  const continuous = losses.flatMap(({ kind, loss }) =>
    loss.kind === "continuous" ? [{ kind, rpoMinutes: loss.minutes }] : [],
  );
  return {
    local: continuous.length === losses.length ? null : lossOverview(worstOf([proof.local, ...snapshots])),
    continuous: [...new Set(continuous.map(({ rpoMinutes }) => rpoMinutes))]
      .sort((a, b) => a - b)
      .map((rpoMinutes) => ({
        rpoMinutes,
        types: kindNames(continuous.filter((each) => each.rpoMinutes === rpoMinutes).map(({ kind }) => kind)),
      })),
    isolated: worst("home"),
    isolatedFurther: worst("further"),
  };
}

function lossOverview(loss: ProvenLoss): LossOverview | null {
  if (loss.kind === "none") return null;
  if (loss.kind !== "bounded") return { rpoMinutes: null, gap: null };
  const { fromMinute, fromRule, toMinute, toRule, availableMinute } = loss.gap;
  return {
    rpoMinutes: loss.minutes,
    gap: {
      from: describeStart(fromMinute),
      fromRule: fromRule.name,
      to: describeStart(toMinute),
      toRule: toRule.name,
      available: describeStart(availableMinute),
    },
  };
}

function classOverview(estate: Estate, cls: AccountClass): ClassOverview {
  const central = estate.central[cls];
  return {
    central: {
      account: central.accountId,
      regions: central.regions,
      vault: centralVault(cls),
      lock: lockOverview(central.lock),
    },
    units: estate.units
      .filter((unit) => unit.class === cls)
      .map((unit) => ({ name: unit.name, ou: unit.ouId, plans: unit.plans })),
    accounts: estate.accounts
      .filter((account) => account.class === cls)
      .map((account) => ({
        name: account.name,
        account: account.accountId,
        owner: account.owner,
        state: account.state,
        unit: account.unit,
        regions: account.regions,
        plans: plansReaching(estate, account),
        lock: account.lock ? lockOverview(account.lock) : null,
      })),
  };
}

function lockOverview(lock: Lock): LockOverview {
  const { mode, armedOn, coolingOffDays, cooledOff, minDays, maxDays, reason } = lock;
  return {
    deployed: mode === "compliance" && armedOn !== null ? "compliance" : "governance",
    asked: mode,
    armedOn,
    coolingOffDays,
    finalSince: cooledOff?.lockDate ?? null,
    minDays,
    maxDays,
    reason,
  };
}
