import { inSelection } from "../examples/in-selection.ts";
import { documentRule } from "../policy-rule.ts";

export const policyConditionKey = documentRule({
  id: "policy-condition-key",
  severity: "warning",
  what: "a condition on something else than a resource's tag",
  why: "AWS Backup knows conditions on tags only; another key matches nothing.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html",
  example: {
    bad: inSelection({
      conditions: {
        string_equals: { c: { condition_key: { "@@assign": "tier" }, condition_value: { "@@assign": "gold" } } },
      },
    }),
    good: inSelection({
      conditions: {
        string_equals: {
          c: { condition_key: { "@@assign": "aws:ResourceTag/tier" }, condition_value: { "@@assign": "gold" } },
        },
      },
    }),
  },
});
