import { inRule } from "../examples/in-rule.ts";
import { documentRule } from "../policy-rule.ts";

export const policyNotText = documentRule({
  id: "policy-not-text",
  severity: "error",
  what: "a number or null where a policy holds text",
  why: "AWS writes every value of a backup policy as text and refuses what is none.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html",
  example: {
    bad: inRule({ start_backup_window_minutes: { "@@assign": 60 } }),
    good: inRule({ start_backup_window_minutes: { "@@assign": "60" } }),
  },
});
