import type { Caller } from "../../../emulator/model/access.ts";
import { AwsError } from "../../../emulator/model/aws-error.ts";
import { keyTarget } from "../../../emulator/model/backup/key-target.ts";
import { dayMs } from "../../../emulator/model/clock.ts";
import type { Cloud } from "../../../emulator/model/cloud.ts";
import type { Key } from "../../../emulator/model/kms.ts";
import type { Document } from "../../../emulator/model/policy-document.ts";

/** What people ask of KMS. Each is judged by the policies that are there now, and done if it is allowed. */

/** The longest and usual waiting time of a key's deletion. Source: docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html */
export const waitingDays = 30;

export async function scheduleKeyDeletion(
  cloud: Cloud,
  caller: Caller,
  arn: string,
  days = waitingDays,
): Promise<void> {
  const key = await changed(cloud, caller, "kms:ScheduleKeyDeletion", arn);
  pendDeletion(cloud, key, days);
}

/** Without asking: for what would be left if it had happened. */
export const pendDeletion = (cloud: Cloud, key: Key, days = waitingDays): void =>
  cloud.kms.put({ ...key, state: "PendingDeletion", deletedAt: cloud.clock.now() + days * dayMs });

/** The key is disabled then, and has to be enabled. @throws AwsError once the waiting time is over */
export async function cancelKeyDeletion(cloud: Cloud, caller: Caller, arn: string): Promise<void> {
  const key = await changed(cloud, caller, "kms:CancelKeyDeletion", arn);
  if (key.deletedAt !== null && key.deletedAt <= cloud.clock.now()) {
    throw new AwsError("NotFoundException", `Key '${arn}' does not exist`);
  }
  cloud.kms.put({ ...key, state: "Disabled", deletedAt: null });
}

export async function enableKey(cloud: Cloud, caller: Caller, arn: string): Promise<void> {
  cloud.kms.put({ ...(await changed(cloud, caller, "kms:EnableKey", arn)), state: "Enabled" });
}

export async function disableKey(cloud: Cloud, caller: Caller, arn: string): Promise<void> {
  cloud.kms.put({ ...(await changed(cloud, caller, "kms:DisableKey", arn)), state: "Disabled" });
}

export async function putKeyPolicy(cloud: Cloud, caller: Caller, arn: string, policy: Document): Promise<void> {
  cloud.kms.put({ ...(await changed(cloud, caller, "kms:PutKeyPolicy", arn)), policy });
}

/** Policies know a key of Lockstep's by its alias: without it, it would be any key. */
export async function deleteAliases(cloud: Cloud, caller: Caller, arn: string): Promise<void> {
  const { aliases, accountId, region } = keyAt(cloud, arn);
  for (const alias of aliases) {
    const target = { arn: `arn:aws:kms:${region}:${accountId}:${alias}`, accountId, policy: null };
    await cloud.access.require(caller, "kms:DeleteAlias", target);
  }
  cloud.kms.put({ ...(await changed(cloud, caller, "kms:DeleteAlias", arn)), aliases: [] });
}

/**
 * None of these can be asked for in another account, whatever the key's policy says.
 * Source: docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html
 */
async function changed(cloud: Cloud, caller: Caller, action: string, arn: string): Promise<Key> {
  const key = keyAt(cloud, arn);
  if (caller.accountId !== key.accountId) {
    throw new AwsError("NotFoundException", `${action} works in the key's own account only`);
  }
  await cloud.access.require(caller, action, keyTarget(key));
  return keyAt(cloud, arn);
}

function keyAt(cloud: Cloud, arn: string): Key {
  const key = cloud.kms.key(arn);
  if (!key) throw new Error(`got no key ${arn}; an attempt on it would prove nothing`);
  return key;
}
