import { unjudgedPolicy } from "../backup/changed-policy.ts";
import { judgeAccess } from "../judge-access.ts";
import { judgeTemplate } from "../judge-template.ts";
import { unjudgedLock } from "../lock-days.ts";
import { planRule } from "../plan-rule.ts";
import { unjudgedSettings } from "../weaker-settings.ts";

export const unjudged = planRule({
  id: "unjudged",
  severity: "error",
  what: "a guarded value cannot be read before the apply",
  why: "What cannot be judged is not let through.",
  source: null,
  example: {
    type: "aws_kms_alias",
    before: { target_key_id: "key-a" },
    bad: {},
    good: { target_key_id: "key-a", name: "alias/a" },
    unknown: { target_key_id: true },
  },
  check: (change) => [
    ...unjudgedLock(change),
    ...unjudgedSettings(change),
    ...judgeAccess(change).unjudged,
    ...judgeTemplate(change).unjudged,
    ...unjudgedPolicy(change),
  ],
});
