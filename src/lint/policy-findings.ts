import type { Origin } from "../aws/policy/effective-policy.ts";
import type { PolicyFinding } from "../aws/policy/policy-finding.ts";
import type { ErrorId, WarningId } from "../rules/index.ts";

export const policyError = (rule: ErrorId, { policy, pointer, offset }: Origin, message: string): PolicyFinding => ({
  rule,
  severity: "error",
  policy,
  pointer,
  offset,
  message,
});
export const policyWarning = (
  rule: WarningId,
  { policy, pointer, offset }: Origin,
  message: string,
): PolicyFinding => ({
  rule,
  severity: "warning",
  policy,
  pointer,
  offset,
  message,
});
