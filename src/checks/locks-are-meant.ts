import { isArmed, whatArmingMeans } from "../estate/armed-lock.ts";
import { plansReaching } from "../estate/reach.ts";
import { type Finding, inAccount, inOrganization, type Place, planFile, warning } from "../finding.ts";
import { groupBy } from "../group-by.ts";
import { accountClasses, type Estate, type Lock, type Plan } from "../model.ts";
import { withOthers } from "../words/others-text.ts";
import { daysText } from "../words/units-text.ts";

/** Vaults that have one lock and are reached by the same plans. */
interface LockedVaults {
  /** As messages name them. */
  readonly of: string;
  readonly at: (key: string) => Place;
  readonly lock: Lock;
  /** What plans that reach the vault keep there, and what the other plans would. */
  readonly kept: readonly Kept[];
  readonly wouldKeep: readonly Kept[];
}

interface Kept {
  readonly plan: string;
  readonly rule: string;
  readonly days: number;
}

/** Nobody can take an armed compliance lock back: what it would do for good is said before, and its bounds are tight. */
export function locksAreMeant(estate: Estate): readonly Finding[] {
  return [...centralVaults(estate), ...localVaults(estate)]
    .filter(({ lock }) => lock.mode === "compliance")
    .flatMap((vaults) => [...maxIsUsed(vaults), ...minLetsPlansIn(vaults), ...armingIsSaid(vaults)]);
}

function maxIsUsed({ of, at, lock, kept }: LockedVaults): readonly Finding[] {
  const longest = kept.reduce<Kept | null>((most, each) => (most && most.days >= each.days ? most : each), null);
  if (!longest || longest.days >= lock.maxDays) return [];
  const message = `got ${daysText(lock.maxDays)}, but no plan keeps anything in the vault of ${of} longer than ${daysText(longest.days)} (${ruleOf(longest)}); once armed, a job by hand could store something for ${daysText(lock.maxDays)} that nobody can delete: use ${daysText(longest.days)}, or leave room that is meant`;
  return [warning("lock-max-unused", at("max"), message)];
}

function minLetsPlansIn({ of, at, lock, wouldKeep }: LockedVaults): readonly Finding[] {
  const shortest = wouldKeep.reduce<Kept | null>(
    (least, each) => (least && least.days <= each.days ? least : each),
    null,
  );
  if (!shortest || shortest.days >= lock.minDays) return [];
  const message = `got ${daysText(lock.minDays)}, longer than the ${daysText(shortest.days)} of ${ruleOf(shortest)}, which does not reach the vault of ${of} yet; once armed, it never can: use ${daysText(shortest.days)} or less, or leave it out for good`;
  return [warning("lock-min-shuts-out", at("min"), message)];
}

function armingIsSaid({ of, at, lock }: LockedVaults): readonly Finding[] {
  if (!isArmed(lock)) return [];
  const message = `got ${lock.armedOn}: ${whatArmingMeans(lock, of)}; remove arm unless that is meant`;
  return [warning("lock-armed", at("arm"), message)];
}

const ruleOf = ({ plan, rule }: Kept) => `rule ${rule} of ${planFile(plan)}`;

function centralVaults(estate: Estate): readonly LockedVaults[] {
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
function localVaults(estate: Estate): readonly LockedVaults[] {
  const locked = estate.accounts.flatMap((account) =>
    account.lock?.mode === "compliance" && account.state === "active"
      ? [{ name: account.name, lock: account.lock, reaching: plansReaching(estate, account) }]
      : [],
  );
  const alike = groupBy(locked, ({ lock: { reason: _, ...bounds }, reaching }) => JSON.stringify([bounds, reaching]));
  return [...alike.values()].flatMap((all): readonly LockedVaults[] => {
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
