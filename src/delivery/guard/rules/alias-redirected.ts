import { planRule } from "../plan-rule.ts";
import { settingsWeakened } from "../weaker-settings.ts";

export const aliasRedirected = planRule({
  id: "alias-redirected",
  severity: "error",
  what: "an alias stands for another key",
  why: "New backups are encrypted with a key that others may hold.",
  source: "docs.aws.amazon.com/kms/latest/developerguide/alias-update.html",
  example: {
    type: "aws_kms_alias",
    before: { target_key_id: "key-a" },
    bad: { target_key_id: "key-b" },
    good: { target_key_id: "key-a", name: "alias/a" },
  },
  check: (change) => settingsWeakened("alias-redirected", change),
});
