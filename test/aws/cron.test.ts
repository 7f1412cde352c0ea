import { expect, test } from "vitest";
import { parseCron } from "../../src/aws/cron.ts";

// written out, not imported: a change of wording is a change to what operators read
const use = {
  minute: "0 to 59, a list 0,30, a range 0-10, a step 0/15 or *",
  hour: "0 to 23, a list 1,13, a range 8-18, a step 0/4 or *",
  dayOfMonth: "1 to 31, a list 1,15, a range 1-7, a step 1/5, L, 15W, * or ?",
  month: "1 to 12 or JAN to DEC, a list 1,7, a range 1-3, a step 1/3 or *",
  dayOfWeek: "1 (SUN) to 7 (SAT) or SUN to SAT, a list 2,4, a range MON-FRI, L, 6L, 6#3, * or ?",
  year: "1970 to 2199, a list 2026,2028, a range 2026-2030, a step 2026/2 or *",
  down: "ranges that go up, because AWS does not say what one that goes down means here",
  alone: "*, because ? stands alone and only in day-of-month or day-of-week",
  form: "cron(minute hour day-of-month month day-of-week year), as in cron(0 5 ? * * *)",
} as const;

function problemOf(text: string): string | undefined {
  const result = parseCron(text);
  return result.ok ? undefined : `${result.got}; ${result.use}`;
}

// the fields that are refused, the nearest that are not, and the message
const refused: readonly (readonly [bad: string, good: string, problem: string])[] = [
  ["60 5 ? * * *", "59 5 ? * * *", `got "60" in the minute field; use ${use.minute}`],
  ["-1 5 ? * * *", "0 5 ? * * *", `got "-1" in the minute field; use ${use.minute}`],
  ["000 5 ? * * *", "00 5 ? * * *", `got "000" in the minute field; use ${use.minute}`],
  ["1.5 5 ? * * *", "1,5 5 ? * * *", `got "1.5" in the minute field; use ${use.minute}`],
  ["? 5 * * ? *", "* 5 * * ? *", `got "?" in the minute field; use ${use.alone}`],
  ["L 5 ? * * *", "59 5 ? * * *", `got "L" in the minute field; use ${use.minute}`],
  ["0/60 5 ? * * *", "0/59 5 ? * * *", 'got "0/60" in the minute field; use 0 alone, or a step of 1 to 59 after the /'],
  ["*/60 5 ? * * *", "*/59 5 ? * * *", 'got "*/60" in the minute field; use 0 alone, or a step of 1 to 59 after the /'],
  ["0/0 5 ? * * *", "0/1 5 ? * * *", 'got "0/0" in the minute field; use 0 alone, or a step of 1 to 59 after the /'],
  ["/15 5 ? * * *", "*/15 5 ? * * *", `got "/15" in the minute field; use ${use.minute}`],
  ["0/ 5 ? * * *", "0/15 5 ? * * *", 'got "0/" in the minute field; use 0 alone, or a step of 1 to 59 after the /'],
  ["0/5/5 5 ? * * *", "0/5 5 ? * * *", `got "0/5/5" in the minute field; use ${use.minute}`],
  ["0,,30 5 ? * * *", "0,30 5 ? * * *", 'got "0,,30" in the minute field; use a value on both sides of every comma'],
  [",30 5 ? * * *", "30 5 ? * * *", 'got ",30" in the minute field; use a value on both sides of every comma'],
  ["0, 5 ? * * *", "0 5 ? * * *", 'got "0," in the minute field; use a value on both sides of every comma'],
  ["*,30 5 ? * * *", "*/30 5 ? * * *", 'got "*,30" in the minute field; use * alone, or a list without it'],
  ["50-10 5 ? * * *", "10-50 5 ? * * *", `got "50-10" in the minute field; use ${use.down}`],
  ["0-10-20 5 ? * * *", "0-10 5 ? * * *", `got "0-10-20" in the minute field; use ${use.minute}`],
  ["0- 5 ? * * *", "0-5 5 ? * * *", `got "0-" in the minute field; use ${use.minute}`],
  ["*-5 5 ? * * *", "0-5 5 ? * * *", `got "*-5" in the minute field; use ${use.minute}`],
  ["0/x 5 ? * * *", "0/9 5 ? * * *", 'got "0/x" in the minute field; use 0 alone, or a step of 1 to 59 after the /'],
  ["0x10 5 ? * * *", "10 5 ? * * *", `got "0x10" in the minute field; use ${use.minute}`],
  ["1e1 5 ? * * *", "11 5 ? * * *", `got "1e1" in the minute field; use ${use.minute}`],
  ["0 24 ? * * *", "0 23 ? * * *", `got "24" in the hour field; use ${use.hour}`],
  ["0 22-6/2 ? * * *", "0 6-22/2 ? * * *", `got "22-6/2" in the hour field; use ${use.down}`],
  ["0 0/24 ? * * *", "0 0/23 ? * * *", 'got "0/24" in the hour field; use 0 alone, or a step of 1 to 23 after the /'],
  ["0 5pm ? * * *", "0 17 ? * * *", `got "5pm" in the hour field; use ${use.hour}`],
  ["0 8-24 ? * * *", "0 8-23 ? * * *", `got "8-24" in the hour field; use ${use.hour}`],
  ["0 MON ? * * *", "0 2 ? * * *", `got "MON" in the hour field; use ${use.hour}`],
  ["0 5 0 * ? *", "0 5 1 * ? *", `got "0" in the day-of-month field; use ${use.dayOfMonth}`],
  ["0 5 32 * ? *", "0 5 31 * ? *", `got "32" in the day-of-month field; use ${use.dayOfMonth}`],
  [
    "0 5 LW * ? *",
    "0 5 L * ? *",
    'got "LW" in the day-of-month field; use L, because AWS documents nothing else with L here',
  ],
  [
    "0 5 L-3 * ? *",
    "0 5 L * ? *",
    'got "L-3" in the day-of-month field; use L, because AWS documents nothing else with L here',
  ],
  ["0 5 L,15 * ? *", "0 5 15 * ? *", 'got "L,15" in the day-of-month field; use L or 15W alone, not in a list'],
  ["0 5 1,15W * ? *", "0 5 15W * ? *", 'got "1,15W" in the day-of-month field; use L or 15W alone, not in a list'],
  ["0 5 0W * ? *", "0 5 1W * ? *", `got "0W" in the day-of-month field; use ${use.dayOfMonth}`],
  ["0 5 32W * ? *", "0 5 31W * ? *", `got "32W" in the day-of-month field; use ${use.dayOfMonth}`],
  ["0 5 W * ? *", "0 5 1W * ? *", `got "W" in the day-of-month field; use ${use.dayOfMonth}`],
  ["0 5 1-5W * ? *", "0 5 5W * ? *", `got "1-5W" in the day-of-month field; use ${use.dayOfMonth}`],
  ["0 5 15L * ? *", "0 5 L * ? *", `got "15L" in the day-of-month field; use ${use.dayOfMonth}`],
  ["0 5 28-3 * ? *", "0 5 28-31,1-3 * ? *", `got "28-3" in the day-of-month field; use ${use.down}`],
  [
    "0 5 1/31 * ? *",
    "0 5 1/30 * ? *",
    'got "1/31" in the day-of-month field; use 1 alone, or a step of 1 to 30 after the /',
  ],
  ["0 5 1#2 * ? *", "0 5 ? * 1#2 *", `got "1#2" in the day-of-month field; use ${use.dayOfMonth}`],
  ["0 5 MON * ? *", "0 5 ? * MON *", `got "MON" in the day-of-month field; use ${use.dayOfMonth}`],
  ["0 5 ?,5 * ? *", "0 5 5 * ? *", `got "?" in the day-of-month field; use ${use.alone}`],
  ["0 5 1 0 ? *", "0 5 1 1 ? *", `got "0" in the month field; use ${use.month}`],
  ["0 5 1 13 ? *", "0 5 1 12 ? *", `got "13" in the month field; use ${use.month}`],
  ["0 5 1 JANUARY ? *", "0 5 1 JAN ? *", `got "JANUARY" in the month field; use ${use.month}`],
  ["0 5 1 NOV-FEB ? *", "0 5 1 NOV-DEC,JAN-FEB ? *", `got "NOV-FEB" in the month field; use ${use.down}`],
  ["0 5 1 ? ? *", "0 5 1 * ? *", `got "?" in the month field; use ${use.alone}`],
  ["0 5 1 L ? *", "0 5 1 12 ? *", `got "L" in the month field; use ${use.month}`],
  ["0 5 1 1/12 ? *", "0 5 1 1/11 ? *", 'got "1/12" in the month field; use 1 alone, or a step of 1 to 11 after the /'],
  ["0 5 1 MON ? *", "0 5 1 MAY ? *", `got "MON" in the month field; use ${use.month}`],
  ["0 5 ? * 0 *", "0 5 ? * 1 *", `got "0" in the day-of-week field; use ${use.dayOfWeek}`],
  ["0 5 ? * 8 *", "0 5 ? * 7 *", `got "8" in the day-of-week field; use ${use.dayOfWeek}`],
  [
    "0 5 ? * 2/2 *",
    "0 5 ? * 2,4,6 *",
    'got "2/2" in the day-of-week field; use a list of days such as MON,WED,FRI, not steps',
  ],
  [
    "0 5 ? * */2 *",
    "0 5 ? * 1,3,5,7 *",
    'got "*/2" in the day-of-week field; use a list of days such as MON,WED,FRI, not steps',
  ],
  [
    "0 5 ? * 6#0 *",
    "0 5 ? * 6#1 *",
    'got "6#0" in the day-of-week field; use a day, # and 1 to 5, as in 6#3 for the third Friday',
  ],
  [
    "0 5 ? * 6#6 *",
    "0 5 ? * 6#5 *",
    'got "6#6" in the day-of-week field; use a day, # and 1 to 5, as in 6#3 for the third Friday',
  ],
  [
    "0 5 ? * 6# *",
    "0 5 ? * 6#3 *",
    'got "6#" in the day-of-week field; use a day, # and 1 to 5, as in 6#3 for the third Friday',
  ],
  [
    "0 5 ? * #3 *",
    "0 5 ? * 6#3 *",
    'got "#3" in the day-of-week field; use a day, # and 1 to 5, as in 6#3 for the third Friday',
  ],
  [
    "0 5 ? * 3#1,6#3 *",
    "0 5 ? * 3#1 *",
    'got "3#1,6#3" in the day-of-week field; use one # alone, as in 6#3, and a second rule for the rest',
  ],
  [
    "0 5 ? * 2-6#3 *",
    "0 5 ? * 6#3 *",
    'got "2-6#3" in the day-of-week field; use a day, # and 1 to 5, as in 6#3 for the third Friday',
  ],
  [
    "0 5 ? * 6#3#1 *",
    "0 5 ? * 6#3 *",
    'got "6#3#1" in the day-of-week field; use a day, # and 1 to 5, as in 6#3 for the third Friday',
  ],
  ["0 5 ? * 8L *", "0 5 ? * 7L *", `got "8L" in the day-of-week field; use ${use.dayOfWeek}`],
  [
    "0 5 ? * FRIL *",
    "0 5 ? * 6L *",
    'got "FRIL" in the day-of-week field; use 6L, because AWS documents a number before L',
  ],
  ["0 5 ? * 6L,2 *", "0 5 ? * 6L *", 'got "6L,2" in the day-of-week field; use 6L or L alone, not in a list'],
  ["0 5 ? * L,2 *", "0 5 ? * L *", 'got "L,2" in the day-of-week field; use 6L or L alone, not in a list'],
  ["0 5 ? * 6W *", "0 5 ? * 6 *", `got "6W" in the day-of-week field; use ${use.dayOfWeek}`],
  ["0 5 ? * MONDAY *", "0 5 ? * MON *", `got "MONDAY" in the day-of-week field; use ${use.dayOfWeek}`],
  ["0 5 ? * FREE *", "0 5 ? * FRI *", `got "FREE" in the day-of-week field; use ${use.dayOfWeek}`],
  ["0 5 ? * 2-8 *", "0 5 ? * 2-7 *", `got "2-8" in the day-of-week field; use ${use.dayOfWeek}`],
  ["0 5 * * * *", "0 5 * * ? *", 'got "*" in the day-of-month field; use ?, because day-of-week is *'],
  [
    "0 5 ? * ? *",
    "0 5 ? * * *",
    'got "?" in the day-of-month field and in the day-of-week field; use ? in one and * in the other',
  ],
  ["0 5 15 * * *", "0 5 15 * ? *", 'got "*" in the day-of-week field; use ?, because day-of-month is 15'],
  ["0 5 * * MON *", "0 5 ? * MON *", 'got "*" in the day-of-month field; use ?, because day-of-week is MON'],
  [
    "0 5 15 * MON *",
    "0 5 15 * ? *",
    'got "MON" in the day-of-week field; use ?, because day-of-month is 15; AWS takes one of the two, so write a second rule for the other',
  ],
  ["0 5 ? * * 1969", "0 5 ? * * 1970", `got "1969" in the year field; use ${use.year}`],
  ["0 5 ? * * 2200", "0 5 ? * * 2199", `got "2200" in the year field; use ${use.year}`],
  ["0 5 ? * * 26", "0 5 ? * * 2026", `got "26" in the year field; use ${use.year}`],
  ["0 5 ? * * ?", "0 5 ? * * *", `got "?" in the year field; use ${use.alone}`],
  ["0 5 ? * * 2030-2026", "0 5 ? * * 2026-2030", `got "2030-2026" in the year field; use ${use.down}`],
  [
    "0 5 ? * * 2026/230",
    "0 5 ? * * 2026/229",
    'got "2026/230" in the year field; use 2026 alone, or a step of 1 to 229 after the /',
  ],
  ["0 5 ? * * 02026", "0 5 ? * * 2026", `got "02026" in the year field; use ${use.year}`],
];

test.each(refused)("refuses cron(%s) and takes cron(%s)", (bad, good, problem) => {
  expect(problemOf(`cron(${bad})`)).toBe(problem);
  expect(problemOf(`cron(${good})`)).toBeUndefined();
});

const notCron: readonly (readonly [text: string, problem: string])[] = [
  ["", `got ""; use ${use.form}`],
  ["cron", `got "cron"; use ${use.form}`],
  ["cron()", `got "cron()"; use ${use.form}`],
  ["cron( )", `got "cron( )"; use ${use.form}`],
  ["cron(0 5 ? * * *", 'got "cron(0 5 ? * * *"; use cron(0 5 ? * * *)'],
  ["0 5 ? * * *)", 'got "0 5 ? * * *)"; use cron(0 5 ? * * *)'],
  ["0 5 ? * * *", 'got "0 5 ? * * *"; use cron(0 5 ? * * *)'],
  ["CRON(0 5 ? * * *)", 'got "CRON(0 5 ? * * *)"; use cron(0 5 ? * * *)'],
  ["Cron(0 5 ? * * *)", 'got "Cron(0 5 ? * * *)"; use cron(0 5 ? * * *)'],
  [" cron(0 5 ? * * *)", 'got " cron(0 5 ? * * *)"; use cron(0 5 ? * * *)'],
  ["cron(0 5 ? * * *) ", 'got "cron(0 5 ? * * *) "; use cron(0 5 ? * * *)'],
  ["cron (0 5 ? * * *)", 'got "cron (0 5 ? * * *)"; use cron(0 5 ? * * *)'],
  ["cron( 0 5 ? * * *)", 'got "cron( 0 5 ? * * *)"; use cron(0 5 ? * * *)'],
  ["cron((0 5 ? * * *))", 'got "cron((0 5 ? * * *))"; use cron(0 5 ? * * *)'],
  ["cron(0 5 ? * * *)cron(0 5 ? * * *)", `got "cron(0 5 ? * * *)cron(0 5 ? * * *)"; use ${use.form}`],
  ["cron(0 5 * * *)", 'got 5 fields in "cron(0 5 * * *)"; use cron(0 5 * * ? *)'],
  ["0 5 * * *", 'got "0 5 * * *"; use cron(0 5 * * ? *)'],
  ["cron(0 5 * * 1-5)", 'got 5 fields in "cron(0 5 * * 1-5)"; use cron(0 5 ? * MON-FRI *)'],
  ["cron(0 5 * * 0,6)", 'got 5 fields in "cron(0 5 * * 0,6)"; use cron(0 5 ? * SUN,SAT *)'],
  ["cron(0 5 1 * *)", 'got 5 fields in "cron(0 5 1 * *)"; use cron(0 5 1 * ? *)'],
  ["cron(0 5 1 * 1)", `got 5 fields in "cron(0 5 1 * 1)"; use 6: ${use.form}`],
  ["cron(0 5 * * 5-7)", 'got 5 fields in "cron(0 5 * * 5-7)"; use cron(0 5 ? * FRI-SUN *)'],
  ["cron(0 5 * * 1/2)", `got 5 fields in "cron(0 5 * * 1/2)"; use 6: ${use.form}`],
  ["cron(0 5 ? *)", `got 4 fields in "cron(0 5 ? *)"; use 6: ${use.form}`],
  ["cron(0 0 5 * * ? *)", 'got 7 fields in "cron(0 0 5 * * ? *)"; use cron(0 5 * * ? *)'],
  ["0 0 5 ? * MON-FRI *", 'got "0 0 5 ? * MON-FRI *"; use cron(0 5 ? * MON-FRI *)'],
  ["cron(0 5 ? * * * * *)", `got 8 fields in "cron(0 5 ? * * * * *)"; use 6: ${use.form}`],
  [
    "rate(1 day)",
    'got "rate(1 day)"; use cron(0 * ? * * *) for hourly or cron(0 5 ? * * *) for daily, because AWS Backup takes no rate',
  ],
  [
    "rate(12 hours)",
    'got "rate(12 hours)"; use cron(0 * ? * * *) for hourly or cron(0 5 ? * * *) for daily, because AWS Backup takes no rate',
  ],
  [
    "RATE(1 day)",
    'got "RATE(1 day)"; use cron(0 * ? * * *) for hourly or cron(0 5 ? * * *) for daily, because AWS Backup takes no rate',
  ],
  [
    "at(2030-01-01T05:00:00)",
    'got "at(2030-01-01T05:00:00)"; use cron with a year, as in cron(0 5 1 1 ? 2030), because AWS Backup takes no at',
  ],
  ["@daily", `got "@daily"; use ${use.form}`],
  ["daily", `got "daily"; use ${use.form}`],
  ["every 4 hours", `got "every 4 hours"; use ${use.form}`],
  ["cron(0\t5 ? * * *)", 'got "cron(0\\t5 ? * * *)"; use plain letters, digits, signs and spaces'],
  ["cron(0 5 ? * * *)\n", 'got "cron(0 5 ? * * *)\\n"; use plain letters, digits, signs and spaces'],
  ["cron(0 5 ? * fr\u0131 *)", 'got "cron(0 5 ? * fr\u0131 *)"; use plain letters, digits, signs and spaces'],
  ["cron(0 5 ? * \u017fun *)", 'got "cron(0 5 ? * \u017fun *)"; use plain letters, digits, signs and spaces'],
  ["cron(\u0660 5 ? * * *)", 'got "cron(\u0660 5 ? * * *)"; use plain letters, digits, signs and spaces'],
  [`cron(0 5 ? * * *${" ".repeat(300)})`, "got 317 characters; use 256 or fewer"],
  [`cron(0 ${"1,".repeat(30)}24 ? * * *)`, `got "24" in the hour field; use ${use.hour}`],
  [
    `cron(0 5 ? * ${"X".repeat(60)} *)`,
    `got "XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX…" in the day-of-week field; use ${use.dayOfWeek}`,
  ],
];

test.each(notCron)("refuses %j", (text, problem) => {
  expect(problemOf(text)).toBe(problem);
});

const every = (from: number, to: number, step = 1) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);

// what one field says, the others being plain
const minutes: readonly (readonly [string, readonly number[]])[] = [
  ["0", [0]],
  ["05", [5]],
  ["59", [59]],
  ["*", every(0, 59)],
  ["0/15", [0, 15, 30, 45]],
  ["*/15", [0, 15, 30, 45]],
  ["5/20", [5, 25, 45]],
  ["0/59", [0, 59]],
  ["10-20/5", [10, 15, 20]],
  ["30,0,30", [0, 30]],
  ["50-59,0-1,0/30", [0, 1, 30, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59]],
];
test.each(minutes)("reads the minutes %s", (text, values) => {
  expect(parseCron(`cron(${text} 5 ? * * *)`)).toMatchObject({ schedule: { minutes: values } });
});

const hours: readonly (readonly [string, readonly number[]])[] = [
  ["5/1", every(5, 23)],
  ["0/4", [0, 4, 8, 12, 16, 20]],
  ["*/12", [0, 12]],
  ["8-18", every(8, 18)],
  ["22-6", [0, 1, 2, 3, 4, 5, 6, 22, 23]],
  ["23-0", [0, 23]],
];
test.each(hours)("reads the hours %s", (text, values) => {
  expect(parseCron(`cron(0 ${text} ? * * *)`)).toMatchObject({ schedule: { hours: values } });
});

const months: readonly (readonly [string, readonly number[]])[] = [
  ["JAN-MAR", [1, 2, 3]],
  ["jan,Dec", [1, 12]],
  ["1/3", [1, 4, 7, 10]],
  ["FEB/6", [2, 8]],
  ["NOV-12", [11, 12]],
];
test.each(months)("reads the months %s", (text, values) => {
  expect(parseCron(`cron(0 5 1 ${text} ? *)`)).toMatchObject({ schedule: { months: values } });
});

const days: readonly (readonly [string, object])[] = [
  ["* * ?", { on: "days-of-month", days: every(1, 31) }],
  ["? * *", { on: "days-of-week", days: every(1, 7) }],
  ["1,15 * ?", { on: "days-of-month", days: [1, 15] }],
  ["*/10 * ?", { on: "days-of-month", days: [1, 11, 21, 31] }],
  ["L * ?", { on: "last-day-of-month" }],
  ["l * ?", { on: "last-day-of-month" }],
  ["15W * ?", { on: "nearest-weekday", day: 15 }],
  ["1w * ?", { on: "nearest-weekday", day: 1 }],
  ["? * 1", { on: "days-of-week", days: [1] }],
  ["? * SUN", { on: "days-of-week", days: [1] }],
  ["? * sat", { on: "days-of-week", days: [7] }],
  ["? * L", { on: "days-of-week", days: [7] }],
  ["? * MON-FRI", { on: "days-of-week", days: [2, 3, 4, 5, 6] }],
  ["? * FRI-MON", { on: "days-of-week", days: [1, 2, 6, 7] }],
  ["? * SAT-SUN", { on: "days-of-week", days: [1, 7] }],
  ["? * 6L", { on: "last-day-of-week", day: 6 }],
  ["? * 6#3", { on: "nth-day-of-week", day: 6, nth: 3 }],
  ["? * Fri#3", { on: "nth-day-of-week", day: 6, nth: 3 }],
];
test.each(days)("reads the days %s", (text, rule) => {
  expect(parseCron(`cron(0 5 ${text} *)`)).toMatchObject({ schedule: { days: rule } });
});

const years: readonly (readonly [string, readonly number[] | "every"])[] = [
  ["*", "every"],
  ["2026", [2026]],
  ["2026-2028", [2026, 2027, 2028]],
  ["2190/4", [2190, 2194, 2198]],
];
test.each(years)("reads the years %s", (text, values) => {
  expect(parseCron(`cron(0 5 ? * * ${text})`)).toMatchObject({ schedule: { years: values } });
});

// from the developer guides of AWS Backup, EventBridge, EventBridge Scheduler, CodeCatalyst and Systems Manager
const printedByAws = [
  "0 5 ? * * *",
  "15 * ? * * *",
  "0 12 * * ? *",
  "0 18 ? * MON-FRI *",
  "0 8 1 * ? *",
  "0/5 8-17 ? * MON-FRI *",
  "0/30 20-2 ? * MON-FRI *",
  "15 10 ? * 6L 2022-2023",
  "30 23 ? * TUE#3 *",
  "0/30 22-2 ? * SAT-SUN *",
];
test.each(printedByAws)("takes cron(%s), which AWS prints", (text) => {
  expect(problemOf(`cron(${text})`)).toBeUndefined();
});

test("takes more than one space between fields", () => {
  expect(parseCron("cron(0  5 ?   * * *)")).toEqual(parseCron("cron(0 5 ? * * *)"));
});

test("takes 256 characters and not one more", () => {
  const padded = (length: number) => `cron(0 5 ? * *${" ".repeat(length - 16)}*)`;

  expect(problemOf(padded(256))).toBeUndefined();
  expect(problemOf(padded(257))).toBe("got 257 characters; use 256 or fewer");
});
