import type { Estate } from "../../../src/model.ts";
import { deployedStacks } from "../../emulator/deploy/deployed-stacks.ts";
import { DirectApply } from "../../emulator/deploy/direct-apply.ts";
import { organizationPolicyId, type Resource, text } from "../../emulator/deploy/stack-resources.ts";
import type { Caller } from "../../emulator/model/access.ts";
import type { Cloud } from "../../emulator/model/cloud.ts";

const types = { policy: "aws_organizations_policy", attachment: "aws_organizations_policy_attachment" };

/**
 * Does in a cloud what the pipeline does when a config is changed: makes what is new, changes in its place what has
 * changed, and takes back backup policies and attachments. Nothing else ever goes.
 */
export async function deployChange(cloud: Cloud, before: Estate, after: Estate): Promise<void> {
  const known = new Map(deployedStacks(before).pipeline.map(({ id, resources }) => [id, resources]));
  for (const { id, resources, applyRole } of deployedStacks(after).pipeline) {
    const old = new Map((known.get(id) ?? []).map((resource) => [`${resource.type} ${resource.name}`, resource]));
    const changed = resources.filter(
      (resource) => asText(resource) !== asText(old.get(`${resource.type} ${resource.name}`)),
    );
    const isOfPolicies = ({ type }: Resource) => Object.values(types).includes(type);
    await new DirectApply(cloud, applyRole, ({ document }) => document).apply(
      changed.filter((resource) => !isOfPolicies(resource)),
    );
    if (id.startsWith("policies-")) await putPolicies(cloud, applyRole, [...old.values()], resources);
  }
}

// no policy of Lockstep's goes by tags that change
const asText = (resource: Resource | undefined) => JSON.stringify({ ...resource?.body, tags: null });

async function putPolicies(
  { organizations }: Cloud,
  caller: Caller,
  old: readonly Resource[],
  now: readonly Resource[],
) {
  const { Policies = [] } = await organizations.listPolicies(caller, { Filter: "BACKUP_POLICY" });
  const idOf = (name: string) => Policies.find(({ Name }) => Name === name)?.Id;
  const policies = (resources: readonly Resource[]) =>
    new Map(resources.filter(({ type }) => type === types.policy).map((one) => [text(one, "name"), one]));
  const targets = (resources: readonly Resource[], policy: Resource) =>
    resources
      .filter((one) => one.type === types.attachment && text(one, "policy_id") === organizationPolicyId(policy))
      .map((one) => text(one, "target_id"));
  for (const [name, policy] of policies(old)) {
    const PolicyId = idOf(name);
    const kept = policies(now).get(name);
    const keptTargets = kept ? targets(now, kept) : [];
    for (const TargetId of targets(old, policy)) {
      if (!keptTargets.includes(TargetId)) await organizations.detachPolicy(caller, { PolicyId, TargetId });
    }
    if (!kept) await organizations.deletePolicy(caller, { PolicyId });
  }
  for (const [name, policy] of policies(now)) {
    const before = policies(old).get(name);
    const Content = text(policy, "content");
    const made = before
      ? undefined
      : await organizations.createPolicy(caller, { Name: name, Content, Type: "BACKUP_POLICY", Description: "" });
    const PolicyId = made?.Policy?.PolicySummary?.Id ?? idOf(name);
    if (before && text(before, "content") !== Content) await organizations.updatePolicy(caller, { PolicyId, Content });
    const attached = before ? targets(old, before) : [];
    for (const TargetId of targets(now, policy)) {
      if (!attached.includes(TargetId)) await organizations.attachPolicy(caller, { PolicyId, TargetId });
    }
  }
}
