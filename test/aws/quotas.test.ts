import { expect, test } from "vitest";
import { quotas } from "../../src/aws/quotas.ts";

// what each stood at when it was read, once more: a slip in the table is seen, a mistake in the reading is not
const written = {
  backupPolicyCharacters: 10_000,
  backupPoliciesPerTarget: 10,
  backupPoliciesPerOrganization: 1_000,
  resourceControlPolicyCharacters: 5_120,
  resourceControlPoliciesPerTarget: 5,
  delegationPolicyCharacters: 40_000,
  trustPolicyCharacters: 2_048,
  managedPolicyCharacters: 6_144,
  managedPoliciesPerRole: 10,
  inlinePolicyCharacters: 10_240,
  keyPolicyBytes: 32_768,
  templateBytes: 51_200,
};

test("quotas are what AWS writes, each with the page of AWS that says so", () => {
  const most = Object.fromEntries(Object.entries(quotas).map(([name, quota]) => [name, quota.most]));
  const sources = new Set(Object.values(quotas).map(({ source }) => source));

  expect(most).toEqual(written);
  expect([...sources]).toEqual([
    "docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html",
    "docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
    "docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html",
    "docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html",
  ]);
});
