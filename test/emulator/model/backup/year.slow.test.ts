import { expect, test } from "vitest";
import { dayMs, hourMs } from "../clock.ts";
import { usualPace } from "./pace.ts";
import { serviceLinkedRole } from "./service-linked-role.ts";
import {
  addVolume,
  attach,
  central,
  centralVault,
  here,
  keyArn,
  management,
  planOf,
  putKey,
  putRole,
  root,
  ruleOf,
  smallCloud,
  there,
  vaultOf,
} from "./small-cloud.ts";

const days = 400;
const accountIds = Array.from({ length: 10 }, (_, index) => `${444_444_444_400 + index}`);
const numbers = [1, 2, 3, 4];

async function ofTenAccounts() {
  const cloud = await smallCloud({ pace: usualPace });
  const copies = { [centralVault]: 90, [vaultOf(central, "central", there)]: 90 };
  await attach(
    cloud,
    planOf({
      daily: ruleOf({ deleteAfterDays: 7, startWindowMinutes: 120, copies }),
      monthly: ruleOf({ schedule: "cron(0 5 1 * ? *)", deleteAfterDays: 365, copies }),
    }),
  );
  const { organizations } = cloud;
  const [policy] = (await organizations.listPolicies(root(management), { Filter: "BACKUP_POLICY" })).Policies ?? [];
  for (const accountId of accountIds) {
    organizations.addAccount({ id: accountId, name: accountId, parentId: "r-ab12" });
    await organizations.attachPolicy(root(management), { PolicyId: policy?.Id ?? "", TargetId: accountId });
    putRole(cloud, accountId);
    putKey(cloud, accountId, here);
    cloud.iam.putRole(serviceLinkedRole(accountId));
    await cloud.backup.createBackupVault(root(accountId), here, {
      BackupVaultName: "local",
      EncryptionKeyArn: keyArn(accountId, here),
    });
    for (const number of numbers) {
      const arn = `arn:aws:ec2:${here}:${accountId}:volume/vol-${number}`;
      addVolume(cloud, { arn, accountId, keyArn: keyArn(accountId, here) });
    }
  }
  return cloud;
}

test("day by day or at once, the same seed comes to the same", async () => {
  const [daily, atOnce] = [await ofTenAccounts(), await ofTenAccounts()];

  for (let day = 0; day < 35; day++) await daily.advance(dayMs);
  await atOnce.advance(35 * dayMs);

  expect(daily.backup.jobs().copy.length).toBeGreaterThan(2700);
  expect(atOnce.backup.jobs()).toEqual(daily.backup.jobs());
  expect(atOnce.backup.recoveryPoints()).toEqual(daily.backup.recoveryPoints());
});

test("a year and more of ten accounts takes seconds, and leaves what the retentions say", async () => {
  const cloud = await ofTenAccounts();
  const volumes = accountIds.length * numbers.length;

  const before = performance.now();
  for (let day = 0; day < days; day++) await cloud.advance(dayMs);
  const tookMs = performance.now() - before;

  // a few seconds on a machine that does nothing else
  expect(tookMs).toBeLessThan(60_000);
  const { backup, copy } = cloud.backup.jobs();
  expect(backup.length).toBe(days * volumes);
  expect(copy.length).toBe(2 * backup.length);
  expect([...backup, ...copy].filter(({ refusedBecause }) => refusedBecause !== null)).toEqual([]);
  const wrong = cloud.backup.recoveryPoints().filter(({ createdAt, expiresAt, lifecycle }) => {
    const expiry = createdAt + (lifecycle.deleteAfterDays ?? 0) * dayMs;
    return expiresAt !== expiry || expiry + 8 * hourMs < cloud.clock.now();
  });
  expect(wrong).toEqual([]);
  // at midnight, seven days' and thirteen months', but of the month whose day's backup is one of the seven
  const ofAccounts = cloud.backup.recoveryPoints().filter(({ accountId }) => accountId !== central);
  expect(ofAccounts.length / volumes).toBe(expectedPoints(cloud.clock.now()));
});

function expectedPoints(now: number): number {
  let count = 0;
  for (let day = 1; day <= days; day++) {
    const start = new Date(now - day * dayMs + 5 * hourMs);
    const kept = start.getUTCDate() === 1 ? 365 : 7;
    if (start.getTime() + kept * dayMs > now) count += 1;
  }
  return count;
}
