import { type ConfigKey, inAccount, inOrganization } from "../../diagnostics/config-key.ts";
import { isArmed } from "../../estate/armed-lock.ts";
import { groupBy } from "../../group-by.ts";
import { accountClasses, type Estate, type Lock } from "../../model.ts";
import { withOthers } from "../../words/others-text.ts";
import { daysText } from "../../words/units-text.ts";
import { accountPairs } from "./accounts.ts";

/** A lock before and after the change. */
export interface LockChange {
  readonly was: Lock | null;
  readonly is: Lock | null;
  /** The vaults as messages name them. */
  readonly of: string;
  readonly isCentral: boolean;
  /** Regions that the change gives it a vault in, where it had one elsewhere. */
  readonly newRegions: readonly string[];
  readonly at: (key: string) => ConfigKey;
}

/** Central locks first; accounts whose locks change alike are one. */
export const lockChanges = (base: Estate, head: Estate): readonly LockChange[] => [
  ...accountClasses.map((cls) => ({
    was: base.central[cls].lock,
    is: head.central[cls].lock,
    of: `central ${cls}`,
    isCentral: true,
    newRegions: newIn(base.central[cls].regions, head.central[cls].regions),
    at: (key: string) => inOrganization("central", cls, "lock", key),
  })),
  ...localLocks(base, head),
];

function localLocks(base: Estate, head: Estate): readonly LockChange[] {
  const bounds = (lock: Lock | null) => (lock ? { ...lock, reason: "" } : null);
  const alike = groupBy(accountPairs(base, head), ({ was, is }) =>
    JSON.stringify([bounds(was.lock), bounds(is.lock), newIn(was.regions, is.regions)]),
  );
  return [...alike.values()].flatMap((all): readonly LockChange[] => {
    const [first] = all;
    if (!first) return [];
    const { was, is } = first;
    const at = (key: string) => (is.lock ? inAccount(is.name, "lock", key) : inAccount(is.name));
    const newRegions = newIn(was.regions, is.regions);
    return [{ was: was.lock, is: is.lock, of: withOthers(is.name, all), isCentral: false, newRegions, at }];
  });
}

const newIn = (was: readonly string[], is: readonly string[]) => is.filter((region) => !was.includes(region));

/** Other bounds of a lock that is not armed, or none any more. */
export interface BoundsChange {
  readonly isLooser: boolean;
  readonly at: ConfigKey;
  readonly got: string;
  /** What it takes to change a lock that is there. */
  readonly why: string;
}

export const boundsChanges = (base: Estate, head: Estate): readonly BoundsChange[] =>
  lockChanges(base, head).flatMap(boundsChange);

function boundsChange({ was, is, of, isCentral, at }: LockChange): readonly BoundsChange[] {
  if (!was || isArmed(was)) return [];
  const why = `that takes two steps by two people, the custodian first${isCentral ? ", after bootstrap is applied" : ""}`;
  if (!is) return [{ isLooser: true, at: at("lock"), got: `got no lock for ${of}, which had one`, why }];
  const [before, after] = [was, is].map(({ minDays, maxDays }) => `${daysText(minDays)} to ${daysText(maxDays)}`);
  if (before === after) return [];
  const isLooser = is.minDays < was.minDays || is.maxDays > was.maxDays;
  const key = is.minDays === was.minDays ? "max" : "min";
  const got = `got ${after} for the lock of ${of}, was ${before}, which is ${isLooser ? "looser" : "tighter"}`;
  return [{ isLooser, at: at(key), got, why }];
}
