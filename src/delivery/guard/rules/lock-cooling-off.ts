import { lockDays } from "../lock-days.ts";
import { planRule } from "../plan-rule.ts";

export const lockCoolingOff = planRule({
  id: "lock-cooling-off",
  severity: "error",
  what: "the cooling-off of a compliance lock changes",
  why: "It decides until when an error can be undone.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
  example: {
    type: "aws_backup_vault_lock_configuration",
    before: { min_retention_days: 7, max_retention_days: 365, changeable_for_days: 14 },
    bad: { min_retention_days: 7, max_retention_days: 365, changeable_for_days: 3 },
    good: { min_retention_days: 8, max_retention_days: 365, changeable_for_days: 14 },
  },
  check: (change) => {
    const cooling = lockDays(change)?.coolingOff;
    if (!cooling || cooling.from === null || cooling.to === null || cooling.from === cooling.to) return [];
    return [
      {
        path: ["changeable_for_days"],
        got: `the cooling-off of the lock changes from ${cooling.from} to ${cooling.to} days`,
        use: `keep ${cooling.from}`,
      },
    ];
  },
});
