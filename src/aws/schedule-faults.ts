import { parseCron } from "./cron.ts";
import { describeStart } from "./describe-start.ts";
import { nextStart } from "./next-start.ts";
import { scheduleGaps } from "./schedule-gaps.ts";

/** What AWS refuses in a schedule, or accepts and then never starts, or stops starting. */
export interface ScheduleFault {
  readonly rule: "schedule-unreadable" | "schedule-never" | "schedule-ends" | "schedule-too-often";
  /** What was got and what to write. */
  readonly message: string;
}

// docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html
const finestMinutes = 60;

/** Nothing here knows a clock: a schedule is judged from 1 January of `fromYear` on. */
export function scheduleFaults(text: string, fromYear: number): readonly ScheduleFault[] {
  const read = parseCron(text);
  if (!read.ok) return [{ rule: "schedule-unreadable", message: read.problem }];

  const begin = Date.UTC(fromYear, 0) / 60_000;
  if (nextStart(read.schedule, begin - 1) === undefined) {
    const message = `got ${text}, which never starts from ${fromYear} on; use a day and a year that come`;
    return [{ rule: "schedule-never", message }];
  }
  const gaps = scheduleGaps(read.schedule, fromYear);
  const faults: ScheduleFault[] = [];
  if (gaps.kind === "once" || gaps.kind === "ending") {
    const last = describeStart(gaps.kind === "once" ? gaps.firstMinute : gaps.lastMinute);
    const message = `got ${text}, which starts for the last time at ${last}; use * for the year, so that backups go on`;
    faults.push({ rule: "schedule-ends", message });
  }
  if ((gaps.kind === "endless" || gaps.kind === "ending") && gaps.finest.gapMinutes < finestMinutes) {
    const [from, to] = [gaps.finest.fromMinute, gaps.finest.toMinute].map(describeStart);
    const message = `got ${text}, which starts at ${from} and again at ${to}; AWS Backup starts no more often than hourly: use cron(0 * ? * * *) or less often`;
    faults.push({ rule: "schedule-too-often", message });
  }
  return faults;
}
