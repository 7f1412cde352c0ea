import { planRule } from "../plan-rule.ts";
import { settingsWeakened } from "../weaker-settings.ts";

export const keyWeakened = planRule({
  id: "key-weakened",
  severity: "error",
  what: "a key is disabled, is not rotated any more, or can be deleted sooner",
  why: "Backups under a key that is gone are gone.",
  source: "docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
  example: {
    type: "aws_kms_key",
    before: { enable_key_rotation: true },
    bad: { enable_key_rotation: false },
    good: { enable_key_rotation: true, tags: { a: "b" } },
  },
  check: (change) => settingsWeakened("key-weakened", change),
});
