import { expect, test } from "vitest";
import { dayMs } from "../clock.ts";
import { CopiesUnderWay } from "./copy-quotas.ts";
import type { ResourceKind } from "./resource-features.ts";
import {
  addVolume,
  app,
  attach,
  central,
  centralVault,
  here,
  planOf,
  ruleOf,
  smallCloud,
  steadyPace,
  there,
  vaultOf,
} from "./small-cloud.ts";

const copy = (kind: ResourceKind, destinationVaultArn = centralVault) =>
  ({ ...{ id: "", kind, region: here, destinationVaultArn }, state: "CREATED" }) as const;
const begun = (under: CopiesUnderWay, count: number, ...of: Parameters<typeof copy>) =>
  Array.from({ length: count }, () => under.take(copy(...of))).filter((why) => why === null).length;

test.each([
  ["Aurora", 5],
  ["DocumentDB", 5],
  ["FSx for ONTAP", 5],
  ["EBS", 20],
  ["RDS instance", 20],
] as const)("of %s AWS copies %i at a time into one account and Region", (kind, most) => {
  expect(begun(new CopiesUnderWay(), 30, kind)).toBe(most);
});

test("kinds that one service copies count together, others by themselves", () => {
  const under = new CopiesUnderWay();

  expect([begun(under, 4, "Aurora"), begun(under, 4, "Neptune"), begun(under, 4, "FSx for Lustre")]).toEqual([4, 1, 4]);
});

test("another Region, or another account, has its own", () => {
  const under = new CopiesUnderWay();

  expect(begun(under, 9, "Aurora")).toBe(5);
  expect(begun(under, 9, "Aurora", vaultOf(central, "central", there))).toBe(5);
  expect(begun(under, 9, "Aurora", vaultOf(app, "central"))).toBe(5);
});

test("what AWS Backup copies itself: a hundred an account and Region, and then five a vault", () => {
  const under = new CopiesUnderWay();
  const other = vaultOf(central, "other");

  expect(begun(under, 97, "S3", other)).toBe(97);
  expect(begun(under, 20, "EFS")).toBe(5);
  expect(begun(under, 1, "EFS", other)).toBe(0);
});

test("one that has ended makes room", () => {
  const under = new CopiesUnderWay();
  begun(under, 5, "Aurora");

  under.free(copy("Aurora"));

  expect(begun(under, 2, "Aurora")).toBe(1);
});

test("more than AWS works on wait, two hours at most, and then fail", async () => {
  const night = async (copyTakes: number) => {
    const cloud = await smallCloud({ pace: { ...steadyPace, copyTakes: () => copyTakes } });
    for (let number = 1; number <= 12; number++)
      addVolume(cloud, { arn: `arn:aws:rds:${here}:${app}:cluster:c-${number}`, kind: "Aurora" });
    await attach(cloud, planOf({ nightly: ruleOf({ copies: { [centralVault]: 30 } }) }));
    await cloud.advance(dayMs);
    const { copy: copies } = cloud.backup.jobs();
    return copies.map(({ state }) => state).sort();
  };

  expect(await night(30)).toEqual(Array(12).fill("COMPLETED"));
  expect(await night(90)).toEqual([...Array(10).fill("COMPLETED"), ...Array(2).fill("FAILED")]);
});
