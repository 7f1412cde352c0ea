import type * as aws from "@aws-sdk/client-organizations";
import type { Caller, Context } from "../access.ts";
import { AwsError } from "../aws-error.ts";
import type { OrganizationTree } from "./organization-tree.ts";
import type { OrganizationWorld } from "./organization-world.ts";
import { modelled } from "./policy-content.ts";
import { badInput, targetNotFound } from "./refusal.ts";
import { required } from "./required.ts";
import { policySummary } from "./shown-policy.ts";

/** What policies are attached to, and what comes of them there. */
export class AttachmentOperations {
  readonly #world: OrganizationWorld;

  constructor(world: OrganizationWorld) {
    this.#world = world;
  }

  async attach(caller: Caller, input: aws.AttachPolicyCommandInput): Promise<void> {
    const { policies, tree } = this.#world;
    const { id, target } = await this.#require(caller, "AttachPolicy", input);
    policies.get(id);
    tree.requireTarget(target);
    policies.attach(id, target);
  }

  async detach(caller: Caller, input: aws.DetachPolicyCommandInput): Promise<void> {
    const { policies, tree } = this.#world;
    const { id, target } = await this.#require(caller, "DetachPolicy", input);
    policies.get(id);
    tree.requireTarget(target);
    policies.detach(id, target);
  }

  async listPolicies(
    caller: Caller,
    input: aws.ListPoliciesForTargetCommandInput,
  ): Promise<aws.ListPoliciesForTargetResponse> {
    const { may, places, policies, tree } = this.#world;
    const target = required(input.TargetId, "TargetId");
    const type = modelled(input.Filter);
    await may.require(caller, "ListPoliciesForTarget", [places.of(target)], { "organizations:PolicyType": type });
    tree.requireTarget(target);
    return { Policies: policies.on(target, type).map((policy) => policySummary(policy, places)) };
  }

  async listTargets(
    caller: Caller,
    input: aws.ListTargetsForPolicyCommandInput,
  ): Promise<aws.ListTargetsForPolicyResponse> {
    const { may, places, policies, tree } = this.#world;
    const id = required(input.PolicyId, "PolicyId");
    await may.require(caller, "ListTargetsForPolicy", [places.ofPolicy(id)]);
    policies.get(id);
    return {
      Targets: policies.targetsOf(id).map((target) => ({
        TargetId: target,
        Arn: tree.arnOf(target),
        Name: nameOf(target, tree),
        Type: kindOf(target, tree),
      })),
    };
  }

  /** "You can call this operation from any account in a organization"; of another account only if delegated. */
  async describeEffective(
    caller: Caller,
    input: aws.DescribeEffectivePolicyCommandInput,
  ): Promise<aws.DescribeEffectivePolicyResponse> {
    const { clock, may, places, policies, tree } = this.#world;
    const { PolicyType } = input;
    if (PolicyType !== "BACKUP_POLICY") throw badInput(`got PolicyType ${PolicyType}; this model has BACKUP_POLICY`);
    const target = input.TargetId ?? caller.accountId;
    const context = { "organizations:PolicyType": PolicyType };
    if (target === caller.accountId) {
      await may.requireOwn(caller, "organizations:DescribeEffectivePolicy", tree.arnOf(target), context);
    } else await may.require(caller, "DescribeEffectivePolicy", [places.of(target)], context);
    if (!tree.member(target)) throw targetNotFound(target);
    const content = policies.effectiveBackupPolicy(tree.lineOf(target));
    if (Object.keys(content).length === 0) {
      throw new AwsError("EffectivePolicyNotFoundException", `The account ${target} has no effective ${PolicyType}.`);
    }
    return {
      EffectivePolicy: {
        PolicyContent: JSON.stringify(content),
        PolicyType,
        TargetId: target,
        LastUpdatedTimestamp: clock.date(),
      },
    };
  }

  async #require(
    caller: Caller,
    action: string,
    input: aws.AttachPolicyCommandInput | aws.DetachPolicyCommandInput,
  ): Promise<{ readonly id: string; readonly target: string }> {
    const { may, places, policies } = this.#world;
    const id = required(input.PolicyId, "PolicyId");
    const target = required(input.TargetId, "TargetId");
    const type = policies.find(id)?.type;
    const context: Context = type === undefined ? {} : { "organizations:PolicyType": type };
    await may.require(caller, action, [places.ofPolicy(id), places.of(target)], context);
    return { id, target };
  }
}

const nameOf = (id: string, tree: OrganizationTree): string =>
  id === tree.rootId ? "Root" : ((tree.unit(id) ?? tree.account(id))?.name ?? id);

function kindOf(id: string, tree: OrganizationTree): aws.TargetType {
  if (id === tree.rootId) return "ROOT";
  return tree.unit(id) ? "ORGANIZATIONAL_UNIT" : "ACCOUNT";
}
