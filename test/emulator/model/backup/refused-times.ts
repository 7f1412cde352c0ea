import { minuteMs } from "../clock.ts";
import type { OwnWindows, ProtectedResource, Window } from "../resources.ts";
import type { ResourceKind } from "./resource-features.ts";

const minutesPerDay = 1440;
const minutesPerWeek = 7 * minutesPerDay;

/**
 * How long before a window of the resource's own its service takes no snapshot by AWS Backup any more, nor until that
 * window ends. Aurora is exempt.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/troubleshooting.html, which names both windows for both; of FSx that and
 * plan-options-and-configuration.html say three hours. Until spring 2026 the second one said four.
 */
const refusedBefore: Partial<Readonly<Record<ResourceKind, number>>> = {
  "RDS instance": 60,
  "RDS Multi-AZ cluster": 60,
  DocumentDB: 60,
  Neptune: 60,
  "FSx for Lustre": 180,
  "FSx for ONTAP": 180,
  "FSx for OpenZFS": 180,
  "FSx for Windows": 180,
};

interface Stretch {
  readonly from: number;
  /** The first moment that is free again. */
  readonly to: number;
}

/** When a resource takes no snapshot, as far as it touches a stretch of time. In milliseconds since 1970, sorted. */
export function refusedTimes(
  { kind, ownWindows }: Pick<ProtectedResource, "kind" | "ownWindows">,
  from: number,
  to: number,
): readonly Stretch[] {
  const before = refusedBefore[kind];
  if (before === undefined || ownWindows === null) return [];
  return weekly(ownWindows)
    .flatMap(({ atMinute, minutes }) => {
      const week = minutesPerWeek * minuteMs;
      const first = Math.floor((from - (atMinute + minutes) * minuteMs) / week) * week;
      const stretches: Stretch[] = [];
      for (let start = first; start + (atMinute - before) * minuteMs <= to; start += week) {
        const stretch = {
          from: start + (atMinute - before) * minuteMs,
          to: start + (atMinute + minutes) * minuteMs,
        };
        if (stretch.to > from) stretches.push(stretch);
      }
      return stretches;
    })
    .sort((a, b) => a.from - b.from);
}

/** In minutes of the week that 1970 began with, a Thursday. */
function weekly({ backup, maintenance }: OwnWindows): readonly (Window & { readonly atMinute: number })[] {
  const daily = backup === null ? [] : [0, 1, 2, 3, 4, 5, 6].map((day) => ({ ...backup, day }));
  return [...daily, maintenance].map((one) => ({ ...one, atMinute: one.day * minutesPerDay + one.atMinute }));
}

/**
 * When a job begins that may begin in a stretch of time. AWS tries from its first moment on and again and again; when it
 * would have begun by itself is `wanted`. Where the service refuses then, it begins as soon as it can, or has begun before.
 *
 * @returns `null`: at no moment of it
 */
export function freeMoment(
  resource: Pick<ProtectedResource, "kind" | "ownWindows">,
  from: number,
  until: number,
  wanted: number,
): number | null {
  const refused = refusedTimes(resource, from, until);
  const isFree = (moment: number) => refused.every((one) => moment < one.from || moment >= one.to);
  const moments = [wanted, ...refused.map(({ to }) => to), ...refused.map((one) => one.from - minuteMs)];
  const free = moments.filter((moment) => moment >= from && moment <= until && isFree(moment));
  const later = free.filter((moment) => moment >= wanted);
  return later.length > 0 ? Math.min(...later) : free.length > 0 ? Math.max(...free) : null;
}

/** The end of the first maintenance of a resource that begins after a moment, in milliseconds since 1970. */
export function nextMaintenance({ maintenance }: OwnWindows, after: number): number {
  const week = minutesPerWeek * minuteMs;
  const begins = (maintenance.day * minutesPerDay + maintenance.atMinute) * minuteMs;
  const next = begins + Math.max(0, Math.ceil((after - begins) / week)) * week;
  return next + maintenance.minutes * minuteMs;
}
