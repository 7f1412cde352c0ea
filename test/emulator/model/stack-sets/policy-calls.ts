import type { Iam } from "../iam.ts";
import { requireUnused } from "../policy-use.ts";
import { type IamCall, isAlike } from "./iam-call.ts";
import type { TemplatePolicy } from "./roles-template.ts";

export const policyArn = (accountId: string, { path, name }: Pick<TemplatePolicy, "path" | "name">): string =>
  `arn:aws:iam::${accountId}:policy${path}${name}`;

/**
 * What makes a managed policy, or changes it: CloudFormation compares the templates, not what the account has.
 * Source: docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html
 */
export function policyCalls(accountId: string, had: TemplatePolicy | undefined, wanted: TemplatePolicy): IamCall[] {
  const { document } = wanted;
  if (had !== undefined && isAlike(had.document, document)) return [];
  const arn = policyArn(accountId, wanted);
  const action = had === undefined ? "iam:CreatePolicy" : "iam:CreatePolicyVersion";
  return [{ action, arn, isOfExisting: had !== undefined, make: (iam: Iam) => iam.putPolicy(arn, document) }];
}

export const deletedPolicyCall = (accountId: string, had: TemplatePolicy): IamCall => {
  const arn = policyArn(accountId, had);
  const make = (iam: Iam) => {
    requireUnused(iam, arn);
    iam.deletePolicy(arn);
  };
  return { action: "iam:DeletePolicy", arn, isOfExisting: false, make };
};
