import { inRule } from "../examples/in-rule.ts";
import { sharedDocumentRule } from "../policy-rule.ts";

export const wrongValue = sharedDocumentRule({
  id: "wrong-value",
  severity: "error",
  example: {
    bad: inRule({ complete_backup_window_minutes: { "@@assign": "3h" } }),
    good: inRule({ complete_backup_window_minutes: { "@@assign": "180" } }),
  },
});
