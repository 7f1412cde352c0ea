import type * as aws from "@aws-sdk/client-organizations";
import type { Caller } from "../access.ts";
import { AwsError } from "../aws-error.ts";
import type { OrganizationWorld } from "./organization-world.ts";
import { type ModelledPolicyType, modelled } from "./policy-content.ts";
import { required } from "./required.ts";
import { shownRoot } from "./shown-root.ts";

/** Types of policies, on and off. */
export class PolicyTypeOperations {
  readonly #world: OrganizationWorld;

  constructor(world: OrganizationWorld) {
    this.#world = world;
  }

  async enable(caller: Caller, input: aws.EnablePolicyTypeCommandInput): Promise<aws.EnablePolicyTypeResponse> {
    const { policies, tree } = this.#world;
    const type = await this.#require(caller, "EnablePolicyType", input);
    if (policies.isEnabled(type)) {
      throw new AwsError("PolicyTypeAlreadyEnabledException", "The specified policy type is already enabled.");
    }
    policies.enable(type, tree.targets());
    return { Root: shownRoot(this.#world) };
  }

  async disable(caller: Caller, input: aws.DisablePolicyTypeCommandInput): Promise<aws.DisablePolicyTypeResponse> {
    const { policies } = this.#world;
    const type = await this.#require(caller, "DisablePolicyType", input);
    policies.requireEnabled(type);
    policies.disable(type);
    return { Root: shownRoot(this.#world) };
  }

  async #require(
    caller: Caller,
    action: string,
    input: aws.EnablePolicyTypeCommandInput | aws.DisablePolicyTypeCommandInput,
  ): Promise<ModelledPolicyType> {
    const { may, places, tree } = this.#world;
    const type = modelled(input.PolicyType);
    const root = required(input.RootId, "RootId");
    await may.require(caller, action, [places.of(root)], { "organizations:PolicyType": type });
    if (root !== tree.rootId) throw new AwsError("RootNotFoundException", `We can't find the root ${root}.`);
    return type;
  }
}
