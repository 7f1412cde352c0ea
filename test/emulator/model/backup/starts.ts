import { naivelyStarts, naivelyStartsOn } from "./naive-cron.ts";

const minutesPerDay = 1440;
const months = "JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC";
const weekDays = "SUN|MON|TUE|WED|THU|FRI|SAT";

/** One field of AWS's table: items of a value, a range and, where it takes them, a step. */
const field = (value: string, steps: string, others = "") =>
  `(?:(?:\\*|${value}(?:-${value})?)${steps}${others}(?:,(?:\\*|${value}(?:-${value})?)${steps}${others})*)`;
const minute = field("[0-5]?\\d", "(?:/\\d+)?");
const hour = field("(?:[01]?\\d|2[0-3])", "(?:/\\d+)?");
const dayOfMonth = `(?:\\?|L|(?:0?[1-9]|[12]\\d|3[01])W|${field("(?:0?[1-9]|[12]\\d|3[01])", "(?:/\\d+)?")})`;
const month = field(`(?:0?[1-9]|1[0-2]|${months})`, "(?:/\\d+)?");
const weekDay = `(?:[1-7]|${weekDays})`;
const dayOfWeek = `(?:\\?|L|${weekDay}L|${weekDay}#[1-5]|${field(weekDay, "(?:/\\d+)?")})`;
const year = field("(?:19[7-9]\\d|20\\d\\d|21\\d\\d)", "(?:/\\d+)?");

// docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
const grammar = new RegExp(`^cron\\((${[minute, hour, dayOfMonth, month, dayOfWeek, year].join(" +")})\\)$`, "i");

/** The six fields of a schedule that AWS can read; `null`: it cannot. */
export function fieldsOf(schedule: string): string | null {
  const fields = grammar.exec(schedule)?.[1]?.replace(/ +/g, " ").toUpperCase() ?? null;
  const [, , days, , weekDayField] = fields?.split(" ") ?? [];
  return (days === "?") === (weekDayField === "?") ? null : fields;
}

/** Whether a schedule starts at all within `days` days. */
export function startsAtAll(fields: string, firstDay: number, days: number): boolean {
  const times = Array.from({ length: minutesPerDay }, (_, time) => time);
  for (let day = firstDay; day < firstDay + days; day++) {
    if (!naivelyStartsOn(fields, momentOf(day, 0))) continue;
    return times.some((time) => naivelyStarts(fields, momentOf(day, time)));
  }
  return false;
}

/** Every start within `days` days, in minutes since 1970, found by asking day by day, then minute by minute. */
export function startsWithin(fields: string, firstDay: number, days: number): readonly number[] {
  const key = `${fields} ${firstDay} ${days}`;
  const known = found.get(key) ?? find(fields, firstDay, days);
  found.set(key, known);
  return known;
}

// asking is slow, and random estates share their schedules
const found = new Map<string, readonly number[]>();

function find(fields: string, firstDay: number, days: number): readonly number[] {
  const starts: number[] = [];
  let today: readonly number[] | undefined;
  for (let day = firstDay; day < firstDay + days; day++) {
    if (!naivelyStartsOn(fields, momentOf(day, 0))) continue;
    today ??= Array.from({ length: minutesPerDay }, (_, time) => time).filter((time) =>
      naivelyStarts(fields, momentOf(day, time)),
    );
    for (const time of today) starts.push(day * minutesPerDay + time);
  }
  return starts;
}

const momentOf = (day: number, time: number) => new Date((day * minutesPerDay + time) * 60_000);
