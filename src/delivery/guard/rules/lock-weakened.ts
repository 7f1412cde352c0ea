import { lockDays } from "../lock-days.ts";
import { planRule } from "../plan-rule.ts";

export const lockWeakened = planRule({
  id: "lock-weakened",
  severity: "error",
  what: "a vault lock allows shorter or longer retentions than before, or is no compliance lock any more",
  why: "Backups can be made to expire early, or kept and paid for beyond what was decided.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
  example: {
    type: "aws_backup_vault_lock_configuration",
    before: { min_retention_days: 7, max_retention_days: 365 },
    bad: { min_retention_days: 6, max_retention_days: 365 },
    good: { min_retention_days: 8, max_retention_days: 365 },
  },
  check: (change) => {
    const lock = change.before && lockDays(change);
    if (!lock) return [];
    const { shortest, longest, coolingOff } = lock;
    return [
      ...(shortest.from !== null && (shortest.to === null || shortest.to < shortest.from)
        ? [
            {
              path: ["min_retention_days"],
              got: `the shortest retention of the lock falls from ${shortest.from} to ${inDays(shortest.to)}`,
              use: `keep ${shortest.from} or more`,
            },
          ]
        : []),
      ...(longest.from !== null && (longest.to === null || longest.to > longest.from)
        ? [
            {
              path: ["max_retention_days"],
              got: `the longest retention of the lock grows from ${longest.from} to ${inDays(longest.to)}`,
              use: `keep ${longest.from} or less`,
            },
          ]
        : []),
      ...(coolingOff.from !== null && coolingOff.to === null
        ? [
            {
              path: ["changeable_for_days"],
              got: "the compliance lock becomes a governance lock",
              use: "keep changeable_for_days",
            },
          ]
        : []),
    ];
  },
});

const inDays = (count: number | null) => (count === null ? "none at all" : `${count} days`);
