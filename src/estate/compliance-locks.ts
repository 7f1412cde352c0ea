import { type ConfigKey, inAccount, inOrganization } from "../diagnostics/config-key.ts";
import { groupBy } from "../group-by.ts";
import { accountClasses, type Estate, type Lock, type Plan } from "../model.ts";
import { withOthers } from "../words/others-text.ts";
import { plansReaching } from "./reach.ts";

/** Vaults that have one compliance lock and are reached by the same plans. */
export interface ComplianceLock {
  /** The vaults as messages name them. */
  readonly of: string;
  readonly at: (key: string) => ConfigKey;
  readonly lock: Lock;
  /** What plans that reach the vault keep there, and what the other plans would. */
  readonly kept: readonly Kept[];
  readonly wouldKeep: readonly Kept[];
}

export interface Kept {
  readonly plan: string;
  readonly rule: string;
  readonly days: number;
}

/** Central vaults first. */
export const complianceLocks = (estate: Estate): readonly ComplianceLock[] =>
  [...centralVaults(estate), ...localVaults(estate)].filter(({ lock }) => lock.mode === "compliance");

function centralVaults(estate: Estate): readonly ComplianceLock[] {
  return accountClasses.map((cls) => {
    const { lock, regions } = estate.central[cls];
    const holders = [...estate.units, ...estate.accounts.filter(({ state }) => state === "active")].filter(
      (holder) => holder.class === cls,
    );
    const reaching = new Set(holders.flatMap(({ plans }) => plans));
    const copies = (plan: Plan) => keptCentrally(plan, regions.length > 1);
    return {
      of: `central ${cls}`,
      at: (key) => inOrganization("central", cls, "lock", key),
      lock,
      kept: estate.plans.filter(({ name }) => reaching.has(name)).flatMap(copies),
      wouldKeep: estate.plans.filter(({ name }) => !reaching.has(name)).flatMap(copies),
    };
  });
}

/** Accounts with the same lock and the same plans are one: a thousand of them are said in one line. */
function localVaults(estate: Estate): readonly ComplianceLock[] {
  const locked = estate.accounts.flatMap((account) =>
    account.lock?.mode === "compliance" && account.state === "active"
      ? [{ name: account.name, lock: account.lock, reaching: plansReaching(estate, account) }]
      : [],
  );
  const alike = groupBy(locked, ({ lock: { reason: _, ...bounds }, reaching }) => JSON.stringify([bounds, reaching]));
  return [...alike.values()].flatMap((all): readonly ComplianceLock[] => {
    const [first] = all;
    if (!first) return [];
    const { name, lock, reaching } = first;
    return [
      {
        of: withOthers(name, all),
        at: (key) => inAccount(name, "lock", key),
        lock,
        kept: estate.plans.filter((plan) => reaching.includes(plan.name)).flatMap(keptLocally),
        wouldKeep: estate.plans.filter((plan) => !reaching.includes(plan.name)).flatMap(keptLocally),
      },
    ];
  });
}

const keptLocally = (plan: Plan): readonly Kept[] =>
  plan.rules.map((rule) => ({ plan: plan.name, rule: rule.name, days: rule.local.deleteAfterDays }));

const keptCentrally = (plan: Plan, hasFurther: boolean): readonly Kept[] =>
  plan.rules.flatMap(({ name, copies }) => {
    if (copies.kind === "localOnly") return [];
    const days = [copies.home.deleteAfterDays, ...(hasFurther ? [copies.further.deleteAfterDays] : [])];
    return days.map((each) => ({ plan: plan.name, rule: name, days: each }));
  });
