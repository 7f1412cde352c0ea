import type * as aws from "@aws-sdk/client-organizations";
import type { OrganizationPolicy } from "./organization-policies.ts";
import type { Places } from "./places.ts";

/** A policy as AWS lists it. */
export const policySummary = (policy: OrganizationPolicy, places: Places): aws.PolicySummary => ({
  Id: policy.id,
  Arn: places.policyArn(policy),
  Name: policy.name,
  Description: policy.description,
  Type: policy.type,
  AwsManaged: policy.isAwsManaged,
});

/** A policy as AWS describes it. */
export const shownPolicy = (policy: OrganizationPolicy, places: Places): aws.Policy => ({
  PolicySummary: policySummary(policy, places),
  Content: policy.content,
});
