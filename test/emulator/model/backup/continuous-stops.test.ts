import { describe, expect, test } from "vitest";
import { dayMs } from "../clock.ts";
import type { ProtectedResource } from "../resources.ts";
import { addVolume, app, at, attach, here, management, planOf, root, ruleOf, smallCloud } from "./small-cloud.ts";

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
