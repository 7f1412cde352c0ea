import type { JsonNode } from "./json-node.ts";
import type { LeftOut } from "./left-out.ts";
import { mergePolicies } from "./merge-policies.ts";
import type { PolicyView } from "./policy-view.ts";
import { type DuplicateKey, type JsonProblem, readJson } from "./read-json.ts";
import { readPolicyView } from "./read-policy-view.ts";

export type PolicyReading =
  | {
      readonly ok: true;
      readonly root: JsonNode;
      readonly duplicates: readonly DuplicateKey[];
      readonly view: PolicyView;
      /** What the policy says and AWS leaves out of what it runs. */
      readonly leftOut: readonly LeftOut[];
    }
  | { readonly ok: false; readonly problems: readonly JsonProblem[] };

/** Reads one backup policy as AWS runs it where no other reaches. Never throws. */
export function readPolicyText(text: string): PolicyReading {
  const reading = readJson(text);
  if (!reading.ok) return reading;
  const { root, duplicates } = reading;
  const { effective, findings } = mergePolicies([{ root, name: "the policy" }]);
  return { ok: true, root, duplicates, view: readPolicyView(effective), leftOut: findings };
}
