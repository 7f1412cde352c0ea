import { planRule } from "../plan-rule.ts";
import { settingsWeakened } from "../weaker-settings.ts";

export const settingLost = planRule({
  id: "setting-lost",
  severity: "error",
  what: "a switch of AWS Backup is turned off",
  why: "Copies between accounts stop, or a resource type is backed up no more.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html",
  example: {
    type: "aws_backup_global_settings",
    before: { global_settings: { isCrossAccountBackupEnabled: "true" } },
    bad: { global_settings: { isCrossAccountBackupEnabled: "false" } },
    good: { global_settings: { isCrossAccountBackupEnabled: "true", isMpaEnabled: "true" } },
  },
  check: (change) => settingsWeakened("setting-lost", change),
});
