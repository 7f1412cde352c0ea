import { quote } from "../../aws/cron-field.ts";
import type { PolicyFinding } from "../../aws/policy/policy-finding.ts";
import type { PlanView, SelectionView } from "../../aws/policy/policy-view.ts";
import { said, saidIn, valueIn, valuesIn } from "../../aws/policy/setting.ts";
import { policyWarning } from "../policy-findings.ts";

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

const shapeOf = ({ kind, tagKey, role, types, notTypes, conditions }: SelectionView) =>
  JSON.stringify([
    kind,
    valueIn(role),
    valuesIn(types),
    valuesIn(notTypes),
    conditions.map(({ operator, key }) => [operator, valueIn(key)]),
    valueIn(tagKey),
  ]);

function judgeWildcards({ tagValues, conditions }: SelectionView): readonly PolicyFinding[] {
  return [
    ...saidIn(tagValues)
      .filter(({ value }) => value.includes("*"))
      .map(({ value, at }) =>
        policyWarning(
          "policy-literal-wildcard",
          at,
          `got ${quote(value)}, which AWS compares as it stands; use resources with string_like for values with *`,
        ),
      ),
    ...conditions.flatMap((condition) => {
      const { operator } = condition;
      const value = said(condition.value);
      if (!value?.value.includes("*") || !/^string_(not_)?equals$/.test(operator)) return [];
      const like = operator.replace("equals", "like");
      const message = `got ${quote(value.value)}, which ${operator} compares as it stands; use ${like} for values with *`;
      return [policyWarning("policy-literal-wildcard", value.at, message)];
    }),
  ];
}
