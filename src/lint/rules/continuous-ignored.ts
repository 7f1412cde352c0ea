import { valueIn } from "../../aws/policy/setting.ts";
import { inRule } from "../examples/in-rule.ts";
import { withTypes } from "../examples/with-types.ts";
import { selectedKinds } from "../plan/selected-kinds.ts";
import { typesOf } from "../plan/types-of.ts";
import { sharedPlanRule } from "../policy-rule.ts";

export const continuousIgnored = sharedPlanRule({
  id: "continuous-ignored",
  severity: "warning",
  example: {
    bad: withTypes(inRule({ enable_continuous_backup: { "@@assign": "true" } }), "arn:aws:dynamodb:*:*:table/*"),
    good: withTypes(inRule({ enable_continuous_backup: { "@@assign": "true" } }), "arn:aws:s3:::*"),
  },
  check: (plan) => {
    const kinds = selectedKinds(plan) ?? [];
    if (kinds.length === 0 || kinds.some(({ continuousRpoMinutes }) => continuousRpoMinutes !== null)) return [];
    return plan.rules.flatMap(({ continuous }) => {
      if (continuous === null || valueIn(continuous) !== true) return [];
      const got = `got continuous backup for ${typesOf(kinds)}, which have none, so that AWS makes snapshots`;
      return [{ at: continuous.at, got, use: "leave it out" }];
    });
  },
});
