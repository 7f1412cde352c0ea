import { quote } from "../../aws/cron-field.ts";
import type { Origin } from "../../aws/policy/effective-policy.ts";
import type { SelectionView } from "../../aws/policy/policy-view.ts";
import { said, saidIn } from "../../aws/policy/setting.ts";
import type { Complaint } from "../../diagnostics/complaint.ts";
import { inSelection } from "../examples/in-selection.ts";
import { planRule } from "../policy-rule.ts";

export const policyLiteralWildcard = planRule({
  id: "policy-literal-wildcard",
  severity: "warning",
  what: "a * where AWS compares text exactly",
  why: "Only a tag whose value is written with the asterisk would match.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html",
  example: {
    bad: inSelection({
      conditions: {
        string_equals: {
          c: { condition_key: { "@@assign": "aws:ResourceTag/tier" }, condition_value: { "@@assign": "gold*" } },
        },
      },
    }),
    good: inSelection({
      conditions: {
        string_like: {
          c: { condition_key: { "@@assign": "aws:ResourceTag/tier" }, condition_value: { "@@assign": "gold*" } },
        },
      },
    }),
  },
  check: ({ selections }) => selections.flatMap(judge),
});

function judge({ tagValues, conditions }: SelectionView): readonly Complaint<Origin>[] {
  return [
    ...saidIn(tagValues)
      .filter(({ value }) => value.includes("*"))
      .map(({ value, at }) => ({
        at,
        got: `got ${quote(value)}, which AWS compares as it stands`,
        use: "use resources with string_like for values with *",
      })),
    ...conditions.flatMap((condition) => {
      const { operator } = condition;
      const value = said(condition.value);
      if (!value?.value.includes("*") || !/^string_(not_)?equals$/.test(operator)) return [];
      const like = operator.replace("equals", "like");
      const got = `got ${quote(value.value)}, which ${operator} compares as it stands`;
      return [{ at: value.at, got, use: `use ${like} for values with *` }];
    }),
  ];
}
