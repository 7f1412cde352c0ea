import type * as aws from "@aws-sdk/client-organizations";
import type { Caller } from "../access.ts";
import type { Place } from "./organization-access.ts";
import type { OrganizationWorld } from "./organization-world.ts";
import { modelled } from "./policy-content.ts";
import { required } from "./required.ts";
import { policySummary, shownPolicy } from "./shown-policy.ts";
import { requestContext } from "./tag-context.ts";
import { tagsIn } from "./tags.ts";

/** Policies by themselves, whatever they are attached to. */
export class PolicyOperations {
  readonly #world: OrganizationWorld;

  constructor(world: OrganizationWorld) {
    this.#world = world;
  }

  async create(caller: Caller, input: aws.CreatePolicyCommandInput): Promise<aws.CreatePolicyResponse> {
    const { may, places, policies, tags } = this.#world;
    const type = modelled(input.Type);
    const wanted = tagsIn(input.Tags);
    const place: Place = {
      arn: places.policyArn({ type, id: policies.nextId(), isAwsManaged: false }),
      context: { "organizations:PolicyType": type },
    };
    await may.require(caller, "CreatePolicy", [place], requestContext(wanted));
    // of a policy that is there, its tags would be known as well
    if (input.Tags?.length) await may.require(caller, "TagResource", [place], requestContext(wanted));
    const policy = policies.create({
      type,
      name: required(input.Name, "Name"),
      description: input.Description ?? "",
      content: required(input.Content, "Content"),
    });
    tags.add(policy.id, wanted);
    return { Policy: shownPolicy(policy, places) };
  }

  async describe(caller: Caller, input: aws.DescribePolicyCommandInput): Promise<aws.DescribePolicyResponse> {
    const { may, places, policies } = this.#world;
    const id = required(input.PolicyId, "PolicyId");
    await may.require(caller, "DescribePolicy", [places.ofPolicy(id)]);
    return { Policy: shownPolicy(policies.get(id), places) };
  }

  async update(caller: Caller, input: aws.UpdatePolicyCommandInput): Promise<aws.UpdatePolicyResponse> {
    const { may, places, policies } = this.#world;
    const id = required(input.PolicyId, "PolicyId");
    await may.require(caller, "UpdatePolicy", [places.ofPolicy(id)]);
    const policy = policies.update(id, {
      ...(input.Name === undefined ? {} : { name: input.Name }),
      ...(input.Description === undefined ? {} : { description: input.Description }),
      ...(input.Content === undefined ? {} : { content: input.Content }),
    });
    return { Policy: shownPolicy(policy, places) };
  }

  async delete(caller: Caller, input: aws.DeletePolicyCommandInput): Promise<void> {
    const { may, places, policies, tags } = this.#world;
    const id = required(input.PolicyId, "PolicyId");
    await may.require(caller, "DeletePolicy", [places.ofPolicy(id)]);
    policies.delete(id);
    tags.forget(id);
  }

  async list(caller: Caller, input: aws.ListPoliciesCommandInput): Promise<aws.ListPoliciesResponse> {
    const { may, places, policies } = this.#world;
    const type = modelled(input.Filter);
    await may.require(caller, "ListPolicies", undefined, { "organizations:PolicyType": type });
    return { Policies: policies.all(type).map((policy) => policySummary(policy, places)) };
  }
}
