import { leastRetentionDays, mostRetentionDays } from "../../aws/lifecycle.ts";
import type { Origin } from "../../aws/policy/effective-policy.ts";
import { type Said, said } from "../../aws/policy/setting.ts";
import type { Complaint } from "../../diagnostics/complaint.ts";
import { inRule } from "../examples/in-rule.ts";
import { faultyLifecycles } from "../plan/faulty-lifecycles.ts";
import { lifecyclesOf } from "../plan/lifecycles-of.ts";
import { sharedPlanRule } from "../policy-rule.ts";

export const retentionRange = sharedPlanRule({
  id: "retention-range",
  severity: "error",
  example: {
    bad: inRule({ lifecycle: { delete_after_days: { "@@assign": "0" } }, copy_actions: null }),
    good: inRule({ lifecycle: { delete_after_days: { "@@assign": "1" } }, copy_actions: null }),
  },
  check: (plan, isBroken) => [
    ...faultyLifecycles(plan, isBroken, "retention-range").map(({ fault, at }) => ({
      at,
      got: `got deletion after ${fault.deleteAfterDays} days`,
      use: `use 1 to ${mostRetentionDays}`,
    })),
    ...lifecyclesOf(plan).flatMap(({ lifecycle }) => judgeCold(said(lifecycle.coldAfterDays))),
  ],
});

function judgeCold(cold: Said<number> | null): readonly Complaint<Origin>[] {
  if (!cold || (cold.value >= leastRetentionDays && cold.value <= mostRetentionDays)) return [];
  const got = `got cold storage after ${cold.value} days`;
  return [{ at: cold.at, got, use: `use ${leastRetentionDays} to ${mostRetentionDays}` }];
}
