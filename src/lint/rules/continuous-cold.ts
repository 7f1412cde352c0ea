import { inRule } from "../examples/in-rule.ts";
import { withTypes } from "../examples/with-types.ts";
import { faultyLifecycles } from "../plan/faulty-lifecycles.ts";
import { sharedPlanRule } from "../policy-rule.ts";

export const continuousCold = sharedPlanRule({
  id: "continuous-cold",
  severity: "error",
  example: {
    bad: withTypes(
      inRule({
        enable_continuous_backup: { "@@assign": "true" },
        lifecycle: { delete_after_days: { "@@assign": "35" }, move_to_cold_storage_after_days: { "@@assign": "7" } },
        copy_actions: null,
      }),
      "arn:aws:ssm-sap:*:*:HANA/*",
    ),
    good: withTypes(
      inRule({
        enable_continuous_backup: { "@@assign": "true" },
        lifecycle: { delete_after_days: { "@@assign": "35" } },
        copy_actions: null,
      }),
      "arn:aws:ssm-sap:*:*:HANA/*",
    ),
  },
  check: (plan, isBroken) =>
    faultyLifecycles(plan, isBroken, "continuous-cold").map(({ fault, atCold }) => ({
      at: atCold,
      got: `got cold storage after ${fault.coldAfterDays} days in a rule with continuous backup, which AWS never moves there`,
      use: "leave it out",
    })),
});
