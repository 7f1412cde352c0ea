import { inPlan } from "../examples/in-plan.ts";
import { sharedDocumentRule } from "../policy-rule.ts";

export const unknownKey = sharedDocumentRule({
  id: "unknown-key",
  severity: "error",
  example: {
    bad: inPlan({ plan_tags: { t: { tag_key: { "@@assign": "k" }, tag_value: { "@@assign": "v" } } } }),
    good: inPlan({ backup_plan_tags: { t: { tag_key: { "@@assign": "k" }, tag_value: { "@@assign": "v" } } } }),
  },
});
