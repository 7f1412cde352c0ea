import { resourcePolicyId } from "./delegation-policy.ts";
import type { Place } from "./organization-access.ts";
import type { OrganizationPolicies, OrganizationPolicy } from "./organization-policies.ts";
import type { OrganizationTree } from "./organization-tree.ts";
import { resourceContext } from "./tag-context.ts";
import type { Tags } from "./tags.ts";

/** What actions of Organizations are asked on, with its tags. */
export class Places {
  readonly #tree: OrganizationTree;
  readonly #policies: OrganizationPolicies;
  readonly #tags: Tags;

  constructor(tree: OrganizationTree, policies: OrganizationPolicies, tags: Tags) {
    this.#tree = tree;
    this.#policies = policies;
    this.#tags = tags;
  }

  /** @param id of a root, unit, account, policy or resource policy, whether there is one or not */
  of(id: string): Place {
    if (id.startsWith("p-")) return this.ofPolicy(id);
    if (id === resourcePolicyId) return this.ofResourcePolicy();
    return { arn: this.#tree.arnOf(id), context: resourceContext(this.#tags.of(id)) };
  }

  ofPolicy(id: string): Place {
    const policy = this.#policies.find(id);
    if (!policy) return { arn: `${this.#policyArns()}/*/${id}` };
    return {
      arn: this.policyArn(policy),
      context: { "organizations:PolicyType": policy.type, ...resourceContext(this.#tags.of(id)) },
    };
  }

  ofResourcePolicy(): Place {
    return { arn: this.resourcePolicyArn(), context: resourceContext(this.#tags.of(resourcePolicyId)) };
  }

  policyArn({ type, id, isAwsManaged }: Pick<OrganizationPolicy, "type" | "id" | "isAwsManaged">): string {
    const kind = type.toLowerCase();
    return isAwsManaged ? `arn:aws:organizations::aws:policy/${kind}/${id}` : `${this.#policyArns()}/${kind}/${id}`;
  }

  resourcePolicyArn(): string {
    const { id, managementAccountId } = this.#tree;
    return `arn:aws:organizations::${managementAccountId}:resourcepolicy/${id}/${resourcePolicyId}`;
  }

  #policyArns(): string {
    const { id, managementAccountId } = this.#tree;
    return `arn:aws:organizations::${managementAccountId}:policy/${id}`;
  }
}
