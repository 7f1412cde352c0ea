import { inRule } from "./in-rule.ts";
import type { PolicyOverlay } from "./policy-example.ts";
import { soundPolicy } from "./sound-policy.ts";

const [sound = ""] = Object.keys(soundPolicy.plans.p.rules.daily.copy_actions);

/** The rule of the sound policy with a copy to another vault than its own. */
export const copyTo = (arn: string, target = arn): PolicyOverlay =>
  inRule({
    copy_actions: {
      [sound]: null,
      [arn]: {
        target_backup_vault_arn: { "@@assign": target },
        lifecycle: { delete_after_days: { "@@assign": "35" } },
      },
    },
  });
