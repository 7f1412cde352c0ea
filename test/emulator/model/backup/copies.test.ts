import { describe, expect, test } from "vitest";
import { allowAll } from "../../testing/judges.ts";
import type { Judge, Question } from "../access.ts";
import { dayMs, hourMs, minuteMs } from "../clock.ts";
import type { Cloud } from "../cloud.ts";
import type { ProtectedResource } from "../resources.ts";
import type { Pace } from "./pace.ts";
import { serviceLinkedRole, serviceLinkedRoleArn } from "./service-linked-role.ts";
import {
  addVolume,
  app,
  at,
  attach,
  backupRoleArn,
  central,
  centralVault,
  changeKey,
  here,
  keyArn,
  localVault,
  management,
  outside,
  planOf,
  policy,
  putKey,
  root,
  ruleOf,
  smallCloud,
  steadyPace,
  there,
  vaultOf,
  volumeArn,
} from "./small-cloud.ts";

const copies = (cloud: Cloud) => cloud.backup.jobs().copy;
const inCentral = (cloud: Cloud) => cloud.backup.recoveryPoints().filter(({ accountId }) => accountId === central);
const toCentral = (days: number | null = 60) => ruleOf({ copies: { [centralVault]: days } });

interface Case {
  readonly judge?: Judge;
  readonly pace?: Pace;
  readonly resource?: Partial<ProtectedResource>;
  readonly rule?: object;
  readonly change?: (cloud: Cloud) => unknown;
}

async function copied({ judge, pace, resource, rule = toCentral(), change }: Case = {}): Promise<Cloud> {
  const cloud = await smallCloud({ judge: judge ?? allowAll, pace: pace ?? steadyPace });
  addVolume(cloud, resource);
  await attach(cloud, planOf({ nightly: rule }));
  await change?.(cloud);
  await cloud.advance(dayMs);
  return cloud;
}

/** Why the copy failed; `null`: it was made. */
async function refusal(of: Case): Promise<string | null> {
  const cloud = await copied(of);
  const [job, ...others] = copies(cloud);
  expect(others).toEqual([]);
  expect(job?.state).toBe(job?.refusedBecause === null ? "COMPLETED" : "FAILED");
  expect(cloud.backup.recoveryPoints()).toHaveLength(job?.state === "COMPLETED" ? 2 : 1);
  return job?.refusedBecause ?? null;
}

test("a copy follows its backup, has the source's creation date, its own retention, and the key of its vault", async () => {
  const cloud = await copied();
  const [source] = cloud.backup.recoveryPoints();

  expect(copies(cloud)).toMatchObject([
    {
      state: "COMPLETED",
      accountId: app,
      sourceVaultArn: localVault,
      destinationVaultArn: centralVault,
      createdAt: at("02T05:15:00").getTime(),
      completedAt: at("02T05:35:00").getTime(),
      backupJobId: cloud.backup.jobs().backup[0]?.id,
    },
  ]);
  expect(inCentral(cloud)).toMatchObject([
    {
      vaultArn: centralVault,
      resourceArn: volumeArn,
      createdAt: at("02T05:00:00").getTime(),
      completedAt: at("02T05:35:00").getTime(),
      expiresAt: at("02T05:00:00").getTime() + 60 * dayMs,
      keyArn: keyArn(central, here),
      isEncryptedByVaultKey: true,
      sourceRecoveryPointArn: source?.arn,
      planName: "gold",
      ruleName: "nightly",
      roleArn: serviceLinkedRoleArn(central),
    },
  ]);
});

test("a copy action without a lifecycle keeps the copy as long as the source", async () => {
  const [copy] = inCentral(await copied({ rule: toCentral(null) }));

  expect(copy?.lifecycle.deleteAfterDays).toBe(30);
});

test("a copy whose retention is over when it is made goes at once", async () => {
  const pace = { ...steadyPace, backupTakes: () => 24 * 60 - 30 };
  const rule = ruleOf({ completionWindowMinutes: 2880, copies: { [centralVault]: 1 } });
  const cloud = await copied({ pace, rule });

  await cloud.advanceTo(at("03T04:54:00"));
  expect(inCentral(cloud)).toHaveLength(0);
  await cloud.advanceTo(at("03T04:56:00"));
  expect(inCentral(cloud)).toHaveLength(1);
  await cloud.advanceTo(at("03T06:00:00"));
  expect(inCentral(cloud)).toHaveLength(0);

  const late = await copied({ pace: { ...pace, copyTakes: () => 40 }, rule });
  await late.advanceTo(at("03T05:15:00"));
  expect(copies(late)).toMatchObject([{ state: "COMPLETED" }]);
  expect(inCentral(late)).toEqual([]);
});

test("one goes to each vault of the rule, one after the other", async () => {
  const further = vaultOf(central, "central", there);
  const cloud = await copied({ rule: ruleOf({ copies: { [centralVault]: 60, [further]: 90 } }) });

  expect(copies(cloud).map((job) => [job.state, job.destinationVaultArn])).toEqual([
    ["COMPLETED", centralVault],
    ["COMPLETED", further],
  ]);
  const [first, second] = copies(cloud);
  expect(second?.startedAt).toBeGreaterThanOrEqual(first?.completedAt ?? Number.POSITIVE_INFINITY);
});

test.each([
  [120, "COMPLETED"],
  [121, "FAILED"],
])(
  "a copy waits two hours for another of the resource: while one takes %i minutes, the other is %s",
  async (minutes, state) => {
    const further = vaultOf(central, "central", there);
    let count = 0;
    const cloud = await copied({
      pace: {
        ...steadyPace,
        copyTakes: () => {
          count += 1;
          return count === 1 ? minutes : 20;
        },
      },
      rule: ruleOf({ copies: { [centralVault]: 60, [further]: 90 } }),
    });

    expect(copies(cloud).map((job) => job.state)).toEqual(["COMPLETED", state]);
  },
);

test("a backup of another rule waits for the copy to end", async () => {
  const cloud = await smallCloud({ pace: { ...steadyPace, copyTakes: () => 90 } });
  addVolume(cloud);
  const rules = { nightly: toCentral(), later: ruleOf({ schedule: "cron(20 6 ? * * *)", deleteAfterDays: 7 }) };
  await attach(cloud, planOf(rules));

  await cloud.advanceTo(at("02T12:00:00"));

  const [, later] = cloud.backup.jobs().backup;
  expect(later).toMatchObject({ state: "COMPLETED", startedAt: at("02T06:45:00").getTime() });
});

describe("a copy fails when it runs,", () => {
  test("when nothing is wrong it does not", async () => {
    expect(await refusal({})).toBeNull();
  });

  test("when the accounts are not in one organization", async () => {
    const other = vaultOf(outside, "other");
    const rule = ruleOf({ copies: { [other]: 60 } });
    const change = async (cloud: Cloud) => {
      await cloud.backup.createBackupVault(root(outside), here, {
        BackupVaultName: "other",
        EncryptionKeyArn: keyArn(outside, here),
      });
      cloud.iam.putRole(serviceLinkedRole(outside));
    };

    expect(await refusal({ rule, change })).toBe(
      "Both source and destination account must be a member of the same organization",
    );
  });

  test("when cross-account backup is switched off", async () => {
    const off = (cloud: Cloud) =>
      cloud.backup.updateGlobalSettings(root(management), here, {
        GlobalSettings: { isCrossAccountBackupEnabled: "false" },
      });

    expect(await refusal({ change: off })).toBe("Cross-account backup is not enabled for the organization");
  });

  test("when the destination vault is missing, or the Default vault of another account", async () => {
    const missing = vaultOf(central, "missing");
    const usual = vaultOf(central, "Default");

    expect(await refusal({ rule: ruleOf({ copies: { [missing]: 60 } }) })).toBe(
      `Backup vault ${missing} does not exist`,
    );
    expect(
      await refusal({
        rule: ruleOf({ copies: { [usual]: 60 } }),
        change: ({ backup }) =>
          backup.createBackupVault(root(central), here, {
            BackupVaultName: "Default",
            EncryptionKeyArn: keyArn(central, here),
          }),
      }),
    ).toBe("The Default vault takes no copies of another account");
  });

  test("when the destination has no service-linked role, which copies do not create", async () => {
    const role = serviceLinkedRoleArn(central);

    expect(await refusal({ change: ({ iam }) => iam.deleteRole(role) })).toBe(`there is no role ${role}`);
  });

  test("when the destination has not opted in to the type", async () => {
    const optOut = (cloud: Cloud) =>
      cloud.backup.updateRegionSettings(root(central), here, { ResourceTypeOptInPreference: { EBS: false } });

    expect(await refusal({ change: optOut })).toBe(`${central} has not opted in to EBS in ${here}`);
  });

  test("when the retention is outside of the destination's lock", async () => {
    const lock = (min: number, max: number) => (cloud: Cloud) =>
      cloud.backup.putBackupVaultLockConfiguration(root(central), here, {
        BackupVaultName: "central",
        MinRetentionDays: min,
        MaxRetentionDays: max,
      });

    expect(await refusal({ change: lock(61, 100) })).toContain("got 60 days; the minimum is 61 days");
    expect(await refusal({ change: lock(1, 59) })).toContain("got 60 days; the maximum is 59 days");
    expect(await refusal({ change: lock(60, 60) })).toBeNull();
  });

  test("when the source's key is one of AWS's own, or cannot be used", async () => {
    const key = keyArn(app, here, "volume");

    expect(await refusal({ change: (cloud) => changeKey(cloud, key, { isAwsManaged: true }) })).toBe(
      "Snapshots encrypted with an AWS managed key cannot be shared with another account",
    );
    const cloud = await copied({
      pace: { ...steadyPace, copyTakes: () => 60 },
      change: async (one) => {
        await one.advanceTo(at("02T05:10:00"));
        changeKey(one, key, { state: "Disabled" });
      },
    });
    expect(copies(cloud)).toMatchObject([
      { state: "FAILED", refusedBecause: `the source's key ${key} cannot be used` },
    ]);
  });

  test("when the destination's key cannot be used, or is one of AWS's own where the vault did not encrypt", async () => {
    const key = keyArn(central, here);

    expect(await refusal({ change: (cloud) => changeKey(cloud, key, { state: "Disabled" }) })).toBe(
      `the destination vault's key ${key} cannot be used`,
    );
    const managed = (cloud: Cloud) => changeKey(cloud, key, { isAwsManaged: true });
    expect(await refusal({ change: managed })).toBe("the destination vault needs a customer managed key for EBS");
    const files = {
      arn: `arn:aws:elasticfilesystem:${here}:${app}:file-system/fs-1`,
      kind: "EFS",
      keyArn: null,
    } as const;
    expect(await refusal({ change: managed, resource: files })).toBeNull();
  });

  test("when AWS Backup cannot copy the kind", async () => {
    const cluster = { arn: `arn:aws:rds:${here}:${app}:cluster:orders`, kind: "RDS Multi-AZ cluster" } as const;

    expect(await refusal({ resource: cluster })).toBe("AWS Backup makes no copies of RDS Multi-AZ cluster");
  });

  test("when an option that its owner has chosen keeps its service from it", async () => {
    const database = { arn: `arn:aws:rds:${here}:${app}:db:orders`, kind: "RDS instance" } as const;

    expect(await refusal({ resource: { ...database, uncopiedFor: "TDE" } })).toBe(
      "AWS Backup does not pass on the TDE option group",
    );
    expect(await refusal({ resource: database })).toBeNull();
  });

  test("when DynamoDB was backed up without its advanced features", async () => {
    const resource = { arn: `arn:aws:dynamodb:${here}:${app}:table/orders`, kind: "DynamoDB", keyArn: null } as const;
    const advanced = ({ backup }: Cloud) =>
      backup.updateRegionSettings(root(app), here, { ResourceTypeManagementPreference: { DynamoDB: true } });

    expect(await refusal({ resource })).toBe("AWS Backup makes no copies of DynamoDB");
    expect(await refusal({ resource, change: advanced })).toBeNull();
  });

  test("when the destination's Region is lost or its account is closed", async () => {
    const further = vaultOf(central, "central", there);

    expect(
      await refusal({ rule: ruleOf({ copies: { [further]: 60 } }), change: (cloud) => cloud.loseRegion(there) }),
    ).toBe(`the Region ${there} is lost`);
    expect(
      await refusal({
        change: ({ organizations }) => organizations.closeAccount(root(management), { AccountId: central }),
      }),
    ).toBe(`the account ${central} is suspended`);
  });

  test.each([
    ["its role", (cloud: Cloud) => cloud.iam.deleteRole(backupRoleArn(app)), `there is no role ${backupRoleArn(app)}`],
    [
      "the source",
      async (cloud: Cloud) => {
        const [point] = cloud.backup.recoveryPoints();
        await cloud.backup.deleteRecoveryPoint(root(app), here, {
          BackupVaultName: "local",
          RecoveryPointArn: point?.arn ?? "",
        });
      },
      "The source recovery point is gone",
    ],
    [
      "the destination vault",
      (cloud: Cloud) => cloud.backup.deleteBackupVault(root(central), here, { BackupVaultName: "central" }),
      `Backup vault ${centralVault} does not exist`,
    ],
  ])("when %s goes while it runs", async (_, remove, why) => {
    const cloud = await smallCloud({ pace: { ...steadyPace, copyTakes: () => 60 } });
    addVolume(cloud);
    await attach(cloud, planOf({ nightly: toCentral() }));

    await cloud.advanceTo(at("02T05:30:00"));
    expect(copies(cloud)).toMatchObject([{ state: "RUNNING" }]);
    await remove(cloud);
    await cloud.advance(hourMs);

    expect(copies(cloud)).toMatchObject([{ state: "FAILED", refusedBecause: why }]);
    expect(inCentral(cloud)).toEqual([]);
  });
});

describe("a copy asks", () => {
  const asked = async (of: Case) => {
    const questions: Question[] = [];
    const judge: Judge = async (question) => {
      questions.push(question);
      return { allowed: true, because: "" };
    };
    const cloud = await copied({ ...of, judge });
    return { cloud, questions };
  };
  const inWords = (questions: readonly Question[]) =>
    questions.map(
      ({ principalArn, action, resourceArn }) => `${principalArn.split("/").at(-1)} ${action} ${resourceArn}`,
    );

  test("for its vaults as its role, and for both keys as AWS Backup in the destination", async () => {
    const { cloud, questions } = await asked({});
    const [source] = cloud.backup.recoveryPoints();
    const from = inWords(questions).findIndex((words) => words.includes("CopyFromBackupVault"));
    const copy = questions.slice(from);
    const [volumeKey, centralKey] = [keyArn(app, here, "volume"), keyArn(central, here)];

    expect(inWords(copy)).toEqual([
      `AWSBackup backup:CopyFromBackupVault ${source?.arn}`,
      `AWSBackup backup:CopyIntoBackupVault ${centralVault}`,
      `AWSServiceRoleForBackup kms:DescribeKey ${volumeKey}`,
      `AWSServiceRoleForBackup kms:ReEncryptFrom ${volumeKey}`,
      `AWSServiceRoleForBackup kms:CreateGrant ${volumeKey}`,
      `AWSServiceRoleForBackup kms:DescribeKey ${centralKey}`,
      `AWSServiceRoleForBackup kms:CreateGrant ${centralKey}`,
    ]);
    expect(copy[0]?.context).toMatchObject({
      "backup:CopyTargets": [centralVault],
      "backup:CopyTargetOrgPaths": ["o-a1b2c3d4e5/r-ab12/"],
    });
    expect(copy[3]?.context).toMatchObject({
      "kms:ViaService": `ec2.${here}.amazonaws.com`,
      "aws:PrincipalAccount": central,
      "kms:ResourceAliases": ["alias/vault"],
    });
    expect(copy[3]?.context["kms:GrantIsForAWSResource"]).toBeUndefined();
    expect(copy[4]?.context).toMatchObject({
      "kms:ViaService": `ec2.${here}.amazonaws.com`,
      "kms:GrantIsForAWSResource": "true",
    });
  });

  test.each([
    ["RDS instance", `arn:aws:rds:${here}:${app}:db:orders`, "rds"],
    ["Aurora", `arn:aws:rds:${here}:${app}:cluster:orders`, "rds"],
    ["FSx for Windows", `arn:aws:fsx:${here}:${app}:file-system/fs-1`, "fsx"],
    ["EC2", `arn:aws:ec2:${here}:${app}:instance/i-1`, "ec2"],
  ] as const)("for the key of %s through the service that keeps it", async (kind, arn, service) => {
    const { questions } = await asked({ resource: { kind, arn } });

    expect(questions.find(({ action }) => action === "kms:ReEncryptFrom")?.context["kms:ViaService"]).toBe(
      `${service}.${here}.amazonaws.com`,
    );
  });

  test("for the vault's key by its policy alone where the vault encrypted", async () => {
    const resource = {
      arn: `arn:aws:elasticfilesystem:${here}:${app}:file-system/fs-1`,
      kind: "EFS",
      keyArn: null,
    } as const;
    const { questions } = await asked({ resource });
    const byService = questions.filter(({ principalArn }) => principalArn === serviceLinkedRoleArn(central));

    expect(inWords(byService)).toEqual(
      ["DescribeKey", "Decrypt", "CreateGrant"].map(
        (action) => `AWSServiceRoleForBackup kms:${action} ${keyArn(app, here)}`,
      ),
    );
    for (const question of byService) {
      expect(question.identityPolicies.map(({ name }) => name)).toEqual(["AWS Backup"]);
      expect(question.resourcePolicy?.name).toBe("key policy of alias/vault");
    }
  });

  test("with the policies of the vaults that it goes from and to", async () => {
    const text = policy({ Effect: "Allow", Principal: "*", Action: "backup:CopyIntoBackupVault", Resource: "*" });
    const { questions } = await asked({
      change: ({ backup }) =>
        backup.putBackupVaultAccessPolicy(root(central), here, { BackupVaultName: "central", Policy: text }),
    });
    const policyAt = (action: string) => questions.find((question) => question.action === action)?.resourcePolicy;

    expect(policyAt("backup:CopyIntoBackupVault")).toEqual({
      name: "vault policy of central",
      document: JSON.parse(text),
    });
    expect(policyAt("backup:CopyFromBackupVault")).toBeNull();
  });

  test.each([
    ["backup:CopyFromBackupVault", backupRoleArn(app)],
    ["backup:CopyIntoBackupVault", backupRoleArn(app)],
    ["kms:DescribeKey", serviceLinkedRoleArn(central)],
    ["kms:ReEncryptFrom", serviceLinkedRoleArn(central)],
    ["kms:CreateGrant", serviceLinkedRoleArn(central)],
  ])("and fails where %s is refused", async (action, principal) => {
    const judge: Judge = async (question) =>
      question.action === action && question.principalArn === principal
        ? { allowed: false, because: "some policy" }
        : { allowed: true, because: "" };

    expect(await refusal({ judge })).toMatch(`${principal} may not ${action} on `);
    expect(await refusal({ judge })).toMatch(/: some policy$/);
  });
});

test("within an account and between its Regions, the switch does not matter and AWS's own key is enough", async () => {
  const elsewhere = vaultOf(app, "elsewhere", there);
  const change = async (cloud: Cloud) => {
    await cloud.backup.createBackupVault(root(app), there, { BackupVaultName: "elsewhere" });
    changeKey(cloud, keyArn(app, here, "volume"), { isAwsManaged: true });
    await cloud.backup.updateGlobalSettings(root(management), here, {
      GlobalSettings: { isCrossAccountBackupEnabled: "false" },
    });
  };

  const cloud = await copied({ rule: ruleOf({ copies: { [elsewhere]: 60 } }), change });

  expect(copies(cloud)).toMatchObject([{ state: "COMPLETED", refusedBecause: null }]);
  const [, copy] = cloud.backup.recoveryPoints();
  expect(copy).toMatchObject({ region: there, accountId: app, roleArn: backupRoleArn(app) });
});

test("$account in a copy's target is the account that the policy runs in", async () => {
  const second = "arn:aws:backup:eu-west-2:$account:backup-vault:second";
  const change = (cloud: Cloud) =>
    cloud.backup.createBackupVault(root(app), here, { BackupVaultName: "second", EncryptionKeyArn: keyArn(app, here) });

  const cloud = await copied({ rule: ruleOf({ copies: { [second]: 60 } }), change });

  expect(copies(cloud)).toMatchObject([{ state: "COMPLETED", destinationVaultArn: vaultOf(app, "second") }]);
});

test("unencrypted Aurora stays so in the copy, other kinds get the key of the vault", async () => {
  const keys = async (kind: "Aurora" | "RDS instance", arn: string) =>
    inCentral(await copied({ resource: { kind, arn, keyArn: null } })).map((point) => point.keyArn);

  expect(await keys("Aurora", `arn:aws:rds:${here}:${app}:cluster:orders`)).toEqual([null]);
  expect(await keys("RDS instance", `arn:aws:rds:${here}:${app}:db:orders`)).toEqual([keyArn(central, here)]);
});

test("a copy of a continuous backup is a snapshot of the moment", async () => {
  const database: Partial<ProtectedResource> = { arn: `arn:aws:rds:${here}:${app}:db:orders`, kind: "RDS instance" };
  const cloud = await smallCloud();
  const { arn } = addVolume(cloud, database);
  await attach(
    cloud,
    planOf({ nightly: ruleOf({ deleteAfterDays: 14, isContinuous: true, copies: { [centralVault]: 60 } }) }),
  );

  await cloud.advance(dayMs);
  cloud.resources.corrupt(arn);
  await cloud.advance(2 * dayMs);

  expect(inCentral(cloud).map((point) => [point.isContinuous, point.isCorrupt, point.expiresAt])).toEqual(
    [0, 1, 2].map((day) => [false, day > 0, at("02T05:15:00").getTime() + (60 + day) * dayMs]),
  );
});

test("a copy of what is spoilt is spoilt", async () => {
  const cloud = await copied({ change: ({ resources }) => resources.corrupt(volumeArn) });

  expect(inCentral(cloud)).toMatchObject([{ isCorrupt: true }]);
});

describe("on demand", () => {
  const operator = root(central);
  const back = async (cloud: Cloud, input = {}) => {
    const [point] = inCentral(cloud);
    return cloud.backup.startCopyJob(operator, here, {
      RecoveryPointArn: point?.arn ?? "",
      SourceBackupVaultName: "central",
      DestinationBackupVaultArn: localVault,
      IamRoleArn: backupRoleArn(central),
      ...input,
    });
  };

  test("central copies back to the application account, where the copy has the local key and the old date", async () => {
    const cloud = await copied();
    const [source] = inCentral(cloud);

    const { CopyJobId } = await back(cloud);
    await cloud.advance(hourMs);

    const { CopyJob } = await cloud.backup.describeCopyJob(operator, here, { CopyJobId: CopyJobId ?? "" });
    expect(CopyJob).toMatchObject({ State: "COMPLETED", AccountId: central });
    expect(cloud.backup.recoveryPoints().at(-1)).toMatchObject({
      vaultArn: localVault,
      keyArn: keyArn(app, here),
      createdAt: source?.createdAt,
      lifecycle: { deleteAfterDays: 60 },
      sourceRecoveryPointArn: source?.arn,
      planName: null,
    });
  });

  test("with a retention of its own, or with -1 that of the source", async () => {
    const cloud = await copied();
    const retention = async (DeleteAfterDays: number) => {
      await back(cloud, { Lifecycle: { DeleteAfterDays } });
      await cloud.advance(hourMs);
      return cloud.backup.recoveryPoints().at(-1)?.lifecycle.deleteAfterDays;
    };

    expect(await retention(9)).toBe(9);
    expect(await retention(-1)).toBe(60);
    await expect(retention(36_501)).rejects.toMatchObject({ code: "InvalidParameterValueException" });
    expect(await retention(36_500)).toBe(36_500);
  });

  test("not of what is in another account, another vault, or continuous", async () => {
    const cloud = await copied();
    const [local] = cloud.backup.recoveryPoints();

    await expect(back(cloud, { RecoveryPointArn: local?.arn })).rejects.toMatchObject({
      code: "ResourceNotFoundException",
    });
    await expect(back(cloud, { SourceBackupVaultName: "other" })).rejects.toMatchObject({
      code: "ResourceNotFoundException",
    });
    await expect(back(cloud, { DestinationBackupVaultArn: "local" })).rejects.toMatchObject({
      code: "InvalidParameterValueException",
    });
    const continuous = await copied({
      resource: { arn: `arn:aws:rds:${here}:${app}:db:orders`, kind: "RDS instance" },
      rule: ruleOf({ deleteAfterDays: 14, isContinuous: true }),
    });
    const [point] = continuous.backup.recoveryPoints();
    await expect(
      continuous.backup.startCopyJob(root(app), here, {
        RecoveryPointArn: point?.arn ?? "",
        SourceBackupVaultName: "local",
        DestinationBackupVaultArn: centralVault,
        IamRoleArn: backupRoleArn(app),
      }),
    ).rejects.toMatchObject({ code: "InvalidRequestException" });
  });

  test("once for the same token, and anew for each request without one", async () => {
    const cloud = await copied();

    const first = await back(cloud, { IdempotencyToken: "once" });
    const second = await back(cloud);

    expect(await back(cloud, { IdempotencyToken: "once" })).toEqual(first);
    expect(second.CopyJobId).not.toBe(first.CopyJobId);
    expect((await back(cloud)).CopyJobId).not.toBe(second.CopyJobId);
  });

  test("with leave to start it and to hand over the role, which is one of the account", async () => {
    const denied = new Set<string>();
    const asked: Question[] = [];
    const cloud = await copied({
      judge: async (question) => {
        asked.push(question);
        return { allowed: !denied.has(question.action), because: "denied" };
      },
    });
    await back(cloud);
    const [point] = inCentral(cloud);
    expect(asked.slice(-2)).toMatchObject([
      { action: "backup:StartCopyJob", resourceArn: point?.arn },
      {
        action: "iam:PassRole",
        resourceArn: backupRoleArn(central),
        context: { "iam:PassedToService": "backup.amazonaws.com" },
      },
    ]);

    await expect(back(cloud, { IamRoleArn: backupRoleArn(app) })).rejects.toMatchObject({
      code: "AccessDeniedException",
      httpStatus: 403,
    });
    for (const action of ["backup:StartCopyJob", "iam:PassRole"]) {
      denied.clear();
      denied.add(action);
      await expect(back(cloud)).rejects.toMatchObject({ code: "AccessDeniedException" });
    }
  });

  test("not out of cold storage", async () => {
    const cloud = await copied({
      resource: { arn: `arn:aws:elasticfilesystem:${here}:${app}:file-system/fs-1`, kind: "EFS", keyArn: null },
      rule: ruleOf({ deleteAfterDays: 200, coldAfterDays: 30 }),
    });
    const [point] = cloud.backup.recoveryPoints();
    const copy = async () => {
      await cloud.backup.startCopyJob(root(app), here, {
        RecoveryPointArn: point?.arn ?? "",
        SourceBackupVaultName: "local",
        DestinationBackupVaultArn: centralVault,
        IamRoleArn: backupRoleArn(app),
      });
      await cloud.advance(minuteMs);
      return copies(cloud).at(-1);
    };
    await attach(cloud, { plans: {} });
    await cloud.advanceTo(new Date((point?.createdAt ?? 0) + 30 * dayMs - hourMs));

    expect(await copy()).toMatchObject({ state: "RUNNING" });
    await cloud.advance(2 * hourMs);
    expect(await copy()).toMatchObject({
      state: "FAILED",
      refusedBecause: "Recovery points in cold storage cannot be copied",
    });
  });
});

test("a key that was never put is no key", async () => {
  const cloud = await copied({ resource: { keyArn: keyArn(app, there) } });
  putKey(cloud, app, there);

  expect(copies(cloud)).toMatchObject([{ state: "COMPLETED" }]);
  const without = await copied({ resource: { keyArn: keyArn(app, here, "unknown") } });
  expect(without.backup.jobs().backup).toMatchObject([{ state: "FAILED" }]);
});
