import type { PolicyFinding } from "../../aws/policy/policy-finding.ts";
import type { PlanView } from "../../aws/policy/policy-view.ts";
import { said } from "../../aws/policy/setting.ts";
import { policyWarning } from "../policy-findings.ts";
import { namedPatterns, selectedKinds } from "./selected-kinds.ts";

/** Types have what the rules ask of them. */
export function judgeTypes(plan: PlanView): readonly PolicyFinding[] {
  const kinds = selectedKinds(plan);
  const hasContinuous =
    !kinds || kinds.length === 0 || kinds.some(({ continuousRpoMinutes }) => continuousRpoMinutes !== null);
  const types = [...new Set(kinds?.map(({ type }) => type))].join(", ");
  return plan.rules.flatMap((rule) => {
    const [continuous, airGappedVault] = [said(rule.continuous), said(rule.airGappedVault)];
    const findings: PolicyFinding[] = [];
    if (continuous?.value && !hasContinuous) {
      const message = `got continuous backup for ${types}, which have none, so that AWS makes snapshots; leave it out`;
      findings.push(policyWarning("continuous-ignored", continuous.at, message));
    }
    const refused = airGappedVault
      ? namedPatterns(plan).filter(({ kinds: of }) => of.every(({ airGapped }) => !airGapped))
      : [];
    for (const { types: refusedTypes } of airGappedVault ? refused : []) {
      const message = `got an air-gapped vault for ${refusedTypes}, which it does not take, so that it is in the backup vault alone; use a plan of its own for it`;
      if (airGappedVault) findings.push(policyWarning("policy-air-gapped-types", airGappedVault.at, message));
    }
    return findings;
  });
}
