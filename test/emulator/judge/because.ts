import { getDenialReasons, getGrantReasons, type RequestAnalysis } from "@cloud-copilot/iam-simulate";
import type { Question } from "../model/access.ts";

export const nothing = "nothing allows it";

/** Every statement that decided: of several that deny, each would have been enough. */
export function because(analysis: RequestAnalysis, question: Question): string {
  switch (analysis.result) {
    case "Allowed":
      return said(grants(analysis, question));
    case "ExplicitlyDenied":
      return said(denials(analysis, question));
    case "ImplicitlyDenied":
      return said(blockers(analysis, question));
  }
}

export const said = (reasons: readonly string[]): string =>
  reasons.length === 0 ? nothing : [...new Set(reasons)].sort().join(", ");

const statement = (policy: string | undefined, sid: string | undefined) => `${policy ?? "?"}: ${sid ?? "?"}`;

/** What bounds a principal grants nothing. */
const grants = (analysis: RequestAnalysis, { resourcePolicy }: Question): readonly string[] =>
  getGrantReasons(analysis).flatMap((grant) => {
    if (grant.policyType === "resource") return [statement(resourcePolicy?.name, grant.statementId)];
    return grant.policyType === "identity" ? [statement(grant.policyIdentifier, grant.statementId)] : [];
  });

function denials(analysis: RequestAnalysis, { resourcePolicy }: Question): readonly string[] {
  const reasons = getDenialReasons(analysis).flatMap((denial) => {
    if (denial.denialType !== "Explicit") return [];
    const policy = denial.policyType === "resource" ? resourcePolicy?.name : denial.policyIdentifier;
    return [statement(policy, denial.statementId)];
  });
  // a denial to a whole account is not among the reasons
  const ofAccount = analysis.resourceAnalysis?.denyStatements ?? [];
  return reasons.length > 0 ? reasons : ofAccount.map((one) => statement(resourcePolicy?.name, one.statement.sid()));
}

/** What stands in the way of what is otherwise allowed. */
const blockers = (analysis: RequestAnalysis, { boundary }: Question): readonly string[] =>
  getDenialReasons(analysis).flatMap((denial) => {
    if (!denial.blocking || denial.denialType !== "Implicit") return [];
    if (denial.policyType === "pb") return [`${boundary?.name ?? "its boundary"} does not allow it`];
    return denial.policyType === "scp" ? [`no service control policy on ${denial.identifier} allows it`] : [];
  });
