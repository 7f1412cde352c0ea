import { inPlan } from "../examples/in-plan.ts";
import { sharedDocumentRule } from "../policy-rule.ts";

export const unknownRegion = sharedDocumentRule({
  id: "unknown-region",
  severity: "error",
  example: {
    bad: inPlan({ regions: { "@@assign": ["eu-west-2a"] } }),
    good: inPlan({ regions: { "@@assign": ["eu-west-2"] } }),
  },
});
