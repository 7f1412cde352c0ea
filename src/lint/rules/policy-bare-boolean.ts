import { inRule } from "../examples/in-rule.ts";
import { documentRule } from "../policy-rule.ts";

export const policyBareBoolean = documentRule({
  id: "policy-bare-boolean",
  severity: "warning",
  what: "true or false without quotes",
  why: "AWS documents it as text, and once, in an example, without quotes: no need to rely on that.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html",
  example: {
    bad: inRule({ enable_continuous_backup: { "@@assign": false } }),
    good: inRule({ enable_continuous_backup: { "@@assign": "false" } }),
  },
});
