import { earliestLockDate, isArmed, whatArmingMeans } from "../estate/armed-lock.ts";
import { error, type Finding, inAccount, inOrganization, type Place, warning } from "../finding.ts";
import { groupBy } from "../group-by.ts";
import { accountClasses, type Estate, type Lock } from "../model.ts";
import { withOthers } from "../words/others-text.ts";
import { daysText } from "../words/units-text.ts";

interface LockChange {
  readonly was: Lock | null;
  readonly is: Lock | null;
  readonly of: string;
  readonly isCentral: boolean;
  readonly at: (key: string) => Place;
}

/** An armed lock stays as it is; any other is changed in two steps by two people. */
export const locksStay = (base: Estate, head: Estate): readonly Finding[] =>
  [...centralLocks(base, head), ...localLocks(base, head)].flatMap(judge);

function centralLocks(base: Estate, head: Estate): readonly LockChange[] {
  return accountClasses.map((cls) => ({
    was: base.central[cls].lock,
    is: head.central[cls].lock,
    of: `central ${cls}`,
    isCentral: true,
    at: (key) => inOrganization("central", cls, "lock", key),
  }));
}

/** Accounts whose locks change alike are said together. */
function localLocks(base: Estate, head: Estate): readonly LockChange[] {
  const headByName = new Map(head.accounts.map((account) => [account.name, account]));
  const changes = base.accounts.flatMap((account) => {
    const { name, lock: was } = account;
    const after = headByName.get(name);
    return after?.accountId === account.accountId ? [{ name, was, is: after.lock }] : [];
  });
  const bounds = (lock: Lock | null) => (lock ? { ...lock, reason: "" } : null);
  const alike = groupBy(changes, ({ was, is }) => JSON.stringify([bounds(was), bounds(is)]));
  return [...alike.values()].flatMap((all): readonly LockChange[] => {
    const [first] = all;
    if (!first) return [];
    const { name, was, is } = first;
    const at = (key: string) => (is ? inAccount(name, "lock", key) : inAccount(name));
    return [{ was, is, of: withOthers(name, all), isCentral: false, at }];
  });
}

function judge(change: LockChange): readonly Finding[] {
  const { was, is, of, at } = change;
  if (isArmed(was)) return armedLockStays(was, change);
  if (isArmed(is)) {
    const message = `got ${is.armedOn}, which arms the lock: ${whatArmingMeans(is, of)}; see docs/runbooks/arm-a-compliance-lock.md`;
    return [warning("lock-newly-armed", at("arm"), message), ...boundsStay(change)];
  }
  return boundsStay(change);
}

const keys = [
  { key: "mode", of: (lock: Lock) => lock.mode },
  { key: "min", of: (lock: Lock) => daysText(lock.minDays) },
  { key: "max", of: (lock: Lock) => daysText(lock.maxDays) },
  { key: "coolingOff", of: (lock: Lock) => daysText(lock.coolingOffDays) },
  { key: "arm", of: (lock: Lock) => lock.armedOn ?? "none" },
];

function armedLockStays(was: Lock & { readonly armedOn: string }, { is, of, at }: LockChange): readonly Finding[] {
  const stuck = `the lock of ${of} was armed on ${was.armedOn}; from ${earliestLockDate(was)} at the earliest AWS refuses every change of it, and its stack could not be deployed any more`;
  if (!is) return [error("armed-lock-changed", at("lock"), `got no lock: ${stuck}; use the lock again`)];
  return keys
    .filter((each) => each.of(was) !== each.of(is))
    .map((each) =>
      error(
        "armed-lock-changed",
        at(each.key),
        `got ${each.of(is)}, was ${each.of(was)}: ${stuck}; use ${each.of(was)}`,
      ),
    );
}

function boundsStay({ was, is, of, isCentral, at }: LockChange): readonly Finding[] {
  const steps = `takes two steps by two people, the custodian first${isCentral ? ", after bootstrap is applied" : ""}: see docs/runbooks/change-a-governance-lock.md`;
  if (!was) return [];
  if (!is) return [warning("lock-weakened", at("lock"), `got no lock for ${of}, which had one; that ${steps}`)];

  const [min, max] = [
    `${daysText(was.minDays)} to ${daysText(was.maxDays)}`,
    `${daysText(is.minDays)} to ${daysText(is.maxDays)}`,
  ];
  if (min === max) return [];
  const looser = is.minDays < was.minDays || is.maxDays > was.maxDays;
  const key = is.minDays === was.minDays ? "max" : "min";
  const message = `got ${max} for the lock of ${of}, was ${min}, which is ${looser ? "looser" : "tighter"}; that ${steps}`;
  return [warning(looser ? "lock-weakened" : "lock-replaced", at(key), message)];
}
