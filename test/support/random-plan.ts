import { widestLoss } from "./aws-rules/loss.ts";
import { freeSpan } from "./free-span.ts";
import type { Pick } from "./pick.ts";

export type Json = Record<string, unknown>;

/** What a plan has to fit. */
export interface Surroundings {
  /** Retentions that every lock takes, in days. */
  readonly leastDays: number;
  readonly mostDays: number;
  /** Types that some account has opted in. */
  readonly optedIn: readonly string[];
  /** What is to be wrong, each by the least that makes it wrong. */
  readonly flaws: ReadonlySet<string>;
  /** Whether numbers need not fit each other. */
  readonly isWild: boolean;
}

export const planFlaws = [
  "local below lock",
  "local above lock",
  "central below lock",
  "central above lock",
  "further below lock",
  "cold a day too late",
  "continuous a day too long",
  "window a minute too short",
  "promise a minute too tight",
  "isolated promise a minute too tight",
  "copy a day shorter",
  "never starts",
  "half-hourly",
  "type without copies",
  "type not opted in",
  "windows of its own anywhere",
  "eleven rules",
] as const;

/** Types of which AWS makes no copy in another account. */
export const neverCopied = ["CloudFormation", "Redshift"];
const continuousTypes = ["Aurora", "RDS", "S3"];
const why = { copies: "kept for a restart only, never for a disaster", local: "a scratch copy for the team itself" };

interface WrittenRule {
  readonly json: Json;
  readonly schedule: string;
  readonly startWithinMinutes: number;
  readonly completeWithinMinutes: number;
  readonly copyWithinMinutes: number;
  readonly localDays: number;
  readonly isLocalOnly: boolean;
  readonly isContinuous: boolean;
}

/** A plan whose numbers stand at a limit as often as not. */
export function randomPlan(pick: Pick, tag: string, around: Surroundings): Json {
  const { flaws, optedIn } = around;
  const types = pick.chance(50) ? undefined : pick.some(optedIn, 1, 3);
  const count = flaws.has("eleven rules") ? 11 : pick.chance(3) ? 10 : pick.one([1, 1, 1, 2, 2, 3]);
  const rules = Array.from({ length: count }, (_, index) => randomRule(pick, index, count, around));
  const selected = [
    ...(types ?? []),
    ...(flaws.has("type without copies") ? ["Redshift Serverless"] : []),
    ...(flaws.has("type not opted in") ? ["Timestream"] : []),
  ];
  const reached = types ?? optedIn;
  const copies = rules.some(({ isLocalOnly }) => !isLocalOnly);
  const left = reached.filter((type) => copies && neverCopied.includes(type));
  return {
    promise: randomPromise(pick, rules, selected, flaws),
    select: {
      ...(pick.chance(60)
        ? { tag: { [tag]: "on" } }
        : { everythingExcept: { tag: { [tag]: pick.one(["off", ["a", "b"]]) } } }),
      ...(selected.length > 0 ? { types: selected } : {}),
    },
    ...(left.length > 0 ? { uncopied: Object.fromEntries(left.map((type) => [type, why.copies])) } : {}),
    ownWindows: flaws.has("windows of its own anywhere") ? undefined : freeSpan(rules),
    rules: Object.fromEntries(rules.map(({ json }, index) => [`r${index}`, json])),
  };
}

function randomRule(pick: Pick, index: number, count: number, { flaws, isWild, ...around }: Surroundings): WrittenRule {
  const isFirst = index === 0;
  const has = (flaw: (typeof planFlaws)[number]) => isFirst && flaws.has(flaw);
  const { leastDays: least, mostDays: most } = around;
  const days = (from: number, to: number) =>
    isWild && pick.chance(30)
      ? pick.number(1, 400)
      : pick.one([from, to, Math.min(from + 1, to), pick.number(from, to)]);

  const startWithinMinutes = has("window a minute too short") ? 59 : pick.one([60, 60, 60, 61, 120]);
  // as a rule what one start takes ends before the next
  const completeWithinMinutes = pick.chance(3) ? 1440 : pick.one(count === 1 ? [60, 61, 120, 240] : [60, 61, 120]);
  const copyWithinMinutes = pick.chance(3) ? 480 : pick.one([60, 119, 120]);
  const windows = { startWindowMinutes: startWithinMinutes, completionWindowMinutes: completeWithinMinutes };
  // each recovery point is to outlive the wait for the next one; only then can the plan's promise rest on the first rule
  const daysUntilNext = (schedule: string) =>
    Math.ceil(
      (widestLoss([{ ...windows, schedule, copyMinutes: copyWithinMinutes, retentionDays: 1, counts: true }]) ?? 0) /
        1440,
    );
  const drawn = randomSchedule(pick, index, count);
  const usual = isFirst && daysUntilNext(drawn) > most ? "cron(0 5 ? * * *)" : drawn;
  const schedule = has("never starts") ? "cron(0 5 31 6 ? *)" : has("half-hourly") ? "cron(0/30 * ? * * *)" : usual;
  const shortest = isFirst ? Math.min(Math.max(least, daysUntilNext(schedule)), most) : least;

  const isContinuous = has("continuous a day too long") || (shortest <= 35 && pick.chance(15));
  const longest = isContinuous ? Math.min(35, most) : pick.chance(50) ? most : Math.min(most, shortest + 30);
  const fitting = days(shortest, longest);
  let local = fitting;
  if (has("local below lock")) local = least - 1;
  if (has("local above lock")) local = most + 1;
  if (has("cold a day too late")) local = most;
  if (has("continuous a day too long")) local = 36;
  const isShorter = local > shortest && pick.chance(10);
  const copyDays = () => (isShorter ? days(shortest, local - 1) : days(Math.min(local, most), most));
  let central = copyDays();
  if (has("central below lock")) central = least - 1;
  if (has("central above lock")) central = most + 1;
  if (has("copy a day shorter")) central = local - 1;
  const further = has("further below lock") ? least - 1 : pick.chance(50) ? undefined : copyDays();
  const cold = (retention: number) =>
    retention > 90 && pick.chance(40) ? pick.one([retention - 90, pick.number(1, retention - 90)]) : undefined;
  const tooLate = has("cold a day too late") && !isContinuous;
  const isLocalOnly = !isFirst && pick.chance(25);

  const keep = {
    local: `${local}d`,
    localColdAfter: tooLate ? Math.max(local - 89, 1) : isContinuous ? undefined : cold(local),
    ...(isLocalOnly
      ? {}
      : {
          central: `${central}d`,
          centralColdAfter: cold(central),
          ...(further === undefined ? {} : { further: `${further}d`, furtherColdAfter: cold(further) }),
        }),
    archiveEbs: pick.chance(30) || undefined,
  };
  const json = {
    schedule,
    startWithin: `${startWithinMinutes}m`,
    completeWithin: `${completeWithinMinutes}m`,
    copyWithin: `${copyWithinMinutes}m`,
    continuous: isContinuous || undefined,
    keep: Object.fromEntries(
      Object.entries(keep).map(([key, value]) => [key, typeof value === "number" ? `${value}d` : value]),
    ),
    localOnly: isLocalOnly ? why.local : undefined,
    shorterCopies:
      !isLocalOnly && !has("copy a day shorter") && Math.min(central, further ?? central) < local
        ? why.copies
        : undefined,
  };
  return {
    json,
    schedule,
    startWithinMinutes,
    completeWithinMinutes,
    copyWithinMinutes,
    localDays: local,
    isLocalOnly,
    isContinuous,
  };
}

/** The first rule of a plan runs often, the others seldom and at another time of the day, so that few get in the way. */
function randomSchedule(pick: Pick, index: number, count: number): string {
  const minute = pick.one([0, 0, 15, 59]);
  if (index === 0) {
    const hour = pick.number(0, 4);
    if (count > 1 && pick.chance(85)) return `cron(${minute} ${hour} ? * ${pick.one(["*", "*", "MON-FRI"])} *)`;
    return pick.one([
      `cron(${minute} ${hour} ? * * *)`,
      `cron(${minute} ${hour} * * ? *)`,
      `cron(${minute} 0/${pick.chance(10) ? pick.one([1, 2, 3, 4, 5]) : pick.one([6, 8, 12])} ? * * *)`,
      `cron(${minute} ${hour}/${pick.number(8, 12)} ? * * *)`,
      `cron(${minute} ${hour},${hour + 8} ? * MON-FRI *)`,
      `cron(${minute} ${hour} ? * ${pick.one(["2,4,6", "sun", "7-2", "L"])} *)`,
    ]);
  }
  const hour = 8 + ((index * 4) % 15);
  return pick.one([
    `cron(${minute} ${hour} ? * ${pick.one(["SAT", "1", "MON#1", "6L", "3#5"])} *)`,
    `cron(${minute} ${hour} ${pick.one(["1", "L", "15W", "31", "1,15", "29"])} * ? *)`,
    `cron(${minute} ${hour} 1 ${pick.one(["JAN,JUL", "1/3", "2"])} ? *)`,
  ]);
}

function randomPromise(
  pick: Pick,
  rules: readonly WrittenRule[],
  types: readonly string[],
  flaws: ReadonlySet<string>,
) {
  const loss = (isIsolated: boolean) =>
    widestLoss(
      rules.map((rule) => ({
        schedule: rule.schedule,
        startWindowMinutes: rule.startWithinMinutes,
        completionWindowMinutes: rule.completeWithinMinutes,
        copyMinutes: isIsolated ? rule.copyWithinMinutes : 0,
        retentionDays: rule.localDays,
        counts: !isIsolated || !rule.isLocalOnly,
      })),
    ) ?? 60 * 24 * 366;
  const promise = (lost: number, isTooTight: boolean) =>
    `${isTooTight ? lost - 1 : pick.one([lost, lost, lost + 1, lost * 2])}m`;
  const isContinuous =
    types.length > 0 &&
    rules.some((rule) => rule.isContinuous) &&
    types.every((type) => continuousTypes.includes(type)) &&
    pick.chance(50);
  return {
    rpo: isContinuous ? "15m" : promise(loss(false), flaws.has("promise a minute too tight")),
    ...(rules.every(({ isLocalOnly }) => isLocalOnly)
      ? {}
      : { isolatedRpo: promise(loss(true), flaws.has("isolated promise a minute too tight")) }),
    rto: pick.one(["1m", "4h", "2d"]),
  };
}
