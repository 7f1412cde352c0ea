import { lockDays } from "../lock-days.ts";
import { planRule } from "../plan-rule.ts";

export const lockArmed = planRule({
  id: "lock-armed",
  severity: "error",
  what: "a compliance lock is armed",
  why: "After its cooling-off nobody can remove it, AWS included, and every backup in the vault stays until it expires.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
  example: {
    type: "aws_backup_vault_lock_configuration",
    before: { min_retention_days: 7, max_retention_days: 365 },
    bad: { min_retention_days: 7, max_retention_days: 365, changeable_for_days: 14 },
    good: { min_retention_days: 7, max_retention_days: 364 },
  },
  check: (change) => {
    const cooling = lockDays(change)?.coolingOff;
    if (!cooling || cooling.from !== null || cooling.to === null) return [];
    return [
      {
        path: ["changeable_for_days"],
        got: `a compliance lock is armed: ${cooling.to} days after the apply nobody can ever remove it, AWS included`,
        use: "leave arm out",
      },
    ];
  },
});
