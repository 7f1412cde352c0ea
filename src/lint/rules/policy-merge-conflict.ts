import { inRule } from "../examples/in-rule.ts";
import { sharedDocumentRule } from "../policy-rule.ts";

export const policyMergeConflict = sharedDocumentRule({
  id: "policy-merge-conflict",
  severity: "error",
  example: {
    bad: [
      inRule({
        start_backup_window_minutes: { "@@assign": "60", "@@operators_allowed_for_child_policies": ["@@none"] },
      }),
      inRule({ start_backup_window_minutes: { "@@assign": "90" } }),
    ],
    good: [{}, inRule({ start_backup_window_minutes: { "@@assign": "90" } })],
  },
});
