import { quote } from "../../aws/cron-field.ts";
import type { PolicyFinding } from "../../aws/policy/policy-finding.ts";
import { partitionOf } from "../../aws/regions.ts";
import { policyError } from "../policy-findings.ts";
import { member, type PlanView, type Value } from "./plan-view.ts";

/** Everything that a plan names is in the partition of its first Region: nothing leaves a partition. */
export function judgePartition(plan: PlanView): readonly PolicyFinding[] {
  const [first] = plan.regions.filter(({ value }) => partitionOf(value) !== undefined);
  const partition = first && partitionOf(first.value);
  if (!first || !partition) return [];
  const regions = plan.regions.filter(({ value }) => (partitionOf(value) ?? partition) !== partition);
  const arns = arnsOf(plan).filter(
    ({ value }) => (/^arn:(aws|aws-cn|aws-us-gov):/.exec(value)?.[1] ?? partition) !== partition,
  );
  return [
    ...regions.map(({ value, at }) =>
      policyError("partition", at, `got ${value} beside ${first.value}, another partition; use a policy each`),
    ),
    ...arns.map(({ value, at }) =>
      policyError("partition", at, `got ${quote(value)} in a plan for ${first.value}; use arn:${partition}:`),
    ),
  ];
}

function arnsOf(plan: PlanView): readonly Value<string>[] {
  const scanner = member(plan.node, "scan_settings", "GUARDDUTY", "scanner_role_arn");
  return [
    ...plan.rules.flatMap(({ airGappedVault, copies }) => [airGappedVault, ...copies.map(({ target }) => target)]),
    ...plan.selections.flatMap(({ role, types, notTypes }) => [role, ...types, ...notTypes]),
    scanner?.kind === "scalar" && typeof scanner.value === "string"
      ? { value: scanner.value, at: scanner.origin }
      : undefined,
  ].flatMap((arn) => (arn ? [arn] : []));
}
