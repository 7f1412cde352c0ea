const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekDays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/**
 * Whether an accepted expression (without its brackets) starts in a minute: one question at a time, straight from AWS's
 * wording, sharing nothing with the code it checks.
 */
export function naivelyStarts(expression: string, moment: Date): boolean {
  const [minute = "", hour = ""] = expression.split(" ");
  return (
    inField(minute, moment.getUTCMinutes(), 59) &&
    inField(hour, moment.getUTCHours(), 23) &&
    naivelyStartsOn(expression, moment)
  );
}

/** Whether an accepted expression starts on the day of a moment. */
export function naivelyStartsOn(expression: string, moment: Date): boolean {
  const [, , dayOfMonth = "", month = "", dayOfWeek = "", year = ""] = expression.split(" ");
  return (
    inField(numbers(month, months), moment.getUTCMonth() + 1, 12) &&
    inField(year, moment.getUTCFullYear(), 2199) &&
    (dayOfMonth === "?" ? onDayOfWeek(numbers(dayOfWeek, weekDays), moment) : onDayOfMonth(dayOfMonth, moment))
  );
}

function inField(field: string, value: number, max: number): boolean {
  return field.split(",").some((item) => {
    if (item === "*") return true;
    const [range = "", step = "1"] = item.split("/");
    const [from = "", to] = range.split("-");
    const low = from === "*" ? (max === 12 || max === 31 ? 1 : max === 2199 ? 1970 : 0) : Number(from);
    const high = to === undefined ? (from === "*" || item.includes("/") ? max : low) : Number(to);
    if (low > high) return value >= low || value <= high;
    return value >= low && value <= high && (value - low) % Number(step) === 0;
  });
}

function onDayOfMonth(field: string, moment: Date): boolean {
  if (field === "L") return day(moment, 1).getUTCDate() === 1;
  if (!field.endsWith("W")) return inField(field, moment.getUTCDate(), 31);
  const target = new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth(), Number(field.slice(0, -1))));
  if (target.getUTCMonth() !== moment.getUTCMonth()) return false;
  const nearest = [0, -1, 1, -2, 2]
    .map((offset) => day(target, offset))
    .find((other) => other.getUTCMonth() === target.getUTCMonth() && ![0, 6].includes(other.getUTCDay()));
  return nearest?.getUTCDate() === moment.getUTCDate();
}

function onDayOfWeek(field: string, moment: Date): boolean {
  const value = moment.getUTCDay() + 1;
  const [weekDay, nth] = field.split("#");
  if (field === "*") return true;
  if (field === "L") return value === 7;
  if (nth !== undefined) return Number(weekDay) === value && Math.ceil(moment.getUTCDate() / 7) === Number(nth);
  if (field.endsWith("L")) {
    return Number(field.slice(0, -1)) === value && day(moment, 7).getUTCMonth() !== moment.getUTCMonth();
  }
  return inField(field, value, 7);
}

function numbers(field: string, words: readonly string[]): string {
  return words.reduce((text, word, index) => text.replaceAll(word, String(index + 1)), field.toUpperCase());
}

function day(moment: Date, offset: number): Date {
  return new Date(moment.getTime() + offset * 86_400_000);
}
