import { several } from "../several.ts";
import { compareRules } from "./compare-rules.ts";
import { lostSelections } from "./lost-selections.ts";
import type { PlanContent, PolicyContent } from "./read-policy.ts";
import type { Weakening } from "./weakening.ts";

/** In what a backup policy protects less than it did. */
export function comparePolicies(before: PolicyContent, after: PolicyContent): readonly Weakening[] {
  const found: Weakening[] = [];
  for (const [name, plan] of before.plans) {
    const now = after.plans.get(name);
    if (now) found.push(...comparePlans(name, plan, now));
    else found.push({ rule: "plan-removed", message: `plan ${name} is gone; keep it` });
  }
  const opened = [...after.childOperators]
    .filter(([path, operators]) => {
      const earlier = operatorsAt(before.childOperators, path);
      return operators.some((operator) => !earlier.includes(operator));
    })
    .map(([path]) => path);
  if (opened.length > 0) {
    found.push({
      rule: "children-opened",
      message: `policies further down may newly change ${several(opened)}; keep @@operators_allowed_for_child_policies there`,
    });
  }
  return found;
}

/** What a node allowed; for one that was not there, what the nearest around it did. */
function operatorsAt(childOperators: PolicyContent["childOperators"], path: string): readonly string[] {
  const known = childOperators.get(path);
  const end = path.lastIndexOf(".");
  return known ?? (end < 0 ? [] : operatorsAt(childOperators, path.slice(0, end)));
}

function comparePlans(name: string, before: PlanContent, after: PlanContent): readonly Weakening[] {
  const found: Weakening[] = [];
  const regions = before.regions.filter((region) => !after.regions.includes(region));
  if (regions.length > 0) {
    found.push({ rule: "region-removed", message: `plan ${name} no longer runs in ${several(regions)}; keep it` });
  }
  for (const [rule, content] of before.rules) {
    const now = after.rules.get(rule);
    if (now) found.push(...compareRules(`rule ${rule} of plan ${name}`, content, now));
    else found.push({ rule: "rule-removed", message: `rule ${rule} is gone from plan ${name}; keep it` });
  }
  const lost = lostSelections(before.selected, after.selected);
  if (lost.length > 0) {
    found.push({ rule: "selection-narrowed", message: `plan ${name} no longer selects ${several(lost)}; keep them` });
  }
  const roles = after.roles.filter((role) => !before.roles.includes(role));
  if (before.roles.length > 0 && roles.length > 0) {
    const message = `plan ${name} backs up with ${several(roles)} instead of ${several(before.roles)}; keep the role`;
    found.push({ rule: "backup-role-changed", message });
  }
  return found;
}
