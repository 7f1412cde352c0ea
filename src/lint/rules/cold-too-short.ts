import { leastColdDays } from "../../aws/lifecycle.ts";
import { inRule } from "../examples/in-rule.ts";
import { faultyLifecycles } from "../plan/faulty-lifecycles.ts";
import { sharedPlanRule } from "../policy-rule.ts";

export const coldTooShort = sharedPlanRule({
  id: "cold-too-short",
  severity: "error",
  example: {
    bad: inRule({
      lifecycle: { delete_after_days: { "@@assign": "119" }, move_to_cold_storage_after_days: { "@@assign": "30" } },
      copy_actions: null,
    }),
    good: inRule({
      lifecycle: { delete_after_days: { "@@assign": "120" }, move_to_cold_storage_after_days: { "@@assign": "30" } },
      copy_actions: null,
    }),
  },
  check: (plan, isBroken) =>
    faultyLifecycles(plan, isBroken, "cold-too-short").map(({ fault, at }) => ({
      at,
      got: `got deletion after ${fault.deleteAfterDays} days with cold storage after ${fault.coldAfterDays}`,
      why: `what is cold stays ${leastColdDays} days at least`,
      use: `use ${fault.coldAfterDays + leastColdDays} or more, or leave out cold storage`,
    })),
});
