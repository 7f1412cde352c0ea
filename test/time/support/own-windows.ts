import { createHash } from "node:crypto";
import type { AppAccount, Estate, Plan, Rule } from "../../../src/model.ts";
import { freeMoment } from "../../emulator/model/backup/refused-times.ts";
import { minuteMs } from "../../emulator/model/clock.ts";
import type { OwnWindows, ProtectedResource, ResourceKind } from "../../emulator/model/resources.ts";
import { kindRows } from "./kinds.ts";

const withWindows: readonly ResourceKind[] = [
  ...(["RDS instance", "RDS Multi-AZ cluster", "Aurora", "DocumentDB", "Neptune"] as const),
  ...(["FSx for Lustre", "FSx for ONTAP", "FSx for OpenZFS", "FSx for Windows"] as const),
];
const minutesPerDay = 1440;
const length = 30;

/**
 * Where somebody has put the windows of a resource: where the plans of its account say that they lie, else anywhere, as AWS
 * does. The same resource has the same ones.
 */
export function ownWindowsOf(
  { plans, units }: Estate,
  account: AppAccount,
  { kind, arn }: Pick<ProtectedResource, "kind" | "arn">,
): OwnWindows | null {
  if (!withWindows.includes(kind)) return null;
  const named = [...account.plans, ...(units.find(({ name }) => name === account.unit)?.plans ?? [])];
  const [said] = plans.flatMap(({ name, ownWindows }) => (named.includes(name) && ownWindows ? [ownWindows] : []));
  const [from, span] = said
    ? [said.fromMinute, (said.toMinute - said.fromMinute + minutesPerDay) % minutesPerDay]
    : [0, minutesPerDay];
  const digest = createHash("sha256").update(arn).digest();
  const drawn = (index: number, below: number) => digest.readUInt32BE(4 * index) % below;
  // one behind the other, in whichever order
  const first = from + drawn(0, span - 2 * length + 1);
  const second = first + length + drawn(1, from + span - first - 2 * length + 1);
  const [backup, maintenance] = drawn(2, 2) === 0 ? [first, second] : [second, first];
  return {
    backup: { atMinute: backup % minutesPerDay, minutes: length },
    maintenance: { day: drawn(3, 7), atMinute: maintenance % minutesPerDay, minutes: length },
  };
}

/** Whether a start may come to nothing, because its whole window lies in times in which the service refuses. */
export function mayBeRefused({ kind, ownWindows }: ProtectedResource, { rules }: Plan, rule: Rule, start: number) {
  if (ownWindows === null) return false;
  const isContinuous = rules.some(({ continuous }) => continuous) && kindRows.get(kind)?.isContinuous === true;
  if (isContinuous && rule.continuous) return false;
  // until its first continuous backup is made, a resource has its daily window in the way too
  const until = start + rule.startWithinMinutes * minuteMs;
  return freeMoment({ kind, ownWindows }, start, until, start) === null;
}
