import { pointerTo } from "../../aws/policy/json-pointer.ts";
import type { PolicyFinding } from "../../aws/policy/policy-finding.ts";
import type { PlanView } from "../../aws/policy/policy-view.ts";
import { policyWarning } from "../policy-findings.ts";
import type { IsBroken } from "./judge-completeness.ts";

/** A scan takes two halves, one in the plan and one in each of its rules that scans. */
export function judgeScans(plan: PlanView, isBroken: IsBroken): readonly PolicyFinding[] {
  const { scanSettings: settings } = plan;
  const actions = plan.rules.flatMap(({ scansAt }) => scansAt ?? []);
  if (
    settings &&
    actions.length === 0 &&
    !plan.rules.some(({ at }) => isBroken(pointerTo(at.pointer, "scan_actions")))
  ) {
    return [policyWarning("policy-scan", settings.at, "got scan_settings and no rule with scan_actions; use both")];
  }
  if (settings || isBroken(pointerTo(plan.at.pointer, "scan_settings"))) return [];
  return actions.map((at) =>
    policyWarning("policy-scan", at, "got scan_actions in a plan without scan_settings; use both"),
  );
}
