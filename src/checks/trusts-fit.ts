import { quotas } from "../aws/quotas.ts";
import { error, type Finding, inOrganization } from "../finding.ts";
import { type Duty, dutyNames, type Estate } from "../model.ts";

const { most } = quotas.trustPolicyCharacters;

/** Whoever may take a duty stands in the trust policy of its role, and IAM takes that up to a size. */
export function trustsFit(estate: Estate): readonly Finding[] {
  return dutyNames.flatMap((duty) => {
    const { principals } = estate.duties[duty];
    const size = trustCharacters(estate.duties[duty], estate.organization.id);
    if (size <= most) return [];
    const message = `got ${principals.length} principals, a trust policy of ${size} characters; AWS takes ${most}: use fewer, or one role with * in its name`;
    return [error("trust-size", inOrganization("duties", duty, "principals"), message)];
  });
}

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
