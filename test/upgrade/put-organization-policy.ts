import { organizationPolicyId, type Resource, text } from "../emulator/deploy/stack-resources.ts";
import type { Caller } from "../emulator/model/access.ts";
import type { Cloud } from "../emulator/model/cloud.ts";
import type { ResourceChange } from "./resource-changes.ts";

export const isOfOrganization = ({ type }: Resource) =>
  type === "aws_organizations_policy" || type === "aws_organizations_policy_attachment";

/** Makes, changes or attaches an organization's policy as the provider does. @throws AwsError */
export async function putOrganizationPolicy(
  cloud: Cloud,
  caller: Caller,
  { before, after, changed }: ResourceChange,
  beside: readonly Resource[],
): Promise<void> {
  const { organizations } = cloud;
  if (after.type === "aws_organizations_policy_attachment") {
    const policy = beside.find((one) => organizationPolicyId(one) === text(after, "policy_id"));
    if (!policy) throw new Error(`got ${after.name} of a policy that its stack does not make`);
    const PolicyId = await policyIdOf(cloud, policy);
    await organizations.attachPolicy(caller, { PolicyId, TargetId: text(after, "target_id") });
    return;
  }
  const [Name, Content, Description] = ["name", "content", "description"].map((argument) => text(after, argument));
  const Tags = Object.entries(after.tags).map(([Key, Value]) => ({ Key, Value }));
  if (before === null) {
    await organizations.createPolicy(caller, { Name, Content, Description, Tags, Type: typeOf(after) });
    return;
  }
  const PolicyId = await policyIdOf(cloud, before);
  if (changed.some((argument) => argument !== "tags")) {
    await organizations.updatePolicy(caller, { PolicyId, Name, Content, Description });
  }
  if (changed.includes("tags")) {
    const TagKeys = Object.keys(before.tags).filter((key) => !(key in after.tags));
    if (TagKeys.length > 0) await organizations.untagResource(caller, { ResourceId: PolicyId, TagKeys });
    await organizations.tagResource(caller, { ResourceId: PolicyId, Tags });
  }
}

/** AWS chooses it, and the state knows it. */
export async function policyIdOf({ organizations }: Cloud, policy: Resource): Promise<string> {
  const accountId = organizations.managementAccountId;
  const root = { arn: `arn:aws:iam::${accountId}:root`, accountId };
  const { Policies = [] } = await organizations.listPolicies(root, { Filter: typeOf(policy) });
  const id = Policies.find(({ Name }) => Name === text(policy, "name"))?.Id;
  if (id === undefined) throw new Error(`got no policy ${text(policy, "name")} in the organization`);
  return id;
}

const typeOf = (policy: Resource) => text(policy, "type") as "BACKUP_POLICY" | "SERVICE_CONTROL_POLICY";
