import type { Duty } from "../model.ts";
import type { Statement } from "./policy-document.ts";

/**
 * Trust in principals that need not exist yet: the accounts are named as principals, because they do exist, and the
 * roles or users by condition.
 */
export function trustIn(
  principals: readonly string[],
  options: { readonly organizationId: string; readonly requireMfa: boolean },
): readonly Statement[] {
  const accounts = [...new Set(principals.map((arn) => arn.replace(/^(arn:[^:]+:iam::\d{12}):.*$/, "$1:root")))];
  return [
    {
      Sid: "Trusted",
      Effect: "Allow",
      Principal: { AWS: accounts },
      Action: "sts:AssumeRole",
      Condition: {
        StringEquals: { "aws:PrincipalOrgID": options.organizationId },
        ArnLike: { "aws:PrincipalArn": principals },
        ...(options.requireMfa ? { Bool: { "aws:MultiFactorAuthPresent": "true" } } : {}),
      },
    },
  ];
}

export const trustInDuty = (duty: Duty, organizationId: string) =>
  trustIn(duty.principals, { organizationId, requireMfa: duty.requireMfa });

/** Trust in an AWS service, such as `backup.amazonaws.com`. */
export const trustInService = (service: string, condition?: Statement["Condition"]): readonly Statement[] => [
  {
    Sid: "Service",
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
    ...(condition ? { Condition: condition } : {}),
  },
];

export interface GitHubTrust {
  readonly oidcProviderArn: string;
  readonly oidcHost: string;
  /** Exact subjects of the workflow tokens that may take the role. */
  readonly subjects: readonly string[];
  /** Branch, such as `refs/heads/main`, that the workflow must run on; `null`: the subject says enough. */
  readonly ref: string | null;
}

/** Trust in GitHub's workflows by their own identity, without a stored secret. */
export const trustInGitHub = ({ oidcProviderArn, oidcHost, subjects, ref }: GitHubTrust): readonly Statement[] => [
  {
    Sid: "GitHub",
    Effect: "Allow",
    Principal: { Federated: oidcProviderArn },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: {
      StringEquals: {
        [`${oidcHost}:aud`]: "sts.amazonaws.com",
        [`${oidcHost}:sub`]: subjects,
        ...(ref === null ? {} : { [`${oidcHost}:ref`]: ref }),
      },
    },
  },
];
