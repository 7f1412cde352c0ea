import { quote } from "../../aws/cron-field.ts";
import type { SelectionView } from "../../aws/policy/policy-view.ts";
import { valueIn, valuesIn } from "../../aws/policy/setting.ts";
import { inPlan } from "../examples/in-plan.ts";
import { soundPolicy } from "../examples/sound-policy.ts";
import { planRule } from "../policy-rule.ts";

const { daily } = soundPolicy.plans.p.rules;
const evening = { ...daily, schedule_expression: { "@@assign": "cron(0 17 ? * * *)" } };
const { chosen } = soundPolicy.plans.p.selections.resources;
const buckets = { ...chosen, resource_types: { "@@assign": ["arn:aws:s3:::*"] } };

export const policyEveryRule = planRule({
  id: "policy-every-rule",
  severity: "warning",
  what: "several selections in a plan with several rules",
  why: "AWS applies every rule to every selection; there is no selection of one rule.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html",
  example: {
    bad: inPlan({ rules: { evening }, selections: { resources: { buckets } } }),
    good: inPlan({ rules: { evening } }),
  },
  check: ({ at, rules, selections }) => {
    if (rules.length < 2 || selections.length < 2) return [];
    // selections that differ in a tag's value alone are what AWS makes of "this value or that"
    if (new Set(selections.map(shapeOf)).size === 1) return [];
    const got = `got ${selections.length} selections (${all(selections)}) and ${rules.length} rules (${all(rules)}), and AWS applies every rule to every selection`;
    return [{ at, got, use: "use a plan each if that is not meant" }];
  },
});

function all(things: readonly { readonly name: string }[]) {
  return things.map(({ name }) => quote(name)).join(", ");
}

function shapeOf({ kind, tagKey, role, types, notTypes, conditions }: SelectionView) {
  return JSON.stringify([
    kind,
    valueIn(role),
    valuesIn(types),
    valuesIn(notTypes),
    conditions.map(({ operator, key }) => [operator, valueIn(key)]),
    valueIn(tagKey),
  ]);
}
