import { cut } from "../words/cut.ts";

/** Something read from an expression, or what stops it from being read. */
export type CronReading<T> = { readonly ok: true; readonly value: T } | CronRefusal;

/** What cannot be read, in the house's form. */
export interface CronRefusal {
  readonly ok: false;
  /** What was got, and where. */
  readonly got: string;
  /** What to write. */
  readonly use: string;
}

/** One of the six fields of a cron expression: what it is called and which values AWS accepts there. */
export interface CronField {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Words for the values, starting at `min`. */
  readonly words?: readonly string[];
  readonly steps: boolean;
  /** Whether a range may go down, as 22-6 does, and then means the values from both ends. */
  readonly wraps: boolean;
  /** What may be written, for a message. */
  readonly use: string;
}

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
/** Days of the week in AWS's order: SUN is 1, SAT is 7. */
export const weekDays: readonly string[] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/**
 * The fields AWS documents for EventBridge, which AWS Backup refers to. Of ranges that go down AWS prints two, the hours
 * 20-2 with the remark that MON-FRI then has starts on Monday before 02:00, and the days SAT-SUN (CodeCatalyst).
 */
export const cronFields = {
  minute: {
    name: "minute",
    min: 0,
    max: 59,
    steps: true,
    wraps: false,
    use: "0 to 59, a list 0,30, a range 0-10, a step 0/15 or *",
  },
  hour: {
    name: "hour",
    min: 0,
    max: 23,
    steps: true,
    wraps: true,
    use: "0 to 23, a list 1,13, a range 8-18, a step 0/4 or *",
  },
  dayOfMonth: {
    name: "day-of-month",
    min: 1,
    max: 31,
    steps: true,
    wraps: false,
    use: "1 to 31, a list 1,15, a range 1-7, a step 1/5, L, 15W, * or ?",
  },
  month: {
    name: "month",
    min: 1,
    max: 12,
    words: months,
    steps: true,
    wraps: false,
    use: "1 to 12 or JAN to DEC, a list 1,7, a range 1-3, a step 1/3 or *",
  },
  // the table of wildcards has no / for this field
  dayOfWeek: {
    name: "day-of-week",
    min: 1,
    max: 7,
    words: weekDays,
    steps: false,
    wraps: true,
    use: "1 (SUN) to 7 (SAT) or SUN to SAT, a list 2,4, a range MON-FRI, L, 6L, 6#3, * or ?",
  },
  year: {
    name: "year",
    min: 1970,
    max: 2199,
    steps: true,
    wraps: false,
    use: "1970 to 2199, a list 2026,2028, a range 2026-2030, a step 2026/2 or *",
  },
} as const satisfies Record<string, CronField>;

export const refuse = (got: string, use: string): CronRefusal => ({ ok: false, got, use });

/** What was got in a field, and what to write there. */
export const refuseField = (got: string, field: CronField, use: string = field.use): CronRefusal =>
  refuse(`got ${quote(got)} in the ${field.name} field`, `use ${use}`);

/** The user's text for a message, short and on one line. */
export function quote(text: string): string {
  return JSON.stringify(cut(text, 40));
}

/** Reads a list of values, ranges and steps; the values come sorted, each once. */
export function readCronField(field: CronField, text: string): CronReading<readonly number[]> {
  const items = text.split(",");
  const values = new Set<number>();
  for (const item of items) {
    if (item === "" && items.length > 1) return refuseField(text, field, "a value on both sides of every comma");
    if (item === "*" && items.length > 1) return refuseField(text, field, "* alone, or a list without it");
    const read = readItem(field, item);
    if (!read.ok) return read;
    for (const value of read.value) values.add(value);
  }
  return { ok: true, value: [...values].sort((a, b) => a - b) };
}

function readItem(field: CronField, item: string): CronReading<readonly number[]> {
  if (item === "?")
    return refuseField(item, field, "*, because ? stands alone and only in day-of-month or day-of-week");
  const [range = "", step, ...more] = item.split("/");
  if (more.length > 0) return refuseField(item, field);
  if (step !== undefined && !field.steps)
    return refuseField(item, field, "a list of days such as MON,WED,FRI, not steps");
  const ends = readEnds(field, range, step !== undefined);
  if (!ends) return refuseField(item, field);
  if (ends.from > ends.to) {
    if (!field.wraps || step !== undefined) {
      return refuseField(item, field, "ranges that go up, because AWS does not say what one that goes down means here");
    }
    return { ok: true, value: [...valuesOf(ends.from, field.max), ...valuesOf(field.min, ends.to)] };
  }
  const by = step === undefined ? 1 : readNumber(step);
  const maxStep = field.max - field.min;
  if (by === undefined || by < 1 || by > maxStep) {
    return refuseField(item, field, `${ends.from} alone, or a step of 1 to ${maxStep} after the /`);
  }
  return { ok: true, value: valuesOf(ends.from, ends.to, by) };
}

function valuesOf(from: number, to: number, step = 1): readonly number[] {
  const values: number[] = [];
  for (let value = from; value <= to; value += step) values.push(value);
  return values;
}

function readEnds(field: CronField, range: string, open: boolean) {
  if (range === "*") return { from: field.min, to: field.max };
  const [first = "", last, ...more] = range.split("-");
  const from = readCronValue(field, first);
  const to = last === undefined ? (open ? field.max : from) : readCronValue(field, last);
  return from === undefined || to === undefined || more.length > 0 ? undefined : { from, to };
}

/** One value, as a number or a word, or undefined when the field has no such value. */
export function readCronValue(field: CronField, text: string): number | undefined {
  const word = field.words?.indexOf(text.toUpperCase()) ?? -1;
  const value = word >= 0 ? field.min + word : readNumber(text);
  return value !== undefined && value >= field.min && value <= field.max ? value : undefined;
}

function readNumber(text: string): number | undefined {
  return /^(\d{1,2}|[1-9]\d{2,3})$/.test(text) ? Number(text) : undefined;
}
