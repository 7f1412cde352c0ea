import { pointerTo } from "../../aws/policy/json-pointer.ts";
import { inPlan } from "../examples/in-plan.ts";
import { inRule } from "../examples/in-rule.ts";
import { planRule } from "../policy-rule.ts";

export const policyScan = planRule({
  id: "policy-scan",
  severity: "warning",
  what: "malware scans of which one half is missing",
  why: "scan_actions and scan_settings work only together; otherwise no scan ever starts.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html",
  example: {
    bad: inRule({ scan_actions: { GUARDDUTY: { scan_mode: { "@@assign": "FULL_SCAN" } } } }),
    good: inPlan({
      rules: { daily: { scan_actions: { GUARDDUTY: { scan_mode: { "@@assign": "FULL_SCAN" } } } } },
      scan_settings: {
        GUARDDUTY: {
          resource_types: { "@@assign": ["ALL"] },
          scanner_role_arn: { "@@assign": "arn:aws:iam::$account:role/scanner" },
        },
      },
    }),
  },
  check: ({ at, rules, scanSettings: settings }, isBroken) => {
    const actions = rules.flatMap(({ scansAt }) => scansAt ?? []);
    const isActionBroken = rules.some((rule) => isBroken(pointerTo(rule.at.pointer, "scan_actions")));
    if (settings && actions.length === 0 && !isActionBroken) {
      return [{ at: settings.at, got: "got scan_settings and no rule with scan_actions", use: "use both" }];
    }
    if (settings || isBroken(pointerTo(at.pointer, "scan_settings"))) return [];
    return actions.map((action) => ({
      at: action,
      got: "got scan_actions in a plan without scan_settings",
      use: "use both",
    }));
  },
});
