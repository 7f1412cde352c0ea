import type { Caller, Target } from "../access.ts";
import type { Key } from "../kms.ts";
import type { Grant } from "./grant.ts";

/**
 * What to ask about whoever retires a grant. Whom the grant names needs no policy, and can only be denied it by their
 * own; the accounts that own the key, made the grant or are named by it give leave by their own policies. The key's
 * policy has no say.
 * Source: docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html
 *
 * @returns `null`: it is none of the caller's business
 */
export function retirementOf({ arn, accountId }: Key, grant: Grant, caller: Caller): Target | null {
  const target: Target = { arn, accountId: caller.accountId, policy: byOwnPolicies(caller) };
  const byGrantee = grant.operations.includes("RetireGrant") ? [grant.granteePrincipal] : [];
  const named = [...byGrantee, ...(grant.retiringPrincipal === null ? [] : [grant.retiringPrincipal])];
  if (named.includes(caller.arn)) {
    return { ...target, grants: [{ ...grant, granteePrincipal: caller.arn, operations: ["RetireGrant"] }] };
  }
  const accounts = [accountId, grant.issuingAccountId, ...named.filter(isRoot).map((one) => one.split(":")[4])];
  return accounts.includes(caller.accountId) ? target : null;
}

const byOwnPolicies = ({ accountId }: Caller): Target["policy"] => ({
  name: "account of the grant",
  document: {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "IamPoliciesDecide",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${accountId}:root` },
        Action: "kms:RetireGrant",
        Resource: "*",
      },
    ],
  },
});

const isRoot = (arn: string) => arn.endsWith(":root");
