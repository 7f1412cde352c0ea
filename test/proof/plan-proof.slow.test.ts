import { expect, test } from "vitest";
import { parseCron } from "../../src/aws/cron.ts";
import { describeStart } from "../../src/aws/describe-start.ts";
import { resourceKinds } from "../../src/aws/resource-kinds.ts";
import { type ProvenLoss, provenLocally, provePlan } from "../../src/proof/plan-proof.ts";
import { planStarts } from "../../src/proof/plan-starts.ts";
import { recoveryPointTimes } from "../../src/proof/recovery-point-times.ts";
import { calendarCycle, shortCalendarCycle, startsWithin } from "../../src/proof/start-cycle.ts";
import { throughCenturies } from "../../src/proof/through-centuries.ts";
import { worstLoss } from "../../src/proof/worst-loss.ts";
import { naiveWorstLoss } from "../support/naive-rpo.ts";
import { planOf, ruleOf, type ShortRule } from "./support/plans.ts";

const hours = 60;
const days = 24 * hours;
const longKept = { localDays: 36_500, centralDays: 36_500 } as const;

/** The loss without the 5 hours to start and complete, and the two starts it lies between. */
function words(loss: ProvenLoss) {
  if (loss.kind !== "bounded") return loss.kind;
  const { fromMinute, toMinute } = loss.gap;
  return `${(loss.minutes - 5 * hours) / days}d from ${describeStart(fromMinute)} to ${describeStart(toMinute)}`;
}
const local = (...rules: readonly ShortRule[]) => words(provePlan(planOf(rules)).local);

test.each([
  ["0 5 ? * * *", "1d from 2026-01-01 05:00 to 2026-01-02 05:00"],
  ["0 5 ? * 2#1 *", "35d from 2026-03-02 05:00 to 2026-04-06 05:00"],
  ["0 5 L * ? *", "31d from 2026-02-28 05:00 to 2026-03-31 05:00"],
  ["0 5 15W * ? *", "32d from 2026-01-15 05:00 to 2026-02-16 05:00"],
  ["0 5 29 * ? *", "59d from 2026-01-29 05:00 to 2026-03-29 05:00"],
  ["0 5 30 * ? *", "60d from 2028-01-30 05:00 to 2028-03-30 05:00"],
  ["0 5 31 * ? *", "61d from 2026-03-31 05:00 to 2026-05-31 05:00"],
  ["0 5 1 1 ? *", "366d from 2028-01-01 05:00 to 2029-01-01 05:00"],
  ["0 5 29 2 ? *", "2921d from 2096-02-29 05:00 to 2104-02-29 05:00"],
  ["0 5 ? 2 2#5 *", "14609d from 2072-02-29 05:00 to 2112-02-29 05:00"],
])("finds the widest gap of cron(%s) alone: %s", (cron, expected) => {
  expect(local({ ...longKept, cron })).toBe(expected);
});

test.each([
  ["0 5 ? * MON-FRI *", "0 5 ? * SAT,SUN *", "1d from 2026-01-01 05:00 to 2026-01-02 05:00"],
  ["0 5 1 * ? *", "0 5 L * ? *", "30d from 2026-01-01 05:00 to 2026-01-31 05:00"],
  ["0 5 1-28 * ? *", "0 5 29-31 * ? *", "1d from 2026-01-01 05:00 to 2026-01-02 05:00"],
  ["0 5 1 * ? *", "0 5 29 2 ? *", "31d from 2026-01-01 05:00 to 2026-02-01 05:00"],
  ["0 5 1 1 ? *", "0 5 1 7 ? *", "184d from 2026-07-01 05:00 to 2027-01-01 05:00"],
])("takes cron(%s) and cron(%s) together: %s", (one, other, expected) => {
  expect(local({ ...longKept, cron: one }, { ...longKept, cron: other })).toBe(expected);
});

test("looks for overlaps in 28 years, and in the whole calendar where windows reach from year to year", () => {
  const cycle = (short: ShortRule) => planStarts(planOf([short, { cron: "0 9 ? * * *" }]))?.cycle;

  expect(cycle({ cron: "0 5 29 2 ? *" })).toBe(shortCalendarCycle);
  expect(cycle({ cron: "0 5 1 * ? *", startHours: 4380 })).toBe(shortCalendarCycle);
  expect(cycle({ cron: "0 5 1 * ? *", startHours: 4381 })).toBe(calendarCycle);
});

test.each(["29 2 ?", "1W * ?", "31W 12 ?", "1 1 ?", "L 2,12 ?", "31 12 ?", "? 2 2#5", "? 1,12 6L", "? * MON-FRI"])(
  "goes on from 28 years through the centuries as the calendar does: 0 5 %s *",
  (days) => {
    const read = parseCron(`cron(0 5 ${days} *)`);
    if (!read.ok) throw new Error(read.got);

    const starts = throughCenturies(startsWithin(read.schedule, shortCalendarCycle));

    expect(starts).toEqual(startsWithin(read.schedule, calendarCycle));
  },
);

test.each([
  ["nothing but rare backups", { ...longKept, cron: "0 9 1W 3 ? *" }, longKept],
  ["backups that last until the next", { cron: "0 9 ? * * *", localDays: 2 }, longKept],
  ["backups that are gone before the next", { cron: "0 9 ? * MON-FRI *", localDays: 2 }, longKept],
  ["backups that all are gone", { cron: "0 9 ? * MON-FRI *", localDays: 2 }, { localDays: 2_000 }],
  ["backups that take years", { cron: "0 9 ? * * *" }, { ...longKept, startHours: 4_000, completeHours: 20_000 }],
])("proves of %s beside a leap day's what the whole calendar does", (_, often, rare) => {
  const plan = planOf([often, { cron: "0 5 29 2 ? *", ...rare }]);
  const kept = planStarts(plan)?.outcomes[0] ?? [];
  const series = kept.flatMap((one) => {
    const times = recoveryPointTimes(one.rule, "local");
    return times ? [{ ...one, ...times, starts: throughCenturies(one.starts) }] : [];
  });

  expect(provePlan(plan).local).toEqual(worstLoss(series, calendarCycle));
});

test("proves nine rules in every hour and one on leap days by the one that AWS keeps", () => {
  const often = [0, 6, 12, 18, 24, 30, 36, 42, 48].map((minute, index) => ({
    cron: `${minute} * ? * * *`,
    localDays: index + 2,
  }));

  expect(local(...often, { ...longKept, cron: "0 5 29 2 ? *" })).toBe(
    // its window overlaps those of 04:48 and 05:48
    "0.075d from 2028-02-29 05:00 to 2028-02-29 06:48",
  );
});

test.each([
  ["0 5 29 2 ? *", "0 5 ? * 2#5 *"],
  ["0 5 29 2 ? *", "0 5 1W 3 ? *"],
  ["0 5 ? 2 2#5 *", "0 5 31W 12 ? *"],
])("finds what a naive look at 400 years finds for cron(%s) and cron(%s)", (one, other) => {
  const plan = planOf([
    { ...longKept, cron: one },
    { ...longKept, localDays: 36_499, cron: other },
  ]);
  const naive = plan.rules.map((rule) => ({
    cron: rule.schedule.slice(5, -1),
    times: [5 * hours],
    startWithin: rule.startWithinMinutes,
    readyWithin: rule.completeWithinMinutes,
    localRetention: rule.local.deleteAfterDays * days,
    retention: rule.local.deleteAfterDays * days,
  }));
  const expected = naiveWorstLoss(naive, Date.UTC(2026, 0) / 60_000, 146_097 * days, 30_000 * days);

  expect(provePlan(plan).local).toMatchObject({
    kind: "bounded",
    minutes: expected.minutes,
    gap: { fromMinute: expected.since, toMinute: expected.to, availableMinute: expected.available },
  });
});

test("lets an older backup stand in where a newer one has expired", () => {
  const { local: loss } = provePlan(
    planOf([
      { name: "nightly", cron: "0 5 ? * * *", localDays: 1 },
      { name: "weekly", cron: "0 1 ? * SUN *", localDays: 30 },
    ]),
  );

  expect(loss).toMatchObject({
    kind: "bounded",
    // the weekly backup is there an hour after that of the night before has expired
    minutes: 7 * days + 5 * hours,
    gap: { fromRule: { name: "weekly" }, toRule: { name: "weekly" }, expiredRule: { name: "nightly" } },
  });
});

test("does not know which of two backups kept alike AWS keeps, and counts the worse", () => {
  const early = { name: "early", cron: "0 5 ? * SUN *", localDays: 35 };
  const late = { name: "late", cron: "30 5 ? * SUN *", localDays: 35, completeHours: 9 };

  expect(provePlan(planOf([early, late]))).toEqual(
    expect.objectContaining({
      local: expect.objectContaining({
        minutes: 7 * days + 10 * hours,
        gap: expect.objectContaining({ toRule: ruleOf(late) }),
      }),
    }),
  );
  expect(provePlan(planOf([late, early])).local).toEqual(provePlan(planOf([early, late])).local);
  expect(planStarts(planOf([early, late]))?.outcomes).toHaveLength(2);
});

test("counts a copy only when AWS keeps the backup that is copied, whatever it decides", () => {
  const copied = { name: "copied", cron: "0 5 ? * * *" };
  const alone = { name: "alone", cron: "0 5 ? * SUN *", centralDays: null };

  expect(provePlan(planOf([copied, alone])).home).toMatchObject({ kind: "bounded", minutes: 2 * days + 13 * hours });
});

test("counts none of five rules that AWS might put in any order", () => {
  const alike = [0, 10, 20, 30, 40].map((minute) => ({ cron: `${minute} 5 ? * * *` }));

  expect(planStarts(planOf(alike.slice(0, 4)))?.outcomes).toHaveLength(24);
  expect(provePlan(planOf(alike.slice(0, 4))).local).toMatchObject({ kind: "bounded", minutes: 29 * hours });
  expect(planStarts(planOf(alike))?.outcomes).toHaveLength(1);
  expect(provePlan(planOf(alike)).local).toEqual({ kind: "never" });
});

test("proves minutes for what has continuous backup, and hours for the rest", () => {
  const proof = provePlan(planOf([{ name: "four-hourly", cron: "0 0/4 ? * * *", continuous: true }]));
  const of = (name: string) => {
    const kind = resourceKinds.find((candidate) => candidate.name === name);
    return kind && provenLocally(proof, kind);
  };

  expect(of("S3")).toMatchObject({ kind: "continuous", minutes: 15, rule: { name: "four-hourly" } });
  expect(of("Aurora")).toMatchObject({ kind: "continuous", minutes: 5 });
  expect(of("EBS")).toMatchObject({ kind: "bounded", minutes: 9 * hours });
});

test("takes the continuous rule that keeps longest", () => {
  const rule = (name: string, hour: number, localDays: number) => ({
    name,
    cron: `0 ${hour} ? * * *`,
    localDays,
    continuous: true,
  });

  expect(provePlan(planOf([rule("a", 1, 7), rule("b", 5, 35), rule("c", 9, 14)])).continuousRule?.name).toBe("b");
});

test("says when a recovery point is there, and until when", () => {
  const rule = ruleOf({
    cron: "0 5 ? * * *",
    startHours: 2,
    completeHours: 3,
    copyHours: 4,
    localDays: 5,
    centralDays: 6,
    furtherDays: 7,
  });

  expect(recoveryPointTimes(rule, "local")).toEqual({
    startMinutes: 120,
    latencyMinutes: 300,
    retentionMinutes: 5 * days,
  });
  expect(recoveryPointTimes(rule, "home")).toEqual({
    startMinutes: 120,
    latencyMinutes: 540,
    retentionMinutes: 6 * days,
  });
  expect(recoveryPointTimes(rule, "further")).toEqual({
    startMinutes: 120,
    latencyMinutes: 540,
    retentionMinutes: 7 * days,
  });
  expect(recoveryPointTimes(ruleOf({ cron: "0 5 ? * * *", centralDays: null }), "home")).toBeNull();
});

test.each([
  [2, 35, "nothing-left", "bounded"],
  [35, 2, "bounded", "nothing-left"],
  [35, 35, "bounded", "bounded"],
])(
  "proves copies kept %dd in the home Region and %dd in further ones apart",
  (centralDays, furtherDays, home, further) => {
    expect(provePlan(planOf([{ cron: "0 5 ? * SUN *", centralDays, furtherDays }]))).toMatchObject({
      home: { kind: home },
      further: { kind: further },
    });
  },
);

test("proves nothing of copies where no rule copies", () => {
  expect(provePlan(planOf([{ cron: "0 5 ? * * *", centralDays: null }]))).toMatchObject({
    home: { kind: "none" },
    further: { kind: "none" },
  });
});
