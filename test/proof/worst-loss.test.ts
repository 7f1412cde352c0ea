import { expect, test } from "vitest";
import type { Cycle } from "../../src/proof/start-cycle.ts";
import { type Loss, type PointSeries, worstLoss } from "../../src/proof/worst-loss.ts";
import { ruleOf } from "./support/plans.ts";

const day = 1440;
const begin = 1000 * day;
/** Two days, from a day that is far from 1970. */
const cycle: Cycle = { beginMinute: begin, minutes: 2 * day };

interface Points {
  readonly name: string;
  /** Minutes of the cycle. */
  readonly at: readonly number[];
  readonly ready: number;
  readonly kept: number;
}
const series = ({ name, at, ready, kept }: Points): PointSeries => ({
  rule: ruleOf({ name, cron: "0 0 ? * * *" }),
  starts: Float64Array.from(at, (minute) => begin + minute),
  latencyMinutes: ready,
  retentionMinutes: kept,
});

/** The loss with its minutes counted from the begin of the cycle. */
function told(loss: Loss) {
  if (loss.kind === "never") return loss.kind;
  const { fromMinute, fromRule, toMinute, toRule, availableMinute, expiredRule } = loss.gap;
  return {
    loss: loss.kind === "bounded" ? loss.minutes : `empty from ${loss.emptyMinute - begin}`,
    gap: `${fromRule.name} ${fromMinute - begin} to ${toRule.name} ${toMinute - begin}, there at ${availableMinute - begin}`,
    expired: expiredRule?.name ?? null,
  };
}
const worst = (...points: readonly Points[]) => told(worstLoss(points.map(series), cycle));

test("of one rule, the widest gap and the time until the backup is there", () => {
  expect(worst({ name: "own", at: [60, 200, 1000], ready: 30, kept: 30 * day })).toEqual({
    loss: 2 * day + 60 - 1000 + 30,
    gap: "own 1000 to own 2940, there at 2970",
    expired: null,
  });
});

test("of two rules, the newest backup that is there counts, whichever rule is written first", () => {
  const rare: Points = { name: "rare", at: [600], ready: 10, kept: 30 * day };
  const often: Points = { name: "often", at: [0, day], ready: 100, kept: 30 * day };
  const expected = { loss: 1540, gap: "often 1440 to often 2880, there at 2980", expired: null };

  expect(worst(rare, often)).toEqual(expected);
  expect(worst(often, rare)).toEqual(expected);
});

test("a backup that has expired does not count, and the rule that made it is named", () => {
  const brief: Points = { name: "brief", at: [600], ready: 10, kept: 60 };
  const long: Points = { name: "long", at: [0], ready: 10, kept: 30 * day };
  const expected = { loss: 2890, gap: "long 0 to long 2880, there at 2890", expired: "brief" };

  expect(worst(brief, long)).toEqual(expected);
  expect(worst(long, brief)).toEqual(expected);
});

test("a backup counts in the minute in which it expires, and not in the one after", () => {
  expect(worst({ name: "own", at: [0], ready: 10, kept: 2890 })).toMatchObject({ loss: 2890 });
  expect(worst({ name: "own", at: [0], ready: 10, kept: 2889 })).toEqual({
    loss: "empty from 9",
    gap: "own -2880 to own 0, there at 10",
    expired: null,
  });
});

test("without any backup left, it counts since the last has expired", () => {
  const brief: Points = { name: "brief", at: [600], ready: 10, kept: 100 };
  const early: Points = { name: "early", at: [0], ready: 10, kept: 650 };
  const expected = { loss: "empty from 700", gap: "brief 600 to early 2880, there at 2890", expired: null };

  expect(worst(brief, early)).toEqual(expected);
  expect(worst(early, brief)).toEqual(expected);
});

test("of moments without any, the longest counts", () => {
  expect(worst({ name: "own", at: [0, 500, 2000], ready: 10, kept: 100 })).toEqual({
    loss: "empty from 600",
    gap: "own 500 to own 2000, there at 2010",
    expired: null,
  });
});

test("of gaps that are alike, the first of the cycle counts", () => {
  expect(worst({ name: "own", at: [100, 100 + day], ready: 10, kept: 30 * day })).toEqual({
    loss: 1450,
    gap: "own 100 to own 1540, there at 1550",
    expired: null,
  });
});

test("of backups that are there at the same minute, the one that was begun last ends the gap", () => {
  const slow: Points = { name: "slow", at: [0], ready: 100, kept: 30 * day };
  const quick: Points = { name: "quick", at: [90], ready: 10, kept: 30 * day };
  const expected = { loss: 2890, gap: "quick 90 to quick 2970, there at 2980", expired: null };

  expect(worst(slow, quick)).toEqual(expected);
  expect(worst(quick, slow)).toEqual(expected);
});

test("there is never one where each has expired before it is there, and one where it has a minute", () => {
  expect(worst({ name: "own", at: [0], ready: 10, kept: 10 })).toBe("never");
  expect(worst({ name: "own", at: [0], ready: 10, kept: 11 })).toMatchObject({ loss: "empty from 11" });
  expect(worst({ name: "own", at: [], ready: 10, kept: 30 * day })).toBe("never");
});
