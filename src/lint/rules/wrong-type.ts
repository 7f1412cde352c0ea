import { inPlan } from "../examples/in-plan.ts";
import { sharedDocumentRule } from "../policy-rule.ts";

export const wrongType = sharedDocumentRule({
  id: "wrong-type",
  severity: "error",
  example: {
    bad: inPlan({ regions: { "@@assign": "eu-west-1" } }),
    good: inPlan({ regions: { "@@assign": ["eu-west-1"] } }),
  },
});
