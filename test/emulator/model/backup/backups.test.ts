import { describe, expect, test } from "vitest";
import { denying } from "../../testing/judges.ts";
import { dayMs, hourMs, minuteMs } from "../clock.ts";
import type { Cloud } from "../cloud.ts";
import type { ProtectedResource } from "../resources.ts";
import { serviceLinkedRoleArn } from "./service-linked-role.ts";
import {
  addVolume,
  app,
  at,
  attach,
  backupRoleArn,
  central,
  changeKey,
  here,
  keyArn,
  localVault,
  management,
  planOf,
  putKey,
  putRole,
  root,
  ruleOf,
  selectionOf,
  smallCloud,
  steadyPace,
  there,
  volumeArn,
} from "./small-cloud.ts";

const jobs = (cloud: Cloud) => cloud.backup.jobs().backup;
const outcome = (cloud: Cloud) => jobs(cloud).map(({ state, refusedBecause }) => [state, refusedBecause]);

test("a rule makes a recovery point of what its plan selects, in the account's vault, with the resource's key", async () => {
  const cloud = await smallCloud();
  addVolume(cloud);
  addVolume(cloud, { arn: `${volumeArn}-other`, tags: { plan: "none" } });
  await attach(cloud, planOf({ nightly: ruleOf() }));

  await cloud.advanceTo(at("02T05:14:00"));
  expect(cloud.backup.recoveryPoints()).toEqual([]);
  expect(jobs(cloud)).toMatchObject([{ state: "RUNNING", recoveryPointArn: null }]);
  await cloud.advanceTo(at("02T05:15:00"));

  expect(cloud.backup.recoveryPoints()).toMatchObject([
    {
      vaultArn: localVault,
      resourceArn: volumeArn,
      kind: "EBS",
      createdAt: at("02T05:00:00").getTime(),
      startedAt: at("02T05:05:00").getTime(),
      completedAt: at("02T05:15:00").getTime(),
      expiresAt: at("02T05:00:00").getTime() + 30 * dayMs,
      keyArn: keyArn(app, here, "volume"),
      isEncryptedByVaultKey: false,
      planName: "gold",
      ruleName: "nightly",
      roleArn: backupRoleArn(app),
      isCorrupt: false,
      sourceRecoveryPointArn: null,
    },
  ]);
  expect(jobs(cloud)).toMatchObject([{ state: "COMPLETED", ruleName: "nightly", refusedBecause: null }]);
});

test("runs again at every start, by the policy as it is by then", async () => {
  const cloud = await smallCloud();
  addVolume(cloud);
  await attach(cloud, planOf({ nightly: ruleOf() }));

  await cloud.advanceTo(at("04T12:00:00"));
  expect(jobs(cloud)).toHaveLength(3);
  await attach(cloud, planOf({ nightly: ruleOf({ schedule: "cron(0 13 ? * * *)" }) }));
  await cloud.advanceTo(at("05T14:00:00"));

  expect(jobs(cloud).map(({ createdAt }) => new Date(createdAt).toISOString().slice(8, 16))).toEqual([
    "02T05:00",
    "03T05:00",
    "04T05:00",
    "04T13:00",
    "05T13:00",
  ]);
});

test("a start is not run twice, whichever moment the simulation stops at", async () => {
  const cloud = await smallCloud();
  addVolume(cloud);
  await attach(cloud, planOf({ nightly: ruleOf() }));

  for (const time of ["02T04:59:00", "02T05:00:00", "02T05:00:00", "02T05:01:00", "02T06:00:00"]) {
    await cloud.advanceTo(at(time));
  }

  expect(jobs(cloud)).toHaveLength(1);
});

test("starts anywhere within the start window, and the same for the same seed", async () => {
  const { startsAfter: _, ...others } = steadyPace;
  const starts = async () => {
    const cloud = await smallCloud({
      pace: { ...others, startsAfter: (random, window) => random.between(0, window - 1) },
    });
    addVolume(cloud);
    await attach(cloud, planOf({ nightly: ruleOf({ startWindowMinutes: 90 }) }));
    await cloud.advance(30 * dayMs);
    return jobs(cloud).map(({ createdAt, startedAt }) => ((startedAt ?? 0) - createdAt) / minuteMs);
  };

  const delays = await starts();

  expect(new Set(delays).size).toBeGreaterThan(10);
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...delays)).toBeLessThan(90);
  expect(await starts()).toEqual(delays);
});

test("what the vault encrypts has the vault's key, whatever the resource has", async () => {
  const cloud = await smallCloud();
  addVolume(cloud, { arn: `arn:aws:elasticfilesystem:${here}:${app}:file-system/fs-1`, kind: "EFS", keyArn: null });
  await attach(cloud, planOf({ nightly: ruleOf() }));

  await cloud.advance(dayMs);

  expect(cloud.backup.recoveryPoints()).toMatchObject([{ keyArn: keyArn(app, here), isEncryptedByVaultKey: true }]);
});

test("DynamoDB is encrypted by the vault only with its advanced features", async () => {
  const table: Partial<ProtectedResource> = {
    arn: `arn:aws:dynamodb:${here}:${app}:table/orders`,
    kind: "DynamoDB",
    keyArn: keyArn(app, here, "volume"),
  };
  const keys = async (isAdvanced: boolean) => {
    const cloud = await smallCloud();
    addVolume(cloud, table);
    await cloud.backup.updateRegionSettings(root(app), here, {
      ResourceTypeManagementPreference: { DynamoDB: isAdvanced },
    });
    await attach(cloud, planOf({ nightly: ruleOf() }));
    await cloud.advance(dayMs);
    return cloud.backup.recoveryPoints().map((point) => [point.keyArn, point.isAdvanced]);
  };

  expect(await keys(true)).toEqual([[keyArn(app, here), true]]);
  expect(await keys(false)).toEqual([[keyArn(app, here, "volume"), false]]);
});

describe("nothing runs, and nobody is told,", () => {
  const runs = async (change: (cloud: Cloud) => void | Promise<void>) => {
    const cloud = await smallCloud();
    addVolume(cloud);
    await attach(cloud, planOf({ nightly: ruleOf() }));
    await change(cloud);
    await cloud.advance(dayMs);
    return jobs(cloud).length;
  };

  test("when nothing is wrong it does", async () => {
    expect(await runs(() => {})).toBe(1);
  });

  test("when the management account has not opted in, though the account has", async () => {
    const preference = (EBS: boolean) => ({ ResourceTypeOptInPreference: { EBS } });

    expect(
      await runs(async ({ backup }) => {
        await backup.updateRegionSettings(root(management), here, preference(false));
        await backup.updateRegionSettings(root(app), here, preference(true));
      }),
    ).toBe(0);
    expect(await runs(({ backup }) => backup.updateRegionSettings(root(app), here, preference(false)))).toBe(1);
    expect(await runs(({ backup }) => backup.updateRegionSettings(root(management), there, preference(false)))).toBe(1);
  });

  test("when AWS Backup is not trusted", async () => {
    expect(
      await runs(({ organizations }) =>
        organizations.disableAWSServiceAccess(root(management), { ServicePrincipal: "backup.amazonaws.com" }),
      ),
    ).toBe(0);
  });

  test("when the account has left the organization or is closed", async () => {
    expect(await runs(({ organizations }) => organizations.leaveOrganization(root(app)))).toBe(0);
    expect(await runs(({ organizations }) => organizations.closeAccount(root(management), { AccountId: app }))).toBe(0);
  });

  test("when the Region is lost", async () => {
    expect(await runs((cloud) => cloud.loseRegion(here))).toBe(0);
    expect(await runs((cloud) => cloud.loseRegion(there))).toBe(1);
  });

  test("when the resource is deleted", async () => {
    expect(await runs(({ resources }) => resources.delete(volumeArn))).toBe(0);
  });

  test.each([
    ["rules", { rules: {} }],
    ["regions", { regions: {} }],
    ["selections", { selections: {} }],
  ])("when any plan of the effective policy lacks %s, and so for the other plans too", async (part, without) => {
    const { plans } = planOf({ nightly: ruleOf() }) as { plans: { gold: object } };
    const whole = { plans: { ...plans, silver: { ...plans.gold, ...without } } };

    const cloud = await smallCloud();
    addVolume(cloud);
    await attach(cloud, whole);
    await cloud.advance(dayMs);

    expect(cloud.backup.policyFaults(app)).toEqual([`silver has no ${part}`]);
    expect(jobs(cloud)).toEqual([]);
  });
});

describe("no job is made, and nothing but an event says so,", () => {
  const ends = async (change: (cloud: Cloud) => void | Promise<void>) => {
    const cloud = await smallCloud();
    addVolume(cloud);
    await attach(cloud, planOf({ nightly: ruleOf() }));
    await change(cloud);
    await cloud.advance(dayMs);
    return [jobs(cloud).length, cloud.backup.events()];
  };
  const said = (message: string) => ({
    ...{ name: "ProcessBackupPlanSelection", accountId: app, region: here, at: at("02T05:00:00").getTime() },
    ...{ errorCode: "AccessDeniedException", message: `gold/tagged: ${message}` },
  });
  const role = backupRoleArn(app);

  test("unless the role of the selection is as it should be", async () => {
    expect(await ends(() => {})).toEqual([1, []]);
  });

  test("when that role is missing, or does not trust AWS Backup", async () => {
    expect(await ends(({ iam }) => iam.deleteRole(role))).toEqual([0, [said(`there is no role ${role}`)]]);
    expect(await ends((cloud) => putRole(cloud, app, "ec2.amazonaws.com"))).toEqual([
      0,
      [said(`${role} does not trust backup.amazonaws.com`)],
    ]);
  });

  test("when that role is another account's", async () => {
    const selections = {
      tags: {
        tagged: {
          iam_role_arn: { "@@assign": backupRoleArn(central) },
          tag_key: { "@@assign": "plan" },
          tag_value: { "@@assign": ["gold"] },
        },
      },
    };

    expect(await ends((cloud) => attach(cloud, planOf({ nightly: ruleOf() }, { selections })))).toEqual([
      0,
      [said(`there is no role ${backupRoleArn(central)}`)],
    ]);
  });

  test("when that role may not look for resources by their tags", async () => {
    const cloud = await smallCloud({ judge: denying("tag:GetResources") });
    addVolume(cloud);
    await attach(cloud, planOf({ nightly: ruleOf() }));

    await cloud.advance(2 * dayMs);

    expect(jobs(cloud)).toEqual([]);
    expect(cloud.backup.events().map(({ name, at: moment }) => [name, new Date(moment)])).toEqual([
      ["ProcessBackupPlanSelection", at("02T05:00:00")],
      ["ProcessBackupPlanSelection", at("03T05:00:00")],
    ]);
  });
});

describe("where AWS cannot run an effective policy as a whole", () => {
  const { plans } = planOf({ nightly: ruleOf() }) as { plans: { gold: object } };
  const broken = { plans: { ...plans, silver: { ...plans.gold, rules: {} } } };
  const broke = async (change: Parameters<typeof smallCloud>[0], first: object) => {
    const cloud = await smallCloud(change);
    addVolume(cloud);
    await attach(cloud, first);
    await cloud.advance(dayMs);
    await attach(cloud, broken);
    await cloud.advance(dayMs);
    return cloud;
  };

  test("nothing runs, by one of AWS's pages", async () => {
    expect(jobs(await broke({}, { plans }))).toHaveLength(1);
  });

  test("the last one that it could run goes on, by the other; if there was one", async () => {
    const goesOn = { invalidPolicies: "the last valid" } as const;

    expect(jobs(await broke(goesOn, { plans }))).toHaveLength(2);
    expect(jobs(await broke(goesOn, broken))).toHaveLength(0);
  });

  test("an event of the management account says so once, and that it is over", async () => {
    const cloud = await broke({}, { plans });
    await cloud.advance(dayMs);
    await attach(cloud, { plans });
    await cloud.advance(dayMs);

    const said = { name: "EffectivePolicyValidation", accountId: management, region: "us-east-1", errorCode: null };
    expect(cloud.backup.events()).toEqual([
      { ...said, at: at("03T00:00:00").getTime(), message: `${app}: INVALID: silver has no rules` },
      { ...said, at: at("05T00:00:00").getTime(), message: `${app}: VALID` },
    ]);
    expect(jobs(cloud)).toHaveLength(2);
  });
});

describe("a backup fails when it runs,", () => {
  const fails = async (change: (cloud: Cloud) => void | Promise<void>, rule: object = ruleOf()) => {
    const cloud = await smallCloud();
    addVolume(cloud);
    await attach(cloud, planOf({ nightly: rule }));
    await change(cloud);
    await cloud.advance(dayMs);
    expect(cloud.backup.recoveryPoints().length).toBe(jobs(cloud).filter(({ state }) => state === "COMPLETED").length);
    return outcome(cloud);
  };
  const completed = [["COMPLETED", null]];

  test("when the vault is missing", async () => {
    expect(await fails(() => {}, ruleOf({ vaultName: "other" }))).toEqual([
      ["FAILED", `Backup vault arn:aws:backup:${here}:${app}:backup-vault:other does not exist`],
    ]);
  });

  test("when the retention is outside of the vault's lock", async () => {
    const locked = (min: number, max: number) => (cloud: Cloud) =>
      cloud.backup.putBackupVaultLockConfiguration(root(app), here, {
        BackupVaultName: "local",
        MinRetentionDays: min,
        MaxRetentionDays: max,
      });
    const [[short], [long]] = [await fails(locked(31, 100)), await fails(locked(1, 29))];

    expect(short?.[0]).toBe("FAILED");
    expect(short?.[1]).toContain("got 30 days; the minimum is 31 days");
    expect(long?.[1]).toContain("got 30 days; the maximum is 29 days");
    expect(await fails(locked(30, 30))).toEqual(completed);
  });

  test("when the resource's key cannot be used", async () => {
    const key = keyArn(app, here, "volume");

    expect(await fails((cloud) => changeKey(cloud, key, { state: "Disabled" }))).toEqual([
      ["FAILED", `the key ${key} cannot be used`],
    ]);
    // the vault's key has no part in a volume's backup
    expect(await fails((cloud) => changeKey(cloud, keyArn(app, here), { state: "Disabled" }))).toEqual(completed);
  });

  test("when the vault's key cannot be used and the vault encrypts", async () => {
    const arn = `arn:aws:elasticfilesystem:${here}:${app}:file-system/fs-1`;

    expect(
      await fails((cloud) => {
        cloud.resources.delete(volumeArn);
        addVolume(cloud, { arn, kind: "EFS", keyArn: null });
        putKey(cloud, app, here, { state: "PendingDeletion" });
      }),
    ).toEqual([["FAILED", `the key ${keyArn(app, here)} cannot be used`]]);
  });

  test("when the resource's own key cannot be used, though the vault encrypts", async () => {
    const arn = `arn:aws:elasticfilesystem:${here}:${app}:file-system/fs-1`;
    const key = keyArn(app, here, "volume");
    const change = (state: "Enabled" | "Disabled") => (cloud: Cloud) => {
      cloud.resources.delete(volumeArn);
      addVolume(cloud, { arn, kind: "EFS", keyArn: key });
      changeKey(cloud, key, { state });
    };

    expect(await fails(change("Disabled"))).toEqual([["FAILED", `the key ${key} cannot be used`]]);
    expect(await fails(change("Enabled"))).toEqual(completed);
  });

  test("when the resource is deleted between its selection and its start", async () => {
    const cloud = await smallCloud();
    addVolume(cloud);
    await attach(cloud, planOf({ nightly: ruleOf() }));

    await cloud.advanceTo(at("02T05:01:00"));
    cloud.resources.delete(volumeArn);
    await cloud.advance(hourMs);

    expect(outcome(cloud)).toEqual([["FAILED", `The resource ${volumeArn} does not exist`]]);
  });

  test.each(["backup:DescribeBackupVault", "ec2:CreateSnapshot", "kms:DescribeKey", "kms:CreateGrant"])(
    "when its role may not %s",
    async (action) => {
      const cloud = await smallCloud({
        judge: async (question) =>
          question.principalArn === backupRoleArn(app) ? denying(action)(question) : { allowed: true, because: "" },
      });
      addVolume(cloud);
      await attach(cloud, planOf({ nightly: ruleOf() }));
      await cloud.advance(dayMs);

      expect(jobs(cloud)).toMatchObject([{ state: "FAILED" }]);
      expect(jobs(cloud)[0]?.refusedBecause).toContain(`${backupRoleArn(app)} may not ${action} on `);
    },
  );
});

test("permissions are asked for anew once somebody could have changed them", async () => {
  const denied = new Set<string>();
  const cloud = await smallCloud({
    judge: async ({ action }) => ({ allowed: !denied.has(action), because: "denied" }),
  });
  addVolume(cloud);
  await attach(cloud, planOf({ nightly: ruleOf() }));

  await cloud.advance(dayMs);
  denied.add("ec2:CreateSnapshot");
  await cloud.advance(dayMs);
  denied.clear();
  await cloud.advance(dayMs);

  expect(jobs(cloud).map(({ state }) => state)).toEqual(["COMPLETED", "FAILED", "COMPLETED"]);
});

test("the first backup creates the service-linked role", async () => {
  const cloud = await smallCloud();
  addVolume(cloud);
  await attach(cloud, planOf({ nightly: ruleOf() }));

  expect(cloud.iam.role(serviceLinkedRoleArn(app))).toBeUndefined();
  await cloud.advance(dayMs);

  expect(cloud.iam.role(serviceLinkedRoleArn(app))).toMatchObject({
    path: "/aws-service-role/backup.amazonaws.com/",
    attachedPolicyArns: ["arn:aws:iam::aws:policy/aws-service-role/AWSBackupServiceLinkedRolePolicyForBackup"],
  });
});

describe("windows", () => {
  const slow = (minutes: number) => ({ pace: { ...steadyPace, backupTakes: () => minutes } });

  test.each([
    [120, "COMPLETED"],
    [121, "EXPIRED"],
  ])("a backup of %i minutes in a completion window of 120 is %s", async (minutes, state) => {
    const cloud = await smallCloud(slow(minutes));
    addVolume(cloud);
    await attach(cloud, planOf({ nightly: ruleOf({ completionWindowMinutes: 120 }) }));

    await cloud.advanceTo(at("02T07:06:00"));

    expect(jobs(cloud)).toMatchObject([{ state, completedAt: at("02T07:05:00").getTime() }]);
    expect(cloud.backup.recoveryPoints()).toHaveLength(state === "COMPLETED" ? 1 : 0);
  });

  test("FSx knows no completion window", async () => {
    const cloud = await smallCloud(slow(121));
    addVolume(cloud, { arn: `arn:aws:fsx:${here}:${app}:file-system/fs-1`, kind: "FSx for Windows" });
    await attach(cloud, planOf({ nightly: ruleOf({ completionWindowMinutes: 120 }) }));

    await cloud.advance(dayMs);

    expect(jobs(cloud)).toMatchObject([{ state: "COMPLETED" }]);
  });

  test.each([
    ["until its start window ends, which is at 06:30", 84, "COMPLETED", "02T06:35:00"],
    ["and expires when it has not become free by then", 86, "EXPIRED", "02T06:30:00"],
  ])("a backup waits for another of the resource, %s", async (_, minutes, state, end) => {
    const cloud = await smallCloud(slow(minutes));
    addVolume(cloud);
    const rules = (hour: string) => ({ [`at-${hour}`]: ruleOf({ schedule: `cron(${hour} 5 ? * * *)` }) });
    const [one, two] = [planOf(rules("0")), planOf(rules("30"))] as { plans: { gold: object } }[];
    await attach(cloud, { plans: { one: one?.plans.gold, two: two?.plans.gold } });

    await cloud.advanceTo(at("02T06:29:00"));
    expect(jobs(cloud)).toMatchObject([{ startedAt: at("02T05:05:00").getTime() }, { state: "CREATED" }]);
    await cloud.advance(dayMs / 2);

    const [, second] = jobs(cloud);
    expect(second?.state).toBe(state);
    if (state === "EXPIRED") expect(second).toMatchObject({ startedAt: null, completedAt: at(end).getTime() });
    else expect(second?.startedAt).toBeLessThanOrEqual(at(end).getTime());
  });

  test("of rules of one plan whose start windows overlap, the longer retention runs", async () => {
    const cloud = await smallCloud();
    addVolume(cloud);
    await attach(
      cloud,
      planOf({
        daily: ruleOf({ schedule: "cron(0 5 ? * * *)", deleteAfterDays: 7 }),
        weekly: ruleOf({ schedule: "cron(59 5 ? * MON *)", deleteAfterDays: 60 }),
        other: ruleOf({ schedule: "cron(0 6 ? * TUE *)", deleteAfterDays: 90 }),
      }),
    );

    await cloud.advanceTo(at("03T12:00:00"));

    // a Monday and a Tuesday
    expect(jobs(cloud).map(({ ruleName }) => ruleName)).toEqual(["weekly", "daily", "other"]);
  });
});

describe("continuous backup", () => {
  const database: Partial<ProtectedResource> = { arn: `arn:aws:rds:${here}:${app}:db:orders`, kind: "RDS instance" };
  const rule = (deleteAfterDays: number, change = {}) => ruleOf({ deleteAfterDays, isContinuous: true, ...change });

  test("is one recovery point that goes on, whose beginning falls off after its retention", async () => {
    const cloud = await smallCloud();
    addVolume(cloud, database);
    await attach(cloud, planOf({ nightly: rule(14) }));

    await cloud.advance(10 * dayMs);
    const [early] = cloud.backup.recoveryPoints();
    await cloud.advance(20 * dayMs);
    const points = cloud.backup.recoveryPoints();

    expect(early).toMatchObject({ isContinuous: true, contentFrom: at("02T05:05:00").getTime() });
    expect(points).toMatchObject([
      {
        arn: early?.arn,
        createdAt: at("02T05:00:00").getTime(),
        contentFrom: at("17T05:05:00").getTime(),
        contentAt: at("01T05:05:00").getTime() + 30 * dayMs,
        expiresAt: at("01T05:00:00").getTime() + 44 * dayMs,
      },
    ]);
    await attach(cloud, { plans: {} });
    await cloud.advance(15 * dayMs);
    expect(cloud.backup.recoveryPoints()).toEqual([]);
  });

  test("is a snapshot of kinds that have none", async () => {
    const cloud = await smallCloud();
    addVolume(cloud);
    await attach(cloud, planOf({ nightly: rule(14) }));

    await cloud.advance(2 * dayMs);

    expect(cloud.backup.recoveryPoints().map(({ isContinuous }) => isContinuous)).toEqual([false, false]);
  });

  test("is there once a resource: the same vault keeps the longer retention, a second vault gets a snapshot", async () => {
    const cloud = await smallCloud();
    addVolume(cloud, database);
    await cloud.backup.createBackupVault(root(app), here, {
      BackupVaultName: "second",
      EncryptionKeyArn: keyArn(app, here),
    });
    await attach(
      cloud,
      planOf({
        one: rule(14),
        two: rule(7, { schedule: "cron(0 10 ? * * *)" }),
        three: rule(7, { schedule: "cron(0 15 ? * * *)", vaultName: "second" }),
      }),
    );

    await cloud.advance(dayMs);

    expect(
      cloud.backup
        .recoveryPoints()
        .map((point) => [point.vaultName, point.isContinuous, point.lifecycle.deleteAfterDays]),
    ).toEqual([
      ["local", true, 14],
      ["second", false, 7],
    ]);
    expect(jobs(cloud).map(({ state, statusMessage }) => [state, statusMessage])).toEqual([
      ["COMPLETED", null],
      ["COMPLETED", null],
      ["COMPLETED", "Completed with issues: the resource has a continuous backup elsewhere"],
    ]);
  });
});

test("a backup holds what the resource was when it began: spoilt before, spoilt in the backup", async () => {
  const corruptedAt = async (time: string) => {
    const cloud = await smallCloud();
    addVolume(cloud);
    await attach(cloud, planOf({ nightly: ruleOf() }));
    await cloud.advanceTo(at(time));
    cloud.resources.corrupt(volumeArn);
    await cloud.advance(dayMs / 2);
    return cloud.backup.recoveryPoints().map(({ isCorrupt }) => isCorrupt);
  };

  expect(await corruptedAt("02T05:04:00")).toEqual([true]);
  expect(await corruptedAt("02T05:06:00")).toEqual([false]);
});

test("a selection by type reaches all kinds that its patterns name, but not those left out", async () => {
  const cloud = await smallCloud();
  addVolume(cloud, { tags: {} });
  addVolume(cloud, { arn: `arn:aws:rds:${here}:${app}:db:orders`, kind: "RDS instance", tags: {} });
  addVolume(cloud, { arn: `arn:aws:s3:::bucket`, kind: "S3", tags: {} });
  const selections = {
    resources: {
      all: {
        iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/AWSBackup" },
        resource_types: { "@@assign": ["*"] },
        not_resource_types: { "@@assign": ["arn:aws:rds:*:*:db:*"] },
      },
    },
  };
  await attach(cloud, planOf({ nightly: ruleOf() }, { selections }));

  await cloud.advance(dayMs);
  // nobody has opted in to S3
  expect(jobs(cloud).map(({ kind }) => kind)).toEqual(["EBS"]);
  await cloud.backup.updateRegionSettings(root(management), here, { ResourceTypeOptInPreference: { S3: true } });
  await cloud.advance(dayMs);

  expect(jobs(cloud).map(({ kind }) => kind)).toEqual(["EBS", "EBS", "S3"]);
});

test("a resource that two selections of a plan reach is backed up once", async () => {
  const cloud = await smallCloud();
  addVolume(cloud);
  const { tags } = selectionOf() as { tags: { tagged: object } };
  await attach(cloud, planOf({ nightly: ruleOf() }, { selections: { tags: { one: tags.tagged, two: tags.tagged } } }));

  await cloud.advance(dayMs);

  expect(jobs(cloud)).toHaveLength(1);
});
