import { applyOrder, DirectApply } from "../emulator/deploy/direct-apply.ts";
import type { Resource } from "../emulator/deploy/stack-resources.ts";
import type { Caller } from "../emulator/model/access.ts";
import type { Cloud } from "../emulator/model/cloud.ts";
import { isOfIam, putIam } from "./put-iam.ts";
import { isOfKms, putKey } from "./put-key.ts";
import { isOfOrganization, putOrganizationPolicy } from "./put-organization-policy.ts";
import { putStackSet } from "./put-stack-set.ts";
import { readResources } from "./read-resources.ts";
import { addressOf, type ResourceChange, resourceChanges } from "./resource-changes.ts";
import { unseenRequests } from "./unseen-requests.ts";

/** What a stack has made, by address. */
export type State = Map<string, Resource>;

/**
 * Brings a stack that is deployed to what another release writes, by the requests of Terraform's provider, each of them judged
 * with the policies that are deployed at that moment. What is done is in the state at once: interrupted, it goes on from there.
 *
 * @throws AwsError as AWS would
 * @throws Error when Terraform would destroy something, be it to make it anew
 */
export async function applyOver(cloud: Cloud, caller: Caller, state: State, after: readonly Resource[]): Promise<void> {
  const { changes, lost } = resourceChanges([...state.values()], after);
  if (lost.length > 0) throw new Error(`this would be destroyed: ${lost.join("; ")}`);
  const place = ({ after: { type } }: ResourceChange) => applyOrder.indexOf(type);
  // what the cloud has no place for comes first, as alerts refer to nothing but roles that are there
  for (const change of changes.toSorted((one, other) => place(one) - place(other))) {
    await put(cloud, caller, change, after);
    state.set(addressOf(change.after), change.after);
  }
  const touched = changes.map(({ after: resource }) => resource);
  await readResources(cloud, caller, touched, after);
}

async function put(cloud: Cloud, caller: Caller, change: ResourceChange, beside: readonly Resource[]): Promise<void> {
  const { before, after } = change;
  if (isOfIam(after)) return putIam(cloud, caller, change);
  if (isOfKms(after)) return putKey(cloud, caller, change);
  if (isOfOrganization(after)) return putOrganizationPolicy(cloud, caller, change, beside);
  if (!applyOrder.includes(after.type)) {
    for (const [action, target, context] of unseenRequests(change)) {
      await cloud.access.require(caller, action, target, context);
    }
    return;
  }
  if (after.type === "aws_cloudformation_stack_set" && before !== null) return putStackSet(cloud, caller, after);
  if (after.type === "aws_backup_vault" && before !== null) return tagVault(cloud, caller, before, after);
  // what is left is put anew in the same way as it is put first
  return new DirectApply(cloud, caller, ({ document }) => document).apply([after]);
}

async function tagVault({ backup }: Cloud, caller: Caller, before: Resource, after: Resource): Promise<void> {
  const { region, accountId, tags } = after;
  const ResourceArn = `arn:aws:backup:${region}:${accountId}:backup-vault:${String(after.body.name)}`;
  const TagKeyList = Object.keys(before.tags).filter((key) => !(key in tags));
  if (TagKeyList.length > 0) await backup.untagResource(caller, region, { ResourceArn, TagKeyList });
  await backup.tagResource(caller, region, { ResourceArn, Tags: { ...tags } });
}
