const organizations = "docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html";
const iam = "docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";

export interface Quota {
  /** The most that AWS takes. */
  readonly most: number;
  readonly source: string;
}

/**
 * How much AWS takes of what config can make too much of, as of November 2026. What some accounts may have raised stands
 * here with the value that every account has.
 */
export const quotas = {
  backupPolicyCharacters: { most: 10_000, source: organizations },
  /** Attached to one OU or account; those that it inherits are counted where they are attached. */
  backupPoliciesPerTarget: { most: 10, source: organizations },
  backupPoliciesPerOrganization: { most: 1_000, source: organizations },
  resourceControlPolicyCharacters: { most: 5_120, source: organizations },
  /** Attached to the root, one OU or one account; AWS's own RCPFullAWSAccess is always among them. */
  resourceControlPoliciesPerTarget: { most: 5, source: organizations },
  delegationPolicyCharacters: { most: 40_000, source: organizations },
  /** IAM counts no white space. Service Quotas raises it to 8,192 in an account that asks. */
  trustPolicyCharacters: { most: 2_048, source: iam },
  managedPolicyCharacters: { most: 6_144, source: iam },
  /** Service Quotas raises it to 20 in an account that asks. */
  managedPoliciesPerRole: { most: 10, source: iam },
  /** All inline policies of one role together. */
  inlinePolicyCharacters: { most: 10_240, source: iam },
  keyPolicyBytes: { most: 32_768, source: "docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html" },
  /** A template that is sent with the request, as that of the pipeline's roles is. */
  templateBytes: {
    most: 51_200,
    source: "docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html",
  },
} as const satisfies Readonly<Record<string, Quota>>;
