import { type RefusedTimes, refusedTimes, startRetryMinutes } from "../aws/refused-times.ts";
import type { ResourceKind } from "../aws/resource-kinds.ts";
import { minutesPerDay } from "../aws/start-times.ts";
import type { OwnWindows, Plan, Rule } from "../model.ts";

/** Which starts of a plan are sure of one kind of resource: those whose window does not lie in times that AWS refuses. */
export interface SureStarts {
  /** The same for kinds of which the same starts are sure. */
  readonly key: string;
  /** How long before a window of the resource's own it begins to refuse, in minutes. */
  readonly beforeMinutes: number;
  /** How long the service may refuse at a stretch, by rule, in minutes; 0: never. */
  readonly refusedMinutes: (rule: Rule) => number;
  /** What a start window needs to have room for a start wherever it lies, in minutes; 0: any has. */
  readonly neededMinutes: (rule: Rule) => number;
  /** @param minute of a start, since 1970 (UTC). */
  readonly isSure: (rule: Rule, minute: number) => boolean;
}

/** `null`: AWS refuses none. */
export function sureStarts({ rules, ownWindows }: Plan, kind: ResourceKind): SureStarts | null {
  const times = refusedTimes(kind);
  if (!times) return null;
  const isContinuous = kind.continuousRpoMinutes !== null && rules.some(({ continuous }) => continuous);
  const windowsOf = ({ continuous }: Rule) =>
    isContinuous ? (continuous ? 0 : times.windowsWhenContinuous) : times.windows;
  const windows = isContinuous ? [times.windowsWhenContinuous, 0] : [times.windows, times.windows];
  const key = [times.beforeMinutes, times.windowMinutes, ...windows].join();
  return ownWindows ? beside(ownWindows, times, windowsOf, key) : anywhere(times, windowsOf, key);
}

/** Windows that may lie anywhere, one right behind the other. */
function anywhere(times: RefusedTimes, windowsOf: (rule: Rule) => number, key: string): SureStarts {
  const refusedMinutes = (rule: Rule) => windowsOf(rule) * (times.beforeMinutes + times.windowMinutes);
  const neededMinutes = (rule: Rule) => {
    const windows = windowsOf(rule);
    // before, between and after them there may be time, but too little to be tried in
    return windows === 0 ? 0 : refusedMinutes(rule) + (windows + 1) * startRetryMinutes;
  };
  return {
    key,
    beforeMinutes: times.beforeMinutes,
    refusedMinutes,
    neededMinutes,
    isSure: (rule) => rule.startWithinMinutes >= neededMinutes(rule),
  };
}

/** Windows that lie in a known time of the day. */
function beside(
  { fromMinute, toMinute }: OwnWindows,
  { beforeMinutes }: RefusedTimes,
  windowsOf: (rule: Rule) => number,
  key: string,
): SureStarts {
  const length = ((toMinute - fromMinute + minutesPerDay) % minutesPerDay) + beforeMinutes;
  const begin = fromMinute - beforeMinutes;
  const refusedMinutes = (rule: Rule) => (windowsOf(rule) === 0 ? 0 : length);
  return {
    key,
    beforeMinutes,
    refusedMinutes,
    neededMinutes: (rule) => (windowsOf(rule) === 0 ? 0 : length + 2 * startRetryMinutes),
    isSure: (rule, minute) => windowsOf(rule) === 0 || hasRoom(minute, rule.startWithinMinutes, begin, length),
  };
}

/** Whether a start window has time to be tried in, before what is refused each day, between or after it. */
function hasRoom(minute: number, windowMinutes: number, begin: number, length: number): boolean {
  const since = (((minute - begin) % minutesPerDay) + minutesPerDay) % minutesPerDay;
  const next = minutesPerDay - since;
  const before = Math.min(windowMinutes, next) - Math.max(0, length - since);
  const after = Math.min(windowMinutes, next + minutesPerDay) - (next + length);
  return Math.max(before, after) >= startRetryMinutes;
}
