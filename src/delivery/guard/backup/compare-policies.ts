import type { ChildLimits } from "../../../aws/policy/child-limits.ts";
import type { PlanView } from "../../../aws/policy/policy-view.ts";
import { valueIn, valuesIn } from "../../../aws/policy/setting.ts";
import { several } from "../several.ts";
import { compareRules } from "./compare-rules.ts";
import { lostSelections } from "./lost-selections.ts";
import type { JudgedPolicy } from "./read-policy.ts";
import type { Weakening } from "./weakening.ts";

/** In what a backup policy protects less than it did. */
export function comparePolicies(before: JudgedPolicy, after: JudgedPolicy): readonly Weakening[] {
  const found: Weakening[] = [];
  for (const plan of before.plans) {
    const now = after.plans.find(({ name }) => name === plan.name);
    if (now) found.push(...comparePlans(plan, now));
    else found.push({ rule: "plan-removed", message: `plan ${plan.name} is gone; keep it` });
  }
  const opened = newlyOpen("plans", after.childLimits, before.childLimits, []);
  if (opened.length > 0) {
    found.push({
      rule: "children-opened",
      message: `policies further down may newly change ${several(opened)}; keep @@operators_allowed_for_child_policies there`,
    });
  }
  return found;
}

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

function comparePlans(before: PlanView, after: PlanView): readonly Weakening[] {
  const { name } = before;
  const found: Weakening[] = [];
  const regions = missingFrom(valuesIn(after.regions), valuesIn(before.regions));
  if (regions.length > 0) {
    found.push({ rule: "region-removed", message: `plan ${name} no longer runs in ${several(regions)}; keep it` });
  }
  for (const rule of before.rules) {
    // AWS writes names of rules in lower case
    const now = after.rules.find((other) => other.name.toLowerCase() === rule.name.toLowerCase());
    if (now) found.push(...compareRules(`rule ${rule.name} of plan ${name}`, rule, now));
    else found.push({ rule: "rule-removed", message: `rule ${rule.name} is gone from plan ${name}; keep it` });
  }
  const lost = lostSelections(before.selections, after.selections);
  if (lost.length > 0) {
    found.push({ rule: "selection-narrowed", message: `plan ${name} no longer selects ${several(lost)}; keep them` });
  }
  const [from, to] = [rolesOf(before), rolesOf(after)];
  const roles = missingFrom(from, to);
  if (from.length > 0 && roles.length > 0) {
    const message = `plan ${name} backs up with ${several(roles)} instead of ${several(from)}; keep the role`;
    found.push({ rule: "backup-role-changed", message });
  }
  return found;
}

const missingFrom = (present: readonly string[], wanted: readonly string[]) =>
  wanted.filter((one) => !present.includes(one));

const rolesOf = ({ selections }: PlanView) => [...new Set(selections.flatMap(({ role }) => valueIn(role) ?? []))];
