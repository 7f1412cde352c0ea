import type { JsonObject } from "../stack/json-object.ts";
import { joined } from "./found-again.ts";
import type { ResourceType } from "./resource-type.ts";

export const organizationPolicyType = "aws_organizations_policy";
export const policyAttachmentType = "aws_organizations_policy_attachment";

/** Whether an organization policy says what is backed up: rules of its own judge that. */
export const isBackupPolicy = (type: string, body: JsonObject | null): boolean =>
  type === organizationPolicyType && body?.["type"] === "BACKUP_POLICY";

/** What the organization lays down for its accounts. */
export const policies = {
  [organizationPolicyType]: {
    // guardrails are such policies too
    noun: ["organization policy", "organization policies"],
    loss: "the policy: its backups or guardrails end everywhere at once",
    preventDestroy: false,
    isTagged: true,
    foundAgain: { by: "organization" },
    document: { attribute: "content", kind: "identity" },
  },
  [policyAttachmentType]: {
    noun: ["policy attachment", "policy attachments"],
    loss: "the policy's hold on this target: its backups or guardrails end there",
    preventDestroy: false,
    isTagged: false,
    foundAgain: { by: "id", id: ({ target_id, policy_id }) => joined(target_id, ":", policy_id) },
  },
  aws_organizations_resource_policy: {
    noun: ["delegation policy", "delegation policies"],
    loss: "the delegation: backup policies can no longer be changed",
    preventDestroy: false,
    isTagged: true,
    foundAgain: { by: "putting it again" },
    document: { attribute: "content", kind: "resource" },
  },
  aws_organizations_delegated_administrator: {
    noun: ["delegated administrator", "delegated administrators"],
    loss: "the delegation: the organization's backups can no longer be seen",
    preventDestroy: false,
    isTagged: false,
    foundAgain: { by: "id", id: ({ account_id, service_principal }) => joined(account_id, "/", service_principal) },
  },
} as const satisfies Readonly<Record<string, ResourceType>>;
