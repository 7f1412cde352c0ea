import type * as aws from "@aws-sdk/client-organizations";
import type { Caller } from "../access.ts";
import { resourcePolicyId } from "./delegation-policy.ts";
import type { OrganizationWorld } from "./organization-world.ts";
import { required } from "./required.ts";
import { requestContext } from "./tag-context.ts";
import { tagsIn } from "./tags.ts";

/** Tags of policies, the resource policy, the root, units and accounts. */
export class TagOperations {
  readonly #world: OrganizationWorld;

  constructor(world: OrganizationWorld) {
    this.#world = world;
  }

  async tag(caller: Caller, input: aws.TagResourceCommandInput): Promise<void> {
    const { may, places, tags } = this.#world;
    const id = required(input.ResourceId, "ResourceId");
    const wanted = tagsIn(input.Tags);
    await may.require(caller, "TagResource", [places.of(id)], requestContext(wanted));
    this.#requireTaggable(id);
    tags.add(id, wanted);
  }

  async untag(caller: Caller, input: aws.UntagResourceCommandInput): Promise<void> {
    const { may, places, tags } = this.#world;
    const id = required(input.ResourceId, "ResourceId");
    const keys = input.TagKeys ?? [];
    await may.require(caller, "UntagResource", [places.of(id)], { "aws:TagKeys": keys });
    this.#requireTaggable(id);
    tags.remove(id, keys);
  }

  async list(caller: Caller, input: aws.ListTagsForResourceCommandInput): Promise<aws.ListTagsForResourceResponse> {
    const { may, places, tags } = this.#world;
    const id = required(input.ResourceId, "ResourceId");
    await may.require(caller, "ListTagsForResource", [places.of(id)]);
    this.#requireTaggable(id);
    return { Tags: Object.entries(tags.of(id)).map(([Key, Value]) => ({ Key, Value })) };
  }

  #requireTaggable(id: string): void {
    const { delegation, policies, tree } = this.#world;
    const isPolicy = policies.find(id) !== undefined;
    const isDelegation = id === resourcePolicyId && delegation.content() !== null;
    if (!isPolicy && !isDelegation) tree.requireTarget(id);
  }
}
