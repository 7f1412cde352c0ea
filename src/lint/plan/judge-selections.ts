import { quote } from "../../aws/cron-field.ts";
import type { PolicyFinding } from "../../aws/policy/policy-finding.ts";
import { policyWarning } from "../policy-findings.ts";
import type { PlanView, SelectionView } from "./plan-view.ts";

/** Selections select what their author has in mind. */
export const judgeSelections = (plan: PlanView): readonly PolicyFinding[] => [
  ...judgeEveryRule(plan),
  ...plan.selections.flatMap(judgeWildcards),
];

function judgeEveryRule({ at, rules, selections }: PlanView): readonly PolicyFinding[] {
  if (rules.length < 2 || selections.length < 2) return [];
  // selections that differ in a tag's value alone are what AWS makes of "this value or that"
  if (new Set(selections.map(shapeOf)).size === 1) return [];
  const all = (things: readonly { readonly name: string }[]) => things.map(({ name }) => quote(name)).join(", ");
  const message = `got ${selections.length} selections (${all(selections)}) and ${rules.length} rules (${all(rules)}), and AWS applies every rule to every selection; use a plan each if that is not meant`;
  return [policyWarning("policy-every-rule", at, message)];
}

const shapeOf = ({ kind, node, role, types, notTypes, conditions }: SelectionView) =>
  JSON.stringify([
    kind,
    role?.value,
    types.map(({ value }) => value),
    notTypes.map(({ value }) => value),
    conditions.map(({ operator, key }) => [operator, key?.value]),
    tagKeyOf(node),
  ]);

function tagKeyOf(node: SelectionView["node"]) {
  const key = node.members.get("tag_key");
  return key?.kind === "scalar" ? key.value : null;
}

function judgeWildcards({ tagValues, conditions }: SelectionView): readonly PolicyFinding[] {
  return [
    ...tagValues
      .filter(({ value }) => value.includes("*"))
      .map(({ value, at }) =>
        policyWarning(
          "policy-literal-wildcard",
          at,
          `got ${quote(value)}, which AWS compares as it stands; use resources with string_like for values with *`,
        ),
      ),
    ...conditions.flatMap(({ operator, value }) => {
      if (!value?.value.includes("*") || !/^string_(not_)?equals$/.test(operator)) return [];
      const like = operator.replace("equals", "like");
      const message = `got ${quote(value.value)}, which ${operator} compares as it stands; use ${like} for values with *`;
      return [policyWarning("policy-literal-wildcard", value.at, message)];
    }),
  ];
}
