import type { Origin } from "../../aws/policy/effective-policy.ts";
import { pointerTo } from "../../aws/policy/json-pointer.ts";
import type { PlanView, ScanSettingsView } from "../../aws/policy/policy-view.ts";
import { saidIn } from "../../aws/policy/setting.ts";
import { scannedTypesTable } from "../../aws/tables/scanned-types-table.ts";
import type { Complaint } from "../../diagnostics/complaint.ts";
import { inPlan } from "../examples/in-plan.ts";
import { inRule } from "../examples/in-rule.ts";
import { withTypes } from "../examples/with-types.ts";
import { selectedKinds } from "../plan/selected-kinds.ts";
import { planRule } from "../policy-rule.ts";

export const policyScan = planRule({
  id: "policy-scan",
  severity: "warning",
  what: "malware scans of which one half is missing, or that nothing is there for",
  why: "scan_actions and scan_settings work only together, and on EC2, EBS and S3 alone; otherwise no scan ever starts.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html",
  example: {
    bad: inRule({ scan_actions: { GUARDDUTY: { scan_mode: { "@@assign": "FULL_SCAN" } } } }),
    good: withTypes(
      inPlan({
        rules: { daily: { scan_actions: { GUARDDUTY: { scan_mode: { "@@assign": "FULL_SCAN" } } } } },
        scan_settings: {
          GUARDDUTY: {
            resource_types: { "@@assign": ["ALL"] },
            scanner_role_arn: { "@@assign": "arn:aws:iam::$account:role/scanner" },
          },
        },
      }),
      "arn:aws:s3:::*",
    ),
  },
  check: (plan, isBroken) => {
    const { at, rules, scanSettings: settings } = plan;
    const actions = rules.flatMap(({ scansAt }) => scansAt ?? []);
    const isActionBroken = rules.some((rule) => isBroken(pointerTo(rule.at.pointer, "scan_actions")));
    if (settings && actions.length === 0 && !isActionBroken) {
      return [{ at: settings.at, got: "got scan_settings and no rule with scan_actions", use: "use both" }];
    }
    if (settings) return scannedInVain(plan, settings);
    if (isBroken(pointerTo(at.pointer, "scan_settings"))) return [];
    return actions.map((action) => ({
      at: action,
      got: "got scan_actions in a plan without scan_settings",
      use: "use both",
    }));
  },
});

/** Types that are to be scanned and that the plan does not select. */
function scannedInVain(plan: PlanView, { scanners }: ScanSettingsView): readonly Complaint<Origin>[] {
  const kinds = selectedKinds(plan);
  if (!kinds || kinds.length === 0) return [];
  const selected = scannable.filter((type) => kinds.some((kind) => kind.type === type));
  return scanners.flatMap(({ types }) =>
    saidIn(types).flatMap(({ value, at }) => {
      if (value === "ALL" ? selected.length > 0 : selected.includes(value) || !scannable.includes(value)) return [];
      const what = value === "ALL" ? scannable.join(", ") : value;
      return [{ at, got: `got scans of ${what}, which the plan does not select`, use: "leave it out, or select it" }];
    }),
  );
}

const scannable: readonly string[] = scannedTypesTable.rows.map(({ type }) => type);
