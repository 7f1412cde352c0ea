import { type ChildLimits, noLimits, tighten } from "../../../aws/policy/child-limits.ts";
import type { JsonNode } from "../../../aws/policy/json-node.ts";
import { keysOf } from "../../../aws/policy/json-pointer.ts";
import { childControl } from "../../../aws/policy/policy-operators.ts";
import type { ConditionView, PlanView } from "../../../aws/policy/policy-view.ts";
import { readPolicyText } from "../../../aws/policy/read-policy-text.ts";

/** A backup policy that means the same whatever stands above it, and that can be read whole. */
export interface JudgedPolicy {
  readonly plans: readonly PlanView[];
  /** What policies further down may do, from `plans` on. */
  readonly childLimits: ChildLimits;
}

/** @returns the policy, or why it cannot be judged. */
export function readBackupPolicy(content: unknown): JudgedPolicy | string {
  const reading = typeof content === "string" ? readPolicyText(content) : null;
  if (!reading?.ok || !hasPlans(reading.root)) return "the backup policy has no plans";
  const { root, view, duplicates, leftOut } = reading;
  const strange = strangeOperator(root);
  if (strange !== undefined) return `the backup policy uses ${strange}`;
  const [twice] = duplicates;
  if (twice) return `the backup policy has ${twice.pointer} twice`;
  const [unreadable] = view.unreadable;
  if (unreadable) {
    return `the backup policy has ${settingAt(unreadable.at.pointer)} ${JSON.stringify(unreadable.written)}`;
  }
  const [lost] = leftOut;
  if (lost) return `the backup policy has ${lost.at.pointer}, which AWS leaves out,`;
  const [half] = view.plans
    .flatMap(({ selections }) => selections.flatMap(({ conditions }) => conditions))
    .filter(isHalf);
  if (half) return `the backup policy has half a condition at ${half.at.pointer}`;
  return { plans: view.plans, childLimits: tighten(noLimits, root, 0).members.get("plans") ?? noLimits };
}

const hasPlans = (root: JsonNode): root is JsonNode & { readonly kind: "object" } =>
  root.kind === "object" && root.members.some(({ key, value }) => key === "plans" && value.kind === "object");

const isHalf = ({ key, value }: ConditionView) => key === null || value === null;

/** The key of the setting that something stands in, operators and places in lists left out. */
const settingAt = (pointer: string) => keysOf(pointer).findLast((key) => !/^(@@.*|\d+)$/.test(key)) ?? "";

/** With others, what a policy says depends on the policies above it. */
function strangeOperator(node: JsonNode): string | undefined {
  if (node.kind !== "object") return undefined;
  for (const { key, value } of node.members) {
    if (key.startsWith("@@") && key !== "@@assign" && key !== childControl) return key;
    const within = strangeOperator(value);
    if (within !== undefined) return within;
  }
  return undefined;
}
