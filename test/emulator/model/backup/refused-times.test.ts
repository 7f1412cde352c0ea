import { describe, expect, test } from "vitest";
import { dayMs } from "../clock.ts";
import type { OwnWindows, ProtectedResource } from "../resources.ts";
import { freeMoment } from "./refused-times.ts";
import { type ResourceKind, resourceFeatures } from "./resource-features.ts";
import { addVolume, app, at, attach, here, planOf, ruleOf, smallCloud, steadyPace } from "./small-cloud.ts";

/** Its own backup at 05:30 each night for half an hour; maintenance on Thursdays at 12:00 for an hour. */
const ownWindows: OwnWindows = {
  backup: { atMinute: 330, minutes: 30 },
  maintenance: { day: 0, atMinute: 720, minutes: 60 },
};
const between = (kind: ResourceKind, from: string, until: string, wanted = from, windows: OwnWindows = ownWindows) => {
  const moment = freeMoment(
    { kind, ownWindows: windows },
    at(from).getTime(),
    at(until).getTime(),
    at(wanted).getTime(),
  );
  return moment === null ? null : new Date(moment).toISOString().slice(5, 16);
};

describe("a database takes no snapshot from an hour before its own windows to their end", () => {
  test.each([
    ["before", "02T04:00:00", "02T05:00:00", "11-02T04:00"],
    ["up to the last minute before", "02T04:29:00", "02T05:29:00", "11-02T04:29"],
    ["within, and not free by then", "02T04:30:00", "02T05:59:00", null],
    ["within, and free at the end", "02T04:30:00", "02T06:00:00", "11-02T06:00"],
    ["after", "02T06:00:00", "02T07:00:00", "11-02T06:00"],
    ["in maintenance, on a Thursday", "05T11:00:00", "05T12:59:00", null],
    ["at that time on a Friday", "06T11:00:00", "06T12:59:00", "11-06T11:00"],
  ])("%s", (_, from, until, begins) => {
    expect(between("RDS instance", from, until)).toBe(begins);
  });

  test("one that would begin late has begun before, if that alone is free", () => {
    expect(between("RDS instance", "02T04:00:00", "02T05:45:00", "02T05:00:00")).toBe("11-02T04:29");
    expect(between("RDS instance", "02T04:00:00", "02T06:45:00", "02T05:00:00")).toBe("11-02T06:00");
  });

  test("over midnight, and with its own backups off", () => {
    const late: OwnWindows = {
      backup: { atMinute: 15, minutes: 30 },
      maintenance: { day: 0, atMinute: 720, minutes: 60 },
    };

    expect(between("DocumentDB", "02T23:20:00", "03T00:40:00", undefined, late)).toBeNull();
    expect(between("DocumentDB", "02T23:20:00", "03T00:40:00", undefined, { ...late, backup: null })).toBe(
      "11-02T23:20",
    );
  });
});

test("a file system of FSx takes none from three hours before", () => {
  expect(between("FSx for Windows", "02T02:30:00", "02T05:59:00")).toBeNull();
  expect(between("FSx for Windows", "02T02:29:00", "02T05:59:00")).toBe("11-02T02:29");
});

test("Aurora and what has no windows of its own take one at any time", () => {
  const refused = (Object.keys(resourceFeatures) as ResourceKind[]).filter(
    (kind) => between(kind, "02T05:30:00", "02T05:31:00") === null,
  );

  expect(refused).toEqual([
    ...[
      "RDS instance",
      "RDS Multi-AZ cluster",
      "FSx for Lustre",
      "FSx for Windows",
      "FSx for ONTAP",
      "FSx for OpenZFS",
    ],
    ...["DocumentDB", "Neptune"],
  ]);
});

describe("a job of a plan", () => {
  const arn = `arn:aws:rds:${here}:${app}:db:orders`;
  const night = async (rule: object, change: Partial<ProtectedResource> = {}) => {
    const cloud = await smallCloud();
    addVolume(cloud, { arn, kind: "RDS instance", ownWindows, ...change });
    await attach(cloud, planOf({ nightly: rule }));
    await cloud.advance(dayMs);
    return cloud;
  };
  const outcomes = async (...of: Parameters<typeof night>) =>
    (await night(...of)).backup
      .jobs()
      .backup.map(({ state, startedAt, refusedBecause }) => [
        state,
        startedAt === null ? null : new Date(startedAt),
        refusedBecause,
      ]);

  test("expires whose start window lies in a refused time", async () => {
    const why = "Backup job could not start because it is either inside or too close to a window of the resource's own";

    expect(await outcomes(ruleOf({ schedule: "cron(45 4 ? * * *)" }))).toEqual([["EXPIRED", null, why]]);
  });

  test("waits for the end of it in a longer one", async () => {
    expect(await outcomes(ruleOf({ schedule: "cron(45 4 ? * * *)", startWindowMinutes: 120 }))).toEqual([
      ["COMPLETED", at("02T06:00:00"), null],
    ]);
  });

  test("is not kept by them where AWS Backup makes the continuous backup too", async () => {
    const rule = ruleOf({ schedule: "cron(45 4 ? * * *)", isContinuous: true, deleteAfterDays: 14 });

    expect(await outcomes(rule)).toEqual([["COMPLETED", at("02T04:50:00"), null]]);
    expect(await outcomes(rule, { arn: `arn:aws:rds:${here}:${app}:cluster:c`, kind: "DocumentDB" })).toMatchObject([
      ["EXPIRED", null, expect.any(String)],
    ]);
  });

  test("beside a continuous backup is kept by maintenance alone", async () => {
    const cloud = await smallCloud();
    addVolume(cloud, { arn, kind: "RDS instance", ownWindows });
    await attach(cloud, {
      plans: {
        continuous: (
          planOf({ nightly: ruleOf({ isContinuous: true, deleteAfterDays: 14 }) }) as { plans: { gold: object } }
        ).plans.gold,
        nightly: (planOf({ nightly: ruleOf({ schedule: "cron(45 4 ? * * *)" }) }) as { plans: { gold: object } }).plans
          .gold,
        noon: (planOf({ noon: ruleOf({ schedule: "cron(20 11 ? * * *)" }) }) as { plans: { gold: object } }).plans.gold,
      },
    });

    await cloud.advanceTo(at("05T23:00:00"));

    const states = (name: string) =>
      cloud.backup.jobs().backup.flatMap(({ planName, state }) => (planName === name ? [state] : []));
    expect(states("nightly")).toEqual(["EXPIRED", "COMPLETED", "COMPLETED", "COMPLETED"]);
    expect(states("noon")).toEqual(["COMPLETED", "COMPLETED", "COMPLETED", "EXPIRED"]);
  });

  test("that waited for another job is kept by them as well", async () => {
    const cloud = await smallCloud({
      pace: { ...steadyPace, backupTakes: () => 50 },
    });
    addVolume(cloud, { arn, kind: "RDS instance", ownWindows });
    const first = ruleOf({ schedule: "cron(55 3 ? * * *)" });
    const second = ruleOf({ schedule: "cron(20 4 ? * * *)", vaultName: "local" });
    await attach(cloud, {
      plans: {
        ...(planOf({ nightly: first }) as { plans: object }).plans,
        other: (planOf({ nightly: second }) as { plans: { gold: object } }).plans.gold,
      },
    });

    await cloud.advance(dayMs);

    expect(cloud.backup.jobs().backup.map(({ state }) => state)).toEqual(["COMPLETED", "EXPIRED"]);
  });
});
