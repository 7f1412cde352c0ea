import { type DayRule, readCronDays } from "./cron-days.ts";
import { type CronReading, type CronRefusal, cronFields, quote, readCronField, refuse } from "./cron-field.ts";
import { suggestCron } from "./cron-suggestion.ts";

/** When a backup rule starts, as AWS Backup reads its schedule. All times are UTC; lists are sorted. */
export interface CronSchedule {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: DayRule;
  /** 1 is January. */
  readonly months: readonly number[];
  /** `every` has no end: AWS's own end, the year 2199, is nobody's plan. */
  readonly years: readonly number[] | "every";
}

/** A schedule, or what is wrong with its text. */
export type CronResult = { readonly ok: true; readonly schedule: CronSchedule } | CronRefusal;

// the longest ScheduleExpression that EventBridge takes
const maxLength = 256;
const form = "cron(minute hour day-of-month month day-of-week year), as in cron(0 5 ? * * *)";

/**
 * Reads AWS's six-field cron expression. Accepts what AWS documents and nothing else: an expression AWS refuses stops
 * a deployment half-way, one that AWS reads otherwise than we do breaks a promise silently. Takes any string, never throws.
 */
export function parseCron(text: string): CronResult {
  if (text.length > maxLength) return refuse(`got ${text.length} characters`, `use ${maxLength} or fewer`);
  // letters such as ı and ſ become I and S in upper case and would pass for names
  if (!/^[ -~]*$/.test(text)) return refuse(`got ${quote(text)}`, "use plain letters, digits, signs and spaces");
  if (/^ *rate *\(/i.test(text)) {
    return refuse(
      `got ${quote(text)}`,
      "use cron(0 * ? * * *) for hourly or cron(0 5 ? * * *) for daily, because AWS Backup takes no rate",
    );
  }
  if (/^ *at *\(/i.test(text)) {
    return refuse(
      `got ${quote(text)}`,
      "use cron with a year, as in cron(0 5 1 1 ? 2030), because AWS Backup takes no at",
    );
  }

  const body = /^cron\(([^ ()](?:[^()]*[^ ()])?)\)$/.exec(text)?.[1];
  if (body === undefined) {
    const bare = text.replace(/^ *cron/i, "").replace(/[()]/g, " ");
    return refuse(`got ${quote(text)}`, `use ${suggestion(split(bare)) ?? form}`);
  }
  const fields = split(body);
  if (fields.length !== 6) {
    return refuse(`got ${fields.length} fields in ${quote(text)}`, `use ${suggestion(fields) ?? `6: ${form}`}`);
  }
  return readSchedule(fields);
}

function readSchedule([
  minute = "",
  hour = "",
  dayOfMonth = "",
  month = "",
  dayOfWeek = "",
  year = "",
]: readonly string[]) {
  const minutes = readCronField(cronFields.minute, minute);
  if (!minutes.ok) return minutes;
  const hours = readCronField(cronFields.hour, hour);
  if (!hours.ok) return hours;
  const months = readCronField(cronFields.month, month);
  if (!months.ok) return months;
  const days = readCronDays(dayOfMonth, dayOfWeek);
  if (!days.ok) return days;
  const years = readYears(year);
  if (!years.ok) return years;
  const schedule: CronSchedule = {
    minutes: minutes.value,
    hours: hours.value,
    days: days.value,
    months: months.value,
    years: years.value,
  };
  return { ok: true, schedule } as const;
}

function readYears(text: string): CronReading<readonly number[] | "every"> {
  return text === "*" ? { ok: true, value: "every" } : readCronField(cronFields.year, text);
}

function suggestion(fields: readonly string[]): string | undefined {
  const text = suggestCron(fields);
  return text !== undefined && parseCron(text).ok ? text : undefined;
}

function split(text: string): readonly string[] {
  return text.split(" ").filter((field) => field !== "");
}
