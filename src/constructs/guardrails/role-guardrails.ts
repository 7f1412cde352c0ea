import type { Statement } from "../policy-document.ts";
import { outside, unless } from "./unless.ts";

export interface RoleGuardrailProps {
  readonly prefix: string;
  readonly pipelineRoleArn: string;
  readonly bootstrapAccountId: string;
  readonly stackSetRoleArn: string;
  /** The stacks with which StackSets made the pipeline's roles. */
  readonly stackSetStackArn: string;
  readonly instanceRoleArn: string;
  /** The roles with which AWS Backup copies into central, and back. */
  readonly copyingRoleArns: readonly string[];
  readonly backupOperatorRoleArn: string;
  readonly restoreOperatorRoleArn: string;
}

/** Lockstep's roles and policies, and what StackSets make them with: by allow-lists, so that they stay as they are. */
export function roleGuardrails(props: RoleGuardrailProps): Statement[] {
  const { prefix, stackSetRoleArn } = props;
  const reads = ["iam:Generate*", "iam:Get*", "iam:List*", "iam:Simulate*"];
  return [
    {
      Sid: "Roles",
      Effect: "Deny",
      // whom a role lets in, its trust says
      NotAction: [...reads, "iam:PassRole", "sts:*"],
      Resource: [`arn:*:iam::*:role/${prefix}-*`, `arn:*:iam::*:policy/${prefix}-*`],
      Condition: { ...unless(props.pipelineRoleArn, stackSetRoleArn), ...outside(props.bootstrapAccountId) },
    },
    // whoever hands them to AWS Backup copies what they like into central, where it stays; AWS Backup's own plans take them by its
    // service-linked role
    {
      Sid: "RolesThatCopy",
      Effect: "Deny",
      Action: "iam:PassRole",
      Resource: props.copyingRoleArns,
      Condition: unless(props.backupOperatorRoleArn, props.restoreOperatorRoleArn),
    },
    // who could make or hand on a role of these names would be exempt from other statements; CloudFormation makes its
    // own by its service-linked role, which no service control policy binds, and then works with it
    {
      Sid: "StackSetRoles",
      Effect: "Deny",
      NotAction: [...reads, "cloudformation:Describe*", "cloudformation:Get*", "cloudformation:List*"],
      Resource: [stackSetRoleArn, props.stackSetStackArn, props.instanceRoleArn],
      Condition: unless(stackSetRoleArn),
    },
    {
      Sid: "ServiceLinkedRoles",
      Effect: "Deny",
      Action: "iam:DeleteServiceLinkedRole",
      Resource: ["backup", "member.org.stacksets.cloudformation"].map(
        (service) => `arn:*:iam::*:role/aws-service-role/${service}.amazonaws.com/*`,
      ),
    },
  ];
}
