import { allowAll } from "../../testing/judges.ts";
import type { Caller } from "../access.ts";
import { Cloud, type CloudProps } from "../cloud.ts";
import type { Key } from "../kms.ts";
import { allowEverything, type Document } from "../policy-document.ts";
import type { ProtectedResource } from "../resources.ts";
import type { Pace } from "./pace.ts";
import { serviceLinkedRole } from "./service-linked-role.ts";

export const management = "111111111111";
export const central = "222222222222";
export const app = "333333333333";
export const outside = "999999999999";
export const here = "eu-west-2";
export const there = "eu-west-1";
export const start = new Date("2026-11-02T00:00:00Z");

/** Nothing is left to chance: a test can say to the minute when something is there. */
export const steadyPace: Pace = {
  startsAfter: () => 5,
  backupTakes: () => 10,
  copyTakes: () => 20,
  restoreTakes: () => 30,
  deletionTakes: () => 60,
};

/** Its root user: what is asked is not who may do it. */
export const root = (accountId: string): Caller => ({ arn: `arn:aws:iam::${accountId}:root`, accountId });
export const backupRoleArn = (accountId: string): string => `arn:aws:iam::${accountId}:role/AWSBackup`;
export const keyArn = (accountId: string, region: string, name = "vault"): string =>
  `arn:aws:kms:${region}:${accountId}:key/${name}`;
export const vaultOf = (accountId: string, name: string, region = here): string =>
  `arn:aws:backup:${region}:${accountId}:backup-vault:${name}`;
export const localVault = vaultOf(app, "local");
export const centralVault = vaultOf(central, "central");

/** An application account with a vault, a central account with another, and all that copies between them need. */
export async function smallCloud({
  judge = allowAll,
  pace = steadyPace,
  ...more
}: Partial<Pick<CloudProps, "judge" | "pace" | "invalidPolicies">> = {}) {
  const cloud = new Cloud({
    start,
    judge,
    pace,
    ...more,
    organization: { id: "o-a1b2c3d4e5", rootId: "r-ab12", managementAccountId: management },
  });
  const { organizations, iam, kms, backup } = cloud;
  organizations.addAccount({ id: central, name: "central", parentId: "r-ab12" });
  organizations.addAccount({ id: app, name: "app", parentId: "r-ab12" });
  organizations.addOutsideAccount(outside, "o-zzzzzzzzzz");
  organizations.switchOnPolicyType("BACKUP_POLICY");
  organizations.trustService("backup.amazonaws.com");
  iam.putPolicy("arn:aws:iam::aws:policy/aws-service-role/AWSBackupServiceLinkedRolePolicyForBackup", allowEverything);
  for (const accountId of [app, central, outside]) {
    putRole(cloud, accountId);
    for (const region of [here, there]) putKey(cloud, accountId, region);
  }
  kms.put({ ...(kms.key(keyArn(app, here)) as Key), arn: keyArn(app, here, "volume") });
  iam.putRole(serviceLinkedRole(central));
  await backup.createBackupVault(root(app), here, { BackupVaultName: "local", EncryptionKeyArn: keyArn(app, here) });
  for (const region of [here, there]) {
    await backup.createBackupVault(root(central), region, {
      BackupVaultName: "central",
      EncryptionKeyArn: keyArn(central, region),
    });
  }
  await backup.updateGlobalSettings(root(management), here, {
    GlobalSettings: { isCrossAccountBackupEnabled: "true" },
  });
  return cloud;
}

export function putRole(cloud: Cloud, accountId: string, service = "backup.amazonaws.com"): void {
  cloud.iam.putRole({
    arn: backupRoleArn(accountId),
    accountId,
    name: "AWSBackup",
    path: "/",
    trust: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
    },
    inline: new Map([["permissions", allowEverything]]),
    attachedPolicyArns: [],
    boundaryArn: null,
    tags: {},
  });
}

export function putKey(cloud: Cloud, accountId: string, region: string, change: Partial<Key> = {}): void {
  cloud.kms.put({
    arn: keyArn(accountId, region),
    accountId,
    region,
    policy: allowEverything,
    aliases: ["alias/vault"],
    tags: {},
    state: "Enabled",
    deletedAt: null,
    isAwsManaged: false,
    ...change,
  });
}

export function changeKey(cloud: Cloud, arn: string, change: Partial<Key>): void {
  cloud.kms.put({ ...(cloud.kms.key(arn) as Key), ...change });
}

export const volumeArn = `arn:aws:ec2:${here}:${app}:volume/vol-1`;

/** A volume in the application account, tagged for the plan; or what the change makes of it. */
export function addVolume(cloud: Cloud, change: Partial<ProtectedResource> = {}): ProtectedResource {
  return cloud.resources.add({
    arn: volumeArn,
    accountId: app,
    region: here,
    kind: "EBS",
    tags: { plan: "gold" },
    keyArn: keyArn(app, here, "volume"),
    ...change,
  });
}

interface RuleChange {
  readonly schedule?: string;
  readonly deleteAfterDays?: number | null;
  readonly coldAfterDays?: number;
  readonly isContinuous?: boolean;
  readonly startWindowMinutes?: number;
  readonly completionWindowMinutes?: number;
  readonly vaultName?: string;
  /** Retention by vault; `null`: the action names no lifecycle. */
  readonly copies?: Readonly<Record<string, number | null>>;
}

const assign = (value: string | readonly string[]) => ({ "@@assign": value });

/** A rule of a backup policy: at five every morning, kept for a month, without copies. */
export function ruleOf(change: RuleChange = {}): object {
  const { deleteAfterDays = 30, coldAfterDays, copies = {} } = change;
  return {
    schedule_expression: assign(change.schedule ?? "cron(0 5 ? * * *)"),
    target_backup_vault_name: assign(change.vaultName ?? "local"),
    start_backup_window_minutes: assign(String(change.startWindowMinutes ?? 60)),
    complete_backup_window_minutes: assign(String(change.completionWindowMinutes ?? 120)),
    ...(change.isContinuous ? { enable_continuous_backup: assign("true") } : {}),
    lifecycle: {
      ...(deleteAfterDays === null ? {} : { delete_after_days: assign(String(deleteAfterDays)) }),
      ...(coldAfterDays === undefined ? {} : { move_to_cold_storage_after_days: assign(String(coldAfterDays)) }),
    },
    copy_actions: Object.fromEntries(
      Object.entries(copies).map(([vaultArn, days]) => [
        vaultArn,
        {
          target_backup_vault_arn: assign(vaultArn),
          ...(days === null ? {} : { lifecycle: { delete_after_days: assign(String(days)) } }),
        },
      ]),
    ),
  };
}

export const selectionOf = (values: readonly string[] = ["gold"]): object => ({
  tags: {
    tagged: {
      iam_role_arn: assign("arn:aws:iam::$account:role/AWSBackup"),
      tag_key: assign("plan"),
      tag_value: assign(values),
    },
  },
});

/** The content of a policy with one plan. */
export const planOf = (rules: Readonly<Record<string, object>>, change: object = {}): object => ({
  plans: { gold: { rules, regions: assign([here]), selections: selectionOf(), ...change } },
});

/** Attaches a policy to the application account; again: in place of the one before. */
export async function attach(cloud: Cloud, content: object): Promise<void> {
  const { organizations } = cloud;
  const caller = root(management);
  const { Policies = [] } = await organizations.listPoliciesForTarget(caller, {
    TargetId: app,
    Filter: "BACKUP_POLICY",
  });
  const [attached] = Policies;
  if (attached?.Id !== undefined) {
    await organizations.updatePolicy(caller, { PolicyId: attached.Id, Content: JSON.stringify(content) });
    return;
  }
  const { Policy } = await organizations.createPolicy(caller, {
    Name: "gold",
    Description: "gold",
    Type: "BACKUP_POLICY",
    Content: JSON.stringify(content),
  });
  await organizations.attachPolicy(caller, { PolicyId: Policy?.PolicySummary?.Id ?? "", TargetId: app });
}

export const at = (time: string): Date => new Date(`2026-11-${time}Z`);

export const policy = (...Statement: Document["Statement"]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement });
