import type * as aws from "@aws-sdk/client-organizations";
import type { Caller } from "../access.ts";
import { checkDelegationContent } from "./delegation-content.ts";
import { resourcePolicyId } from "./delegation-policy.ts";
import type { OrganizationWorld } from "./organization-world.ts";
import { required } from "./required.ts";
import { requestContext } from "./tag-context.ts";
import { tagsIn } from "./tags.ts";

/** The organization's resource policy. */
export class ResourcePolicyOperations {
  readonly #world: OrganizationWorld;

  constructor(world: OrganizationWorld) {
    this.#world = world;
  }

  /** Replaces the one there is. */
  async put(caller: Caller, input: aws.PutResourcePolicyCommandInput): Promise<aws.PutResourcePolicyResponse> {
    const { delegation, may, places, tags, tree } = this.#world;
    const content = required(input.Content, "Content");
    const wanted = tagsIn(input.Tags);
    const place = places.ofResourcePolicy();
    await may.require(caller, "PutResourcePolicy", [place], requestContext(wanted));
    if (input.Tags?.length) await may.require(caller, "TagResource", [place], requestContext(wanted));
    checkDelegationContent(content, (accountId) => tree.member(accountId) !== undefined);
    delegation.put(content);
    tags.add(resourcePolicyId, wanted);
    return { ResourcePolicy: this.#shown(content) };
  }

  async describe(caller: Caller): Promise<aws.DescribeResourcePolicyResponse> {
    const { delegation, may, places } = this.#world;
    await may.require(caller, "DescribeResourcePolicy", [places.ofResourcePolicy()]);
    return { ResourcePolicy: this.#shown(delegation.require()) };
  }

  async delete(caller: Caller): Promise<void> {
    const { delegation, may, places, tags } = this.#world;
    await may.require(caller, "DeleteResourcePolicy", [places.ofResourcePolicy()]);
    delegation.require();
    delegation.delete();
    tags.forget(resourcePolicyId);
  }

  #shown(content: string): aws.ResourcePolicy {
    const Arn = this.#world.places.resourcePolicyArn();
    return { ResourcePolicySummary: { Id: resourcePolicyId, Arn }, Content: content };
  }
}
