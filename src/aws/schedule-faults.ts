import { parseCron } from "./cron.ts";
import { describeStart } from "./describe-start.ts";
import { nextStart } from "./next-start.ts";
import { scheduleGaps } from "./schedule-gaps.ts";

/** What AWS refuses in a schedule, or accepts and then never starts, or stops starting. */
export interface ScheduleFault {
  readonly rule: "schedule-unreadable" | "schedule-never" | "schedule-ends" | "schedule-too-often";
  readonly got: string;
  /** What comes of it; empty: `got` says it already. */
  readonly why: string;
  readonly use: string;
}

// docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html
const finestMinutes = 60;

/** Nothing here knows a clock: a schedule is judged from 1 January of `fromYear` on. */
export function scheduleFaults(text: string, fromYear: number): readonly ScheduleFault[] {
  const read = parseCron(text);
  if (!read.ok) return [faultOf("schedule-unreadable", read.got, "", read.use)];

  const begin = Date.UTC(fromYear, 0) / 60_000;
  if (nextStart(read.schedule, begin - 1) === undefined) {
    const got = `got ${text}, which never starts from ${fromYear} on`;
    return [faultOf("schedule-never", got, "", "use a day and a year that come")];
  }
  const gaps = scheduleGaps(read.schedule, fromYear);
  const faults: ScheduleFault[] = [];
  if (gaps.kind === "once" || gaps.kind === "ending") {
    const last = describeStart(gaps.kind === "once" ? gaps.firstMinute : gaps.lastMinute);
    const got = `got ${text}, which starts for the last time at ${last}`;
    faults.push(faultOf("schedule-ends", got, "", "use * for the year, so that backups go on"));
  }
  if ((gaps.kind === "endless" || gaps.kind === "ending") && gaps.finest.gapMinutes < finestMinutes) {
    const [from, to] = [gaps.finest.fromMinute, gaps.finest.toMinute].map(describeStart);
    const got = `got ${text}, which starts at ${from} and again at ${to}`;
    const why = "AWS Backup starts no more often than hourly";
    faults.push(faultOf("schedule-too-often", got, why, "use cron(0 * ? * * *) or less often"));
  }
  return faults;
}

const faultOf = (rule: ScheduleFault["rule"], got: string, why: string, use: string): ScheduleFault => ({
  rule,
  got,
  why,
  use,
});
