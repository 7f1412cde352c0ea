import { fieldsOf, startsWithin } from "../../emulator/model/backup/starts.ts";

/** What the loss of data depends on: a rule's schedule, and how late its recovery point may be there. */
export interface LossRule {
  readonly schedule: string;
  readonly startWindowMinutes: number;
  readonly completionWindowMinutes: number;
  readonly copyMinutes: number;
  readonly retentionDays: number;
  /** Whether its recovery points count here. One that does not may still push out another's. */
  readonly counts: boolean;
}

/** A Monday; whichever it is, a year and more from here has a leap day's month ends in it. */
const firstDay = Math.floor(Date.UTC(2027, 10, 1) / 86_400_000);
const wholeYear = 400;
const twoMonths = 60;

/**
 * Data lost at most, in minutes, found by trying every moment at which something is lost: right before a recovery point
 * is there at last. `null`: nothing to try, for AWS cannot read a schedule, it has an end, or starts less than twice.
 */
export function widestLoss(rules: readonly LossRule[]): number | null {
  const key = JSON.stringify(
    rules.map((each) => [
      each.schedule,
      each.startWindowMinutes,
      each.completionWindowMinutes,
      each.copyMinutes,
      each.retentionDays,
      each.counts,
    ]),
  );
  const known = found.get(key);
  if (known !== undefined) return known;
  const loss = findWidestLoss(rules);
  found.set(key, loss);
  return loss;
}

// trying every moment is slow, and random estates ask twice: to promise, and to judge the promise
const found = new Map<string, number | null>();

function findWidestLoss(rules: readonly LossRule[]): number | null {
  const read = rules.map((rule) => ({ ...rule, fields: fieldsOf(rule.schedule) }));
  if (read.some(({ fields }) => fields === null || !fields.endsWith(" *"))) return null;
  const everyWeek = read.every(({ fields }) => /^\S+ \S+ (\? \* \S+|\* \* \?) \*$/.test(fields ?? ""));
  const jobs = read.flatMap(({ fields, ...rule }) =>
    startsWithin(fields ?? "", firstDay, everyWeek ? twoMonths : wholeYear).map((start) => ({ ...rule, start })),
  );

  // of jobs whose start windows overlap AWS runs the one with the longer retention (aws-backup devguide, plan options)
  type Job = (typeof jobs)[number];
  const end = ({ start, startWindowMinutes }: Job) => start + startWindowMinutes;
  const sorted = [...jobs].sort((a, b) => b.retentionDays - a.retentionDays);
  const longest = Math.max(...jobs.map(({ startWindowMinutes }) => startWindowMinutes));
  const kept: Job[] = [];
  const byHour = new Map<number, Job[]>();
  const firstHour = firstDay * 24;
  for (const job of sorted) {
    const hours = range(
      Math.max(firstHour, Math.floor((job.start - longest) / 60)),
      Math.min(firstHour + wholeYear * 24, Math.floor(end(job) / 60)),
    );
    const inWay = hours
      .flatMap((hour) => byHour.get(hour) ?? [])
      .some((other) => other.retentionDays > job.retentionDays && other.start < end(job) && job.start < end(other));
    if (inWay) continue;
    kept.push(job);
    const hour = Math.floor(job.start / 60);
    byHour.set(hour, [...(byHour.get(hour) ?? []), job]);
  }

  const there = kept
    .filter(({ counts }) => counts)
    .map((job) => ({ data: job.start, at: end(job) + job.completionWindowMinutes + job.copyMinutes }))
    .sort((a, b) => a.at - b.at || a.data - b.data);
  let newest: number | null = null;
  let widest: number | null = null;
  for (const { data, at } of there) {
    if (newest !== null) widest = Math.max(widest ?? 0, at - newest);
    newest = Math.max(newest ?? data, data);
  }
  return widest;
}

const range = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
