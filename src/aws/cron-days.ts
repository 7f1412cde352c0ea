import {
  type CronReading,
  cronFields,
  readCronField,
  readCronValue,
  refuse,
  refuseField,
  weekDays,
} from "./cron-field.ts";

/** On which days of a month a schedule starts. Days of the week count from 1 (Sunday) to 7 (Saturday). */
export type DayRule =
  | { readonly on: "days-of-month"; readonly days: readonly number[] }
  | { readonly on: "last-day-of-month" }
  /** The weekday nearest to a day, within the month; a month without that day is skipped. */
  | { readonly on: "nearest-weekday"; readonly day: number }
  | { readonly on: "days-of-week"; readonly days: readonly number[] }
  | { readonly on: "last-day-of-week"; readonly day: number }
  | { readonly on: "nth-day-of-week"; readonly day: number; readonly nth: number };

/** Reads the two day fields, of which exactly one is `?`. */
export function readCronDays(dayOfMonth: string, dayOfWeek: string): CronReading<DayRule> {
  if (dayOfMonth === "?" && dayOfWeek === "?") {
    return refuse('got "?" in the day-of-month field and in the day-of-week field', "use ? in one and * in the other");
  }
  if (dayOfWeek === "?") return readDayOfMonth(dayOfMonth);
  if (dayOfMonth === "?") return readDayOfWeek(dayOfWeek);

  // what is wrong inside a field comes first: advice about the other field would not help yet
  const first = readDayOfMonth(dayOfMonth);
  if (!first.ok) return first;
  const second = readDayOfWeek(dayOfWeek);
  if (!second.ok) return second;
  if (dayOfMonth === "*")
    return refuseField(dayOfMonth, cronFields.dayOfMonth, `?, because day-of-week is ${dayOfWeek}`);
  if (dayOfWeek === "*")
    return refuseField(dayOfWeek, cronFields.dayOfWeek, `?, because day-of-month is ${dayOfMonth}`);
  return refuseField(
    dayOfWeek,
    cronFields.dayOfWeek,
    `?, because day-of-month is ${dayOfMonth}; AWS takes one of the two, so write a second rule for the other`,
  );
}

function readDayOfMonth(written: string): CronReading<DayRule> {
  const field = cronFields.dayOfMonth;
  const text = written.toUpperCase();
  if (text === "L") return { ok: true, value: { on: "last-day-of-month" } };
  if (/^LW$|^L-/.test(text)) return refuseField(written, field, "L, because AWS documents nothing else with L here");
  if (text.includes(",") && /[LW]/.test(text)) return refuseField(written, field, "L or 15W alone, not in a list");

  const nearest = /^(\d+)W$/.exec(text)?.[1];
  if (nearest !== undefined) {
    const day = readCronValue(field, nearest);
    return day === undefined ? refuseField(written, field) : { ok: true, value: { on: "nearest-weekday", day } };
  }
  const days = readCronField(field, written);
  return days.ok ? { ok: true, value: { on: "days-of-month", days: days.value } } : days;
}

function readDayOfWeek(written: string): CronReading<DayRule> {
  const field = cronFields.dayOfWeek;
  const text = written.toUpperCase();
  // "the last day of the week", which AWS counts from Sunday
  if (text === "L") return { ok: true, value: { on: "days-of-week", days: [7] } };
  if (text.includes("#")) return readNth(written);

  const last = /^(\w+)L$/.exec(text)?.[1];
  if (last !== undefined) {
    const day = readCronValue(field, last);
    if (day === undefined) return refuseField(written, field);
    if (weekDays.includes(last)) return refuseField(written, field, `${day}L, because AWS documents a number before L`);
    return { ok: true, value: { on: "last-day-of-week", day } };
  }
  if (text.includes(",") && /\dL|\bL\b/.test(text)) return refuseField(written, field, "6L or L alone, not in a list");
  const days = readCronField(field, written);
  return days.ok ? { ok: true, value: { on: "days-of-week", days: days.value } } : days;
}

function readNth(text: string): CronReading<DayRule> {
  const field = cronFields.dayOfWeek;
  if (text.includes(",")) return refuseField(text, field, "one # alone, as in 6#3, and a second rule for the rest");
  const [name = "", nth = "", ...more] = text.split("#");
  const day = readCronValue(field, name);
  if (day === undefined || !/^[1-5]$/.test(nth) || more.length > 0) {
    return refuseField(text, field, "a day, # and 1 to 5, as in 6#3 for the third Friday");
  }
  return { ok: true, value: { on: "nth-day-of-week", day, nth: Number(nth) } };
}
