/**
 * Rules of the guard, as people write them as `action` in `config/allowances.yaml`: they never change. The first three are
 * called as Terraform calls what it does. Each is a file of `src/delivery/guard/rules`.
 */
export const guardRuleIds = [
  "delete",
  "replace",
  "forget",
  "unjudged",
  "lock-weakened",
  "lock-armed",
  "lock-cooling-off",
  "retention-lowered",
  "cold-sooner",
  "copy-removed",
  "copy-redirected",
  "vault-redirected",
  "plan-removed",
  "rule-removed",
  "region-removed",
  "schedule-thinned",
  "selection-narrowed",
  "continuous-lost",
  "vss-lost",
  "point-tags-lost",
  "backup-role-changed",
  "children-opened",
  "denial-lost",
  "access-widened",
  "boundary-lost",
  "key-weakened",
  "alias-redirected",
  "force-destroy",
  "setting-lost",
  "bucket-weakened",
  "alerts-muted",
  "fleet-deletes",
  "expectation-changed",
  "stack-removed",
] as const;

export type GuardRuleId = (typeof guardRuleIds)[number];
