import { planRule } from "../plan-rule.ts";
import { settingsWeakened } from "../weaker-settings.ts";

export const forceDestroy = planRule({
  id: "force-destroy",
  severity: "error",
  what: "a vault or bucket may be destroyed with all that is in it",
  why: "The provider deletes recovery points, or the state, with it.",
  source: "registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/backup_vault",
  example: {
    type: "aws_backup_vault",
    before: { force_destroy: false },
    bad: { force_destroy: true },
    good: { force_destroy: false, tags: { a: "b" } },
  },
  check: (change) => settingsWeakened("force-destroy", change),
});
