/**
 * What a delegation policy can grant, without `organizations:`; all else is the management account's alone.
 * Source: "Supported delegation policy actions" in docs.aws.amazon.com/organizations/latest/userguide/orgs-policy-delegate.html
 */
export const delegableActions: readonly string[] = [
  "AttachPolicy",
  "CreatePolicy",
  "DeletePolicy",
  "DescribeAccount",
  "DescribeCreateAccountStatus",
  "DescribeEffectivePolicy",
  "DescribeHandshake",
  "DescribeOrganization",
  "DescribeOrganizationalUnit",
  "DescribePolicy",
  "DescribeResourcePolicy",
  "DetachPolicy",
  "DisablePolicyType",
  "EnablePolicyType",
  "ListAccounts",
  "ListAccountsForParent",
  "ListAWSServiceAccessForOrganization",
  "ListChildren",
  "ListCreateAccountStatus",
  "ListDelegatedAdministrators",
  "ListDelegatedServicesForAccount",
  "ListHandshakesForAccount",
  "ListHandshakesForOrganization",
  "ListOrganizationalUnitsForParent",
  "ListParents",
  "ListPolicies",
  "ListPoliciesForTarget",
  "ListRoots",
  "ListTagsForResource",
  "ListTargetsForPolicy",
  "TagResource",
  "UntagResource",
  "UpdatePolicy",
];

/**
 * "can be called only from the organization's management account or by a member account that is a delegated
 * administrator for an AWS service": docs.aws.amazon.com/organizations/latest/APIReference/, page of each
 */
export const isRead = (action: string) => /^(Describe|List)/.test(action);
