import type { Origin } from "../../aws/policy/effective-policy.ts";
import { quotas } from "../../aws/quotas.ts";
import { diagnosticOf } from "../../diagnostics/complaint.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { policySize } from "../rules/policy-size.ts";
import { policyWrittenSize } from "../rules/policy-written-size.ts";

const { most } = quotas.backupPolicyCharacters;

/** AWS counts white space too, unless what sends the policy takes it out. The text must be JSON. */
export function judgeSize(text: string, at: Origin): readonly Diagnostic<Origin>[] {
  if (text.length <= most) return [];
  const minified = JSON.stringify(JSON.parse(text.replace(/^\uFEFF/, ""))).length;
  if (minified > most) {
    return [
      diagnosticOf(policySize, {
        at,
        got: `got ${minified} characters without white space`,
        why: `AWS takes ${most}`,
        use: "use two policies",
      }),
    ];
  }
  return [
    diagnosticOf(policyWrittenSize, {
      at,
      got: `got ${text.length} characters, ${minified} without white space`,
      why: `AWS takes ${most}`,
      use: "use the text without it",
    }),
  ];
}
