import { z } from "zod";
import { minutesPerDay } from "../aws/start-times.ts";
import type { OwnWindows } from "../model.ts";
import { daysOf, minutesOf, retentionPattern, spanOf, spanPattern, timePattern } from "./duration.ts";

// Every message here completes the sentence "got …; use …".

export const accountIdHint = 'twelve digits in quotes, such as "123456789012"';
export const accountId = z.string({ error: accountIdHint }).regex(/^\d{12}$/, { error: accountIdHint });

export function text(pattern: RegExp, hint: string) {
  return z.string({ error: hint }).regex(pattern, { error: hint });
}

/** Lower-case name of at most `longest` characters; AWS lower-cases rule names, so that other cases would not survive. */
export const name = (longest: number) =>
  text(
    new RegExp(`^[a-z][a-z0-9-]{0,${longest - 1}}$`),
    `a name of lower-case letters, digits and hyphens, starting with a letter, at most ${longest} characters`,
  );

/** AWS takes letters, digits, spaces and `_.:/=+-@` in tag values; a reason is kept in a tag where it fits. */
export const reason = text(/\S.{9,}/, "a sentence that says why, of at least 10 characters");

export const tagKey = text(
  /^(?!aws:)[\w .:/=+\-@]{1,128}$/,
  "a tag key of at most 128 letters, digits, spaces and _.:/=+-@, not starting with aws:",
);
export const tagValue = text(
  /^[\w .:/=+\-@*]{1,256}$/,
  "a tag value of at most 256 letters, digits, spaces and _.:/=+-@*",
);

/** Minutes, written with their unit. */
export function time(least: "1m" | "1h", example: string) {
  const [shortest, longest] = [minutesOf(least), minutesOf("36500d")];
  const hint = `a time with its unit (m, h or d), such as ${example}, from ${least} to 36500d`;
  return z
    .string({ error: hint })
    .regex(timePattern, { error: hint, abort: true })
    .refine((value) => minutesOf(value) >= shortest && minutesOf(value) <= longest, {
      error: hint,
    })
    .transform(minutesOf);
}

const lengthOf = ({ fromMinute, toMinute }: OwnWindows) => (toMinute - fromMinute + minutesPerDay) % minutesPerDay;

/** A span of the day in UTC, of an hour at least: room for a backup window and a maintenance window, of 30 minutes each. */
export function timeSpan(example: string) {
  const hint = `a time of day in UTC, such as ${example}, of an hour at least`;
  return z
    .string({ error: hint })
    .regex(spanPattern, { error: hint, abort: true })
    .refine((value) => lengthOf(spanOf(value)) >= 60, { error: hint })
    .transform(spanOf);
}

/** Days, written with their unit. AWS keeps a recovery point 1 to 36,500 days (aws-backup devguide, plan options). */
export function retention(least = 1, most = 36_500, example = "35d") {
  const hint = `a time with its unit (d, w or y), such as ${example}, from ${least}d to ${most}d`;
  return z
    .string({ error: hint })
    .regex(retentionPattern, { error: hint, abort: true })
    .refine((value) => daysOf(value) >= least && daysOf(value) <= most, { error: hint })
    .transform(daysOf);
}

export const regionList = (longest: number) =>
  z
    .array(z.string({ error: "a Region, such as eu-west-2" }), { error: "a list of Regions, such as [eu-west-2]" })
    .min(1, { error: "at least one Region, such as [eu-west-2]" })
    .max(longest, { error: `at most ${longest} Regions` })
    .refine((regions) => new Set(regions).size === regions.length, {
      error: "each Region once",
    });

export const flag = (what: string) => z.boolean({ error: `true or false: ${what}` });
