import { quotasTable } from "./tables/quotas-table.ts";

export interface Quota {
  /** The most that AWS takes. */
  readonly most: number;
  readonly source: string;
}

const rows = new Map(quotasTable.rows.map((row) => [row.quota, row]));

function quota(name: string): Quota {
  const row = rows.get(name);
  if (!row) throw new Error(`quotas.json: got no ${name}`);
  return { most: row.most, source: row.page };
}

/**
 * How much AWS takes of what config can make too much of. What some accounts may have raised stands here with the value
 * that every account has.
 */
export const quotas = {
  backupPolicyCharacters: quota("backupPolicyCharacters"),
  /** Attached to one OU or account; those that it inherits are counted where they are attached. */
  backupPoliciesPerTarget: quota("backupPoliciesPerTarget"),
  backupPoliciesPerOrganization: quota("backupPoliciesPerOrganization"),
  resourceControlPolicyCharacters: quota("resourceControlPolicyCharacters"),
  /** Attached to the root, one OU or one account; AWS's own RCPFullAWSAccess is always among them. */
  resourceControlPoliciesPerTarget: quota("resourceControlPoliciesPerTarget"),
  delegationPolicyCharacters: quota("delegationPolicyCharacters"),
  /** IAM counts no white space. Service Quotas raises it to 8,192 in an account that asks. */
  trustPolicyCharacters: quota("trustPolicyCharacters"),
  managedPolicyCharacters: quota("managedPolicyCharacters"),
  /** The page has 20, which older accounts have to ask for: what every account has is 10. */
  managedPoliciesPerRole: quota("managedPoliciesPerRole"),
  /** All inline policies of one role together. */
  inlinePolicyCharacters: quota("inlinePolicyCharacters"),
  keyPolicyBytes: quota("keyPolicyBytes"),
  /** A template that is sent with the request, as that of the pipeline's roles is. */
  templateBytes: quota("templateBytes"),
  rulesPerPlan: quota("rulesPerPlan"),
  copiesPerRule: quota("copiesPerRule"),
  conditionsPerSelection: quota("conditionsPerSelection"),
} as const satisfies Readonly<Record<string, Quota>>;
