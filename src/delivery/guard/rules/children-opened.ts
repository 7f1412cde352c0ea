import type { ChildLimits } from "../../../aws/policy/child-limits.ts";
import { changedPolicy } from "../backup/changed-policy.ts";
import { policyExample } from "../backup/policy-example.ts";
import { planRule } from "../plan-rule.ts";
import { several } from "../several.ts";

export const childrenOpened = planRule({
  id: "children-opened",
  severity: "error",
  what: "policies further down may change a backup policy",
  why: "Whoever attaches one to an account can shorten or stop its backups.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html",
  example: policyExample({
    before: { gold: { rules: { "@@operators_allowed_for_child_policies": ["@@none"] } } },
    bad: { gold: { rules: { "@@operators_allowed_for_child_policies": ["@@all"] } } },
    good: {
      gold: {
        regions: { "@@operators_allowed_for_child_policies": ["@@none"], "@@assign": ["eu-west-2"] },
        rules: { "@@operators_allowed_for_child_policies": ["@@none"] },
      },
    },
  }),
  check: (change) => {
    const policy = changedPolicy(change);
    const opened = policy ? newlyOpen("plans", policy.after.childLimits, policy.before.childLimits, []) : [];
    if (opened.length === 0) return [];
    return [
      {
        path: ["content"],
        got: `policies further down may newly change ${several(opened)}`,
        use: "keep @@operators_allowed_for_child_policies there",
      },
    ];
  },
});

/** @param around what the nearest node around allowed before: a node that was not there had no more to lose */
function newlyOpen(
  path: string,
  now: ChildLimits,
  before: ChildLimits | undefined,
  around: ChildLimits["allowed"],
): readonly string[] {
  const earlier = before?.allowed ?? around;
  const below = [...now.members].flatMap(([key, node]) =>
    newlyOpen(`${path}.${key}`, node, before?.members.get(key), earlier),
  );
  return now.allowed.every((operator) => earlier.includes(operator)) ? below : [path, ...below];
}
