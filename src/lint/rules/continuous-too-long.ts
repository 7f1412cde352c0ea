import { mostContinuousDays } from "../../aws/lifecycle.ts";
import { inRule } from "../examples/in-rule.ts";
import { withTypes } from "../examples/with-types.ts";
import { faultyLifecycles } from "../plan/faulty-lifecycles.ts";
import { sharedPlanRule } from "../policy-rule.ts";

export const continuousTooLong = sharedPlanRule({
  id: "continuous-too-long",
  severity: "error",
  example: {
    bad: withTypes(
      inRule({
        enable_continuous_backup: { "@@assign": "true" },
        lifecycle: { delete_after_days: { "@@assign": "36" } },
        copy_actions: null,
      }),
      "arn:aws:s3:::*",
    ),
    good: withTypes(
      inRule({
        enable_continuous_backup: { "@@assign": "true" },
        lifecycle: { delete_after_days: { "@@assign": "35" } },
        copy_actions: null,
      }),
      "arn:aws:s3:::*",
    ),
  },
  check: (plan, isBroken) =>
    faultyLifecycles(plan, isBroken, "continuous-too-long").map(({ fault: { deleteAfterDays }, at }) => {
      const got = deleteAfterDays === null ? "no delete_after_days" : `deletion after ${deleteAfterDays} days`;
      return { at, got: `got ${got} in a rule with continuous backup`, use: `use 1 to ${mostContinuousDays}` };
    }),
});
