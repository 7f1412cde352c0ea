import { describe, expect, test } from "vitest";
import { dayMs } from "../clock.ts";
import type { Cloud } from "../cloud.ts";
import type { OwnWindows, ProtectedResource } from "../resources.ts";
import {
  addVolume,
  app,
  at,
  attach,
  central,
  centralVault,
  here,
  management,
  planOf,
  root,
  ruleOf,
  smallCloud,
} from "./small-cloud.ts";

describe("a continuous backup stops", () => {
  const bucket = { arn: "arn:aws:s3:::orders", kind: "S3" } as const;
  const rule = (deleteAfterDays: number) => ruleOf({ deleteAfterDays, isContinuous: true });
  const points = async (resource: Partial<ProtectedResource>, change: Parameters<typeof changed>[1]) =>
    (await changed(resource, change)).backup
      .recoveryPoints()
      .map(({ status, isContinuous, lifecycle, createdAt }) => [
        status,
        isContinuous,
        lifecycle.deleteAfterDays,
        new Date(createdAt),
      ]);
  async function changed(
    resource: Partial<ProtectedResource>,
    change: (cloud: Awaited<ReturnType<typeof smallCloud>>) => unknown,
  ) {
    const cloud = await smallCloud();
    addVolume(cloud, resource);
    await cloud.backup.updateRegionSettings(root(management), here, { ResourceTypeOptInPreference: { S3: true } });
    await attach(cloud, planOf({ nightly: rule(14) }));
    await cloud.advance(dayMs);
    await change(cloud);
    await cloud.advance(dayMs);
    return cloud;
  }

  test("not while nothing changes", async () => {
    expect(await points(bucket, () => {})).toEqual([["COMPLETED", true, 14, at("02T05:00:00")]]);
  });

  test("of a bucket when its retention changes, and another one begins", async () => {
    expect(await points(bucket, (cloud) => attach(cloud, planOf({ nightly: rule(21) })))).toEqual([
      ["STOPPED", true, 14, at("02T05:00:00")],
      ["COMPLETED", true, 21, at("03T05:00:00")],
    ]);
  });

  test("of a database it does not then: its own gets the new retention", async () => {
    const database = { arn: `arn:aws:rds:${here}:${app}:db:orders`, kind: "RDS instance" } as const;

    expect(await points(database, (cloud) => attach(cloud, planOf({ nightly: rule(21) })))).toEqual([
      ["COMPLETED", true, 21, at("02T05:00:00")],
    ]);
  });

  test("when AWS Backup hears of no more changes; each night leaves a snapshot, and says so in a job that is COMPLETED", async () => {
    const off = (cloud: Awaited<ReturnType<typeof smallCloud>>) => cloud.resources.tellOfChanges(bucket.arn, false);

    expect(await points(bucket, off)).toEqual([
      ["STOPPED", true, 14, at("02T05:00:00")],
      ["COMPLETED", false, 14, at("03T05:00:00")],
    ]);
    const { backup } = await changed(bucket, off);
    expect(backup.jobs().backup.at(-1)).toMatchObject({
      ...{ state: "COMPLETED", statusMessage: "Completed with issues: enabling continuous backup failed" },
    });
  });

  test("and another one begins once it does again, while the old one is kept as long as it was to be", async () => {
    const cloud = await changed(bucket, ({ resources }) => resources.tellOfChanges(bucket.arn, false));
    cloud.resources.tellOfChanges(bucket.arn, true);
    await cloud.advance(dayMs);
    const there = () => cloud.backup.recoveryPoints().map(({ status, isContinuous }) => `${status} ${isContinuous}`);
    expect(there()).toEqual(["STOPPED true", "COMPLETED false", "COMPLETED true"]);

    await cloud.advance(14 * dayMs);
    expect(there()).toEqual(["COMPLETED true"]);
  });
});

describe("nobody says so of a bucket that no longer tells EventBridge of its changes:", () => {
  async function days(silentDays: number) {
    const cloud = await smallCloud();
    const { arn } = addVolume(cloud, { arn: "arn:aws:s3:::orders", kind: "S3" });
    for (const account of [management, central]) {
      await cloud.backup.updateRegionSettings(root(account), here, { ResourceTypeOptInPreference: { S3: true } });
    }
    const rule = ruleOf({ deleteAfterDays: 14, isContinuous: true, copies: { [centralVault]: 30 } });
    await attach(cloud, planOf({ nightly: rule }));
    await cloud.advanceTo(at("02T12:00:00"));
    if (silentDays > 0) cloud.resources.silence(arn, true);
    await cloud.advance(silentDays * dayMs);
    cloud.resources.silence(arn, false);
    return cloud;
  }
  const contents = ({ backup }: Cloud, isContinuous: boolean) =>
    backup
      .recoveryPoints()
      .filter((point) => point.isContinuous === isContinuous)
      .map(({ status, contentAt }) => `${status} ${new Date(contentAt).toISOString().slice(8, 16)}`);

  test("its continuous backup is there and ends at that moment, and so do copies; all jobs end well", async () => {
    const cloud = await days(2);

    expect(contents(cloud, true)).toEqual(["COMPLETED 02T12:00"]);
    expect(contents(cloud, false).at(-1)).toBe("COMPLETED 02T12:00");
    const jobs = [...cloud.backup.jobs().backup, ...cloud.backup.jobs().copy];
    expect(jobs).toHaveLength(6);
    for (const { state, statusMessage } of jobs) expect([state, statusMessage]).toEqual(["COMPLETED", null]);
  });

  test("it goes on when somebody turns that on again", async () => {
    const cloud = await days(2);
    await cloud.advance(dayMs);

    expect(contents(cloud, true)).toEqual(["COMPLETED 05T05:05"]);
    expect(contents(cloud, false).at(-1)).toMatch(/^COMPLETED 05T05/);
  });

  test("while it tells, it reaches the last job", async () => {
    const cloud = await days(0);

    expect(contents(cloud, true)).toEqual(["COMPLETED 02T05:05"]);
  });
});

describe("of an instance whose own backups are off the first continuous backup", () => {
  const maintenance = { day: 3, atMinute: 12 * 60, minutes: 60 };
  const nights = async (backup: OwnWindows["backup"], schedule = "cron(0 5 ? * * *)") => {
    const cloud = await smallCloud();
    addVolume(cloud, {
      ...{ arn: `arn:aws:rds:${here}:${app}:db:orders`, kind: "RDS instance" },
      ownWindows: { backup, maintenance },
    });
    await attach(cloud, planOf({ nightly: ruleOf({ schedule, deleteAfterDays: 14, isContinuous: true }) }));
    await cloud.advanceTo(at("10T12:00:00"));
    return cloud.backup.jobs().backup.map(({ state, statusMessage, startedAt }) => {
      const day = startedAt === null ? "" : new Date(startedAt).toISOString().slice(8, 10);
      return `${day} ${state}${statusMessage === null ? "" : ` ${statusMessage}`}`;
    });
  };
  const waits = "COMPLETED Completed with issues: continuous backup begins in the next maintenance";

  test("begins after the next maintenance, which a Sunday has; each night until then leaves a snapshot", async () => {
    const [first, ...rest] = await nights(null);
    const made = [first, ...rest].filter((one) => one?.includes("issues"));

    expect(made).toHaveLength(7);
    expect(made[0]).toBe(`02 ${waits}`);
    expect(rest.filter((one) => !one.includes("issues"))).toEqual(["09 COMPLETED", "10 COMPLETED"]);
  });

  test("begins at once where they are on", async () => {
    expect(new Set((await nights({ atMinute: 0, minutes: 30 })).map((one) => one.slice(3)))).toEqual(
      new Set(["COMPLETED"]),
    );
  });

  test("and the maintenance that it waits for keeps those snapshots, as any", async () => {
    const ends = await nights(null, "cron(15 11 ? * * *)");

    expect(ends.filter((one) => one.includes("EXPIRED"))).toHaveLength(1);
  });
});
