import { minuteMs } from "../../emulator/model/clock.ts";

/** What counts of a recovery point when data is lost. All times in milliseconds since 1970. */
export interface Usable {
  /** The moment whose data it holds. */
  readonly contentAt: number;
  /** From then on it can be used. */
  readonly completedAt: number;
  /** From then on nothing may rest on it. */
  readonly expiresAt: number;
}

/**
 * The oldest that the newest data was at any moment of a stretch, in minutes, from the first recovery point on. It is
 * oldest just before another can be used, or at the end.
 *
 * @returns `null`: there never was one; `Infinity`: at some moment nothing was left
 */
export function worstSeen(points: readonly Usable[], from: number, until: number): number | null {
  const byCompletion = [...points].sort((a, b) => a.completedAt - b.completedAt);
  const usable: Usable[] = [];
  let worst: number | null = null;
  const lookAt = (moment: number) => {
    if (usable.length === 0 || moment < from) return;
    while ((usable.at(-1)?.expiresAt ?? moment) < moment) usable.pop();
    const newest = usable.at(-1);
    worst = Math.max(worst ?? 0, newest ? (moment - newest.contentAt) / minuteMs : Number.POSITIVE_INFINITY);
  };
  for (const point of byCompletion) {
    if (point.completedAt > until) break;
    lookAt(point.completedAt);
    let index = usable.length;
    while (index > 0 && (usable[index - 1]?.contentAt ?? 0) > point.contentAt) index -= 1;
    usable.splice(index, 0, point);
  }
  lookAt(until);
  return worst;
}
