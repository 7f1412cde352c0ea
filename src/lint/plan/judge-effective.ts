import type { EffectiveObject } from "../../aws/policy/effective-policy.ts";
import type { PolicyFinding } from "../../aws/policy/policy-finding.ts";
import { readPolicyView } from "../../aws/policy/read-policy-view.ts";
import { policyError } from "../policy-findings.ts";
import { type IsBroken, judgeCompleteness } from "./judge-completeness.ts";
import { judgeCopies } from "./judge-copies.ts";
import { judgeLifecycles } from "./judge-lifecycles.ts";
import { judgeOverlaps } from "./judge-overlaps.ts";
import { judgePartition } from "./judge-partition.ts";
import { judgeQuotas } from "./judge-quotas.ts";
import { judgeScans } from "./judge-scans.ts";
import { judgeSchedules } from "./judge-schedules.ts";
import { judgeSelections } from "./judge-selections.ts";
import { judgeTypes } from "./judge-types.ts";
import { judgeWindows } from "./judge-windows.ts";

const judges = [
  judgeCompleteness,
  judgeQuotas,
  judgeSchedules,
  judgeWindows,
  judgeOverlaps,
  judgeLifecycles,
  judgeCopies,
  judgeTypes,
  judgeSelections,
  judgePartition,
  judgeScans,
];

/** What is wrong with the policy that all policies together give. */
export function judgeEffective(effective: EffectiveObject, isBroken: IsBroken): readonly PolicyFinding[] {
  // of what cannot be read there is a finding where it stands
  const { plans } = readPolicyView(effective);
  if (plans.length === 0 && !isBroken("")) {
    return [policyError("policy-incomplete", effective.origin, "got no plan; use plans with at least one")];
  }
  return plans.flatMap((plan) => judges.flatMap((judge) => judge(plan, isBroken)));
}
