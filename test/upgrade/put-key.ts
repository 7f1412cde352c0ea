import { keyId, type Resource, text } from "../emulator/deploy/stack-resources.ts";
import type { Caller, Context } from "../emulator/model/access.ts";
import { AwsError } from "../emulator/model/aws-error.ts";
import { keyTarget } from "../emulator/model/backup/key-target.ts";
import type { Cloud } from "../emulator/model/cloud.ts";
import type { Key } from "../emulator/model/kms.ts";
import { requestContext } from "../emulator/model/organizations/tag-context.ts";
import type { Document } from "../emulator/model/policy-document.ts";
import type { ResourceChange } from "./resource-changes.ts";

export const isOfKms = ({ type }: Resource) => type === "aws_kms_key" || type === "aws_kms_alias";

/** Makes or changes a key or its alias as the provider does, each request judged. @throws AwsError */
export async function putKey(cloud: Cloud, caller: Caller, { before, after, changed }: ResourceChange): Promise<void> {
  if (after.type === "aws_kms_alias") return putAlias(cloud, caller, after);
  if (before === null) return createKey(cloud, caller, after);
  const arn = arnOf(after, keyId(after));
  const may = (action: string, context: Context = {}) =>
    cloud.access.require(caller, action, keyTarget(known(cloud, arn)), context);
  if (changed.includes("description")) await may("kms:UpdateKeyDescription");
  if (changed.includes("policy")) {
    await cloud.keys.putKeyPolicy(caller, after.region, { KeyId: arn, Policy: text(after, "policy") });
  }
  if (changed.includes("enable_key_rotation")) await may("kms:EnableKeyRotation");
  if (changed.includes("tags")) {
    const gone = Object.keys(before.tags).filter((key) => !(key in after.tags));
    if (gone.length > 0) await may("kms:UntagResource", { "aws:TagKeys": gone });
    await may("kms:TagResource", requestContext(after.tags));
    cloud.kms.put({ ...known(cloud, arn), tags: after.tags });
  }
}

async function createKey({ access, keys, kms }: Cloud, caller: Caller, resource: Resource): Promise<void> {
  const { accountId, region, tags } = resource;
  const key: Key = {
    arn: arnOf(resource, keyId(resource)),
    accountId,
    region,
    policy: JSON.parse(text(resource, "policy")) as Document,
    aliases: [],
    tags: {},
    state: "Enabled",
    deletedAt: null,
    isAwsManaged: false,
  };
  const bypass = { "kms:BypassPolicyLockoutSafetyCheck": "false" };
  await access.require(
    caller,
    "kms:CreateKey",
    { arn: "*", accountId, policy: null },
    { ...requestContext(resource.tags), ...bypass },
  );
  await access.require(caller, "kms:TagResource", keyTarget(key), requestContext(resource.tags));
  await keys.requireNoLockOut(caller, keyTarget(key), key.policy);
  await access.require(caller, "kms:EnableKeyRotation", keyTarget({ ...key, tags }));
  kms.put({ ...key, tags });
}

async function putAlias(cloud: Cloud, caller: Caller, resource: Resource): Promise<void> {
  const { accountId } = resource;
  const key = known(cloud, arnOf(resource, text(resource, "target_key_id")));
  const name = text(resource, "name");
  const alias = { arn: `arn:aws:kms:${resource.region}:${accountId}:${name}`, accountId, policy: null };
  for (const target of [alias, keyTarget(key)]) await cloud.access.require(caller, "kms:CreateAlias", target);
  cloud.kms.put({ ...key, aliases: [...key.aliases, name] });
}

function known({ kms }: Cloud, arn: string): Key {
  const key = kms.key(arn);
  if (!key) throw new AwsError("NotFoundException", `Key '${arn}' does not exist`);
  return key;
}

const arnOf = ({ region, accountId }: Resource, id: string) => `arn:aws:kms:${region}:${accountId}:key/${id}`;
