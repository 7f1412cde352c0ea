import type { Origin } from "../../aws/policy/effective-policy.ts";
import type { PolicyFinding } from "../../aws/policy/policy-finding.ts";
import { quotas } from "../../aws/quotas.ts";
import { policyError, policyWarning } from "../policy-findings.ts";

const { most } = quotas.backupPolicyCharacters;

/** AWS counts white space too, unless what sends the policy takes it out. The text must be JSON. */
export function judgeSize(text: string, at: Origin): readonly PolicyFinding[] {
  if (text.length <= most) return [];
  const minified = JSON.stringify(JSON.parse(text.replace(/^\uFEFF/, ""))).length;
  if (minified > most) {
    const message = `got ${minified} characters without white space; AWS takes ${most}: use two policies`;
    return [policyError("policy-size", at, message)];
  }
  const message = `got ${text.length} characters, ${minified} without white space; AWS takes ${most}: use the text without it`;
  return [policyWarning("policy-written-size", at, message)];
}
