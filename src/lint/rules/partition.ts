import { quote } from "../../aws/cron-field.ts";
import type { PlanView } from "../../aws/policy/policy-view.ts";
import { type Said, said, saidIn } from "../../aws/policy/setting.ts";
import { knownPartitions, partitionOf } from "../../aws/regions.ts";
import { inPlan } from "../examples/in-plan.ts";
import { sharedPlanRule } from "../policy-rule.ts";

/** Everything that a plan names is in the partition of its first Region: nothing leaves a partition. */
export const partition = sharedPlanRule({
  id: "partition",
  severity: "error",
  example: {
    bad: inPlan({ regions: { "@@assign": ["eu-west-1", "cn-north-1"] } }),
    good: inPlan({ regions: { "@@assign": ["eu-west-1", "us-east-1"] } }),
  },
  check: (plan) => {
    const named = saidIn(plan.regions);
    const [first] = named.filter(({ value }) => partitionOf(value) !== undefined);
    const partition = first && partitionOf(first.value);
    if (!first || !partition) return [];
    const regions = named.filter(({ value }) => (partitionOf(value) ?? partition) !== partition);
    const arns = arnsOf(plan).filter(
      ({ value }) => (knownPartitions.find((each) => value.startsWith(`arn:${each}:`)) ?? partition) !== partition,
    );
    return [
      ...regions.map(({ value, at }) => ({
        at,
        got: `got ${value} beside ${first.value}, another partition`,
        use: "use a policy each",
      })),
      ...arns.map(({ value, at }) => ({
        at,
        got: `got ${quote(value)} in a plan for ${first.value}`,
        use: `use arn:${partition}:`,
      })),
    ];
  },
});

function arnsOf(plan: PlanView): readonly Said<string>[] {
  return [
    ...plan.rules.flatMap(({ airGappedVault, copies }) => [airGappedVault, ...copies.map(({ target }) => target)]),
    ...plan.selections.flatMap(({ role, types, notTypes }) => [role, ...saidIn(types), ...saidIn(notTypes)]),
    ...(plan.scanSettings?.scanners ?? []).map(({ role }) => role),
  ].flatMap((arn) => said(arn) ?? []);
}
