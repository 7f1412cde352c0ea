// each * is a name that the author chose
const lowered = [
  "plans/*/rules",
  "plans/*/rules/*/recovery_point_tags",
  "plans/*/selections/tags",
  "plans/*/backup_plan_tags",
].map((path) => path.split("/"));

/**
 * What AWS calls a key in the effective policy. It writes names of rules, of selections by tag and of tags in lower case,
 * and so takes `Hourly` and `hourly` for one rule; names of plans and everything else it leaves as they are.
 * Source: docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html
 */
export function effectiveKey(path: readonly string[], key: string): string {
  const isLowered = lowered.some(
    (pattern) => pattern.length === path.length && pattern.every((part, index) => part === "*" || part === path[index]),
  );
  return isLowered ? key.toLowerCase() : key;
}
