import { inPlan } from "../examples/in-plan.ts";
import { sharedDocumentRule } from "../policy-rule.ts";

const tags = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `t${index}`,
      { tag_key: { "@@assign": `k${index}` }, tag_value: { "@@assign": "v".repeat(256) } },
    ]),
  );

export const policySize = sharedDocumentRule({
  id: "policy-size",
  severity: "error",
  example: {
    bad: inPlan({ backup_plan_tags: tags(40) }),
    good: inPlan({ backup_plan_tags: tags(2) }),
  },
});
