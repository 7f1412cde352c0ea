import type { Statement } from "./policy-document.ts";

export interface ManagementApplyProps {
  readonly partition: string;
  readonly sharedAccountId: string;
  /** Whether it also keeps a resource control policy. */
  readonly hasResourceGuardrails: boolean;
  /** Tag of what Lockstep has made, with the value that everything of the `management` stack has. */
  readonly stackTag: string;
}

/**
 * What applying may change in the management account, which no guardrail binds: the organization's switches for AWS Backup, and
 * Lockstep's own guardrails. It makes no role, no policy of IAM's and no trust there.
 */
export function managementApplyStatements(props: ManagementApplyProps): readonly Statement[] {
  const { partition, sharedAccountId, stackTag } = props;
  const guardrail = ["SERVICE_CONTROL_POLICY", ...(props.hasResourceGuardrails ? ["RESOURCE_CONTROL_POLICY"] : [])];
  const policies = guardrail.map((type) => `arn:${partition}:organizations::*:policy/*/${type.toLowerCase()}/*`);
  return [
    {
      Sid: "Backup",
      Effect: "Allow",
      Action: ["backup:UpdateGlobalSettings", "backup:UpdateRegionSettings"],
      Resource: "*",
    },
    {
      Sid: "Delegate",
      Effect: "Allow",
      Action: "organizations:RegisterDelegatedAdministrator",
      Resource: `arn:${partition}:organizations::*:account/*/${sharedAccountId}`,
      Condition: { StringEquals: { "organizations:ServicePrincipal": "backup.amazonaws.com" } },
    },
    // an organization has one delegation policy, and AWS no condition on what it says
    {
      Sid: "Delegation",
      Effect: "Allow",
      Action: "organizations:PutResourcePolicy",
      Resource: "*",
    },
    {
      Sid: "DelegationTags",
      Effect: "Allow",
      Action: ["organizations:TagResource", "organizations:UntagResource"],
      Resource: `arn:${partition}:organizations::*:resourcepolicy/*`,
    },
    {
      Sid: "MakeGuardrails",
      Effect: "Allow",
      Action: "organizations:CreatePolicy",
      Resource: "*",
      Condition: {
        StringEquals: { "organizations:PolicyType": guardrail, [`aws:RequestTag/${stackTag}`]: "management" },
      },
    },
    {
      Sid: "Guardrails",
      Effect: "Allow",
      Action: ["organizations:AttachPolicy", "organizations:UpdatePolicy", "organizations:UntagResource"],
      Resource: policies,
      Condition: { StringEquals: { [`aws:ResourceTag/${stackTag}`]: "management" } },
    },
    {
      Sid: "GuardrailTargets",
      Effect: "Allow",
      Action: "organizations:AttachPolicy",
      Resource: ["root", "ou", "account"].map((kind) => `arn:${partition}:organizations::*:${kind}/*`),
      Condition: { StringEquals: { "organizations:PolicyType": guardrail } },
    },
    // asked when a policy is made with tags, too, when it has none yet
    {
      Sid: "GuardrailTags",
      Effect: "Allow",
      Action: "organizations:TagResource",
      Resource: policies,
      Condition: {
        StringEquals: { [`aws:RequestTag/${stackTag}`]: "management" },
        StringEqualsIfExists: { [`aws:ResourceTag/${stackTag}`]: "management" },
      },
    },
  ];
}
