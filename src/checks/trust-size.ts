import { quotas } from "../aws/quotas.ts";
import { inOrganization } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { type Duty, dutyNames } from "../model.ts";

const { most } = quotas.trustPolicyCharacters;

const auditors = (count: number) =>
  [
    "duties:",
    "  auditor:",
    "    principals:",
    ...Array.from({ length: count }, (_, index) => `      - arn:aws:iam::222222222222:user/auditor-${index}`),
  ].join("\n");

export const trustSize = estateRule({
  id: "trust-size",
  severity: "error",
  what: "more principals in a duty than the trust policy of its role holds",
  why: "AWS refuses the role at deployment.",
  source: "docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
  example: {
    bad: { "organization.yaml": auditors(100) },
    good: { "organization.yaml": auditors(2) },
  },
  check: (estate) =>
    dutyNames.flatMap((duty) => {
      const { principals } = estate.duties[duty];
      const size = trustCharacters(estate.duties[duty], estate.organization.id);
      if (size <= most) return [];
      return [
        {
          at: inOrganization("duties", duty, "principals"),
          got: `got ${principals.length} principals, a trust policy of ${size} characters`,
          why: `AWS takes ${most}`,
          use: "use fewer, or one role with * in its name",
        },
      ];
    }),
});

/** Characters of the trust policy of a duty's role. A test holds it against what is synthesized. */
export function trustCharacters({ principals, requireMfa }: Duty, organizationId: string): number {
  const accounts = new Set(principals.map((arn) => arn.replace(/^(arn:[^:]+:iam::\d{12}):.*$/, "$1:root")));
  const statement = {
    Sid: "Trusted",
    Effect: "Allow",
    Principal: { AWS: [...accounts] },
    Action: "sts:AssumeRole",
    Condition: {
      StringEquals: { "aws:PrincipalOrgID": organizationId },
      ArnLike: { "aws:PrincipalArn": principals },
      ...(requireMfa ? { Bool: { "aws:MultiFactorAuthPresent": "true" } } : {}),
    },
  };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] }).length;
}
