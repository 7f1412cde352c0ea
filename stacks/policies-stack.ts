import { OrganizationsPolicy } from "@cdktf/provider-aws/lib/organizations-policy/index.js";
import { OrganizationsPolicyAttachment } from "@cdktf/provider-aws/lib/organizations-policy-attachment/index.js";
import { Construct } from "constructs";
import { type BackupPolicy, backupPolicies } from "../src/estate/backup-policies.ts";
import type { AccountClass, Estate } from "../src/model.ts";
import { classTag, planTag } from "../src/names.ts";
import { BaseStack } from "./base-stack.ts";

/** The backup policies of one class, in the shared account, attached to units and accounts. */
export class PoliciesStack extends BaseStack {
  constructor(construct: Construct, estate: Estate, cls: AccountClass) {
    const { accountId, region } = estate.shared;
    const id = `policies-${cls}` as const;
    super(construct, id, { estate, scope: id, accountId, regions: [region], tags: { [classTag]: cls } });

    for (const policy of backupPolicies(estate, cls)) this.#add(policy);
  }

  #add({ id, name, plan, delayMinutes, targets, document }: BackupPolicy) {
    const provider = this.global;
    const namespace = new Construct(this, id);
    const policy = new OrganizationsPolicy(namespace, "policy", {
      provider,
      name,
      type: "BACKUP_POLICY",
      content: document,
      description:
        `plan ${plan.name}${delayMinutes > 0 ? `, ${delayMinutes}m later` : ""}: ${plan.rules.map((rule) => rule.name).join(", ")}`.slice(
          0,
          512,
        ),
      tags: { [planTag]: plan.name },
    });
    for (const target of targets) {
      new OrganizationsPolicyAttachment(namespace, `${target.kind}-${target.name}`, {
        provider,
        policyId: policy.id,
        targetId: target.targetId,
      });
    }
  }
}
