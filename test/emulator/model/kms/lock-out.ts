import type { Access, Caller, Context, Target } from "../access.ts";
import { AwsError } from "../aws-error.ts";
import type { Document } from "../policy-document.ts";

/** What a request to put a policy says of the check below. */
export const bypassContext = (isBypassed = false): Context => ({
  "kms:BypassPolicyLockoutSafetyCheck": String(isBypassed),
});

/**
 * A key policy must leave it to whoever puts it to put another. AWS says so of the key policy, and that alone is asked
 * here; by reports AWS asks the caller's own policies too (aws-samples/rds-snapshot-export-to-s3-pipeline#8), and
 * nobody says what becomes of their conditions on aliases, which a new key cannot have yet.
 * Source: docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html, API_CreateKey.html
 *
 * @param policyAlone asks as somebody whom nothing but the key's policy limits
 * @throws AwsError when the caller would lock themselves out
 */
export async function requireNoLockOut(
  policyAlone: Access,
  caller: Caller,
  key: Target,
  document: Document,
): Promise<void> {
  const target: Target = { ...key, policy: { name: "the new key policy", document }, grants: [] };
  const { allowed } = await policyAlone.verdict(caller, "kms:PutKeyPolicy", target, bypassContext());
  if (allowed) return;
  const message = "The new key policy will not allow you to update the key policy in the future.";
  throw new AwsError("MalformedPolicyDocumentException", message);
}
