import { weekDays } from "./cron-field.ts";

/**
 * What the author of a foreign cron expression probably wants to write for AWS: from five fields (Unix), six without
 * the brackets, or seven with seconds (Quartz). The suggestion is not checked; undefined when there is none.
 */
export function suggestCron(fields: readonly string[]): string | undefined {
  if (fields.length === 6) return `cron(${fields.join(" ")})`;
  if (fields.length === 7) return `cron(${fields.slice(1).join(" ")})`;
  if (fields.length === 5) return fromUnix(fields);
  return undefined;
}

function fromUnix(fields: readonly string[]): string | undefined {
  const [minute, hour, dayOfMonth, month, dayOfWeek = ""] = fields;
  const isEvery = (text: string | undefined) => text === "*" || text === "?";
  if (isEvery(dayOfWeek)) return `cron(${minute} ${hour} ${isEvery(dayOfMonth) ? "*" : dayOfMonth} ${month} ? *)`;
  // Unix starts on either of the two days, which takes two rules here
  if (!isEvery(dayOfMonth)) return undefined;
  // Unix counts from 0 (Sunday), AWS from 1; words mean the same to both
  const days = dayOfWeek.replace(/\d+/g, (digits) => weekDays[Number(digits) % 7] ?? digits);
  return `cron(${minute} ${hour} ? ${month} ${days} *)`;
}
