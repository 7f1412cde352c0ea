import { type Condition, type PolicyRule, type PolicySelection, renderBackupPolicy } from "../aws/backup-policy.ts";
import { resourceTypePatterns } from "../aws/resource-types.ts";
import { byText } from "../by-text.ts";
import type { AccountClass, Estate, Plan, Rule } from "../model.ts";
import {
  backupPlan,
  backupPolicyId,
  backupPolicyName,
  backupRole,
  centralVault,
  localVault,
  roleArn,
  vaultArn,
} from "../names.ts";

/** One BACKUP_POLICY: a plan for the accounts of one class that have vaults in one set of Regions. */
export interface BackupPolicy {
  /** Names the policy within its class; it does not depend on which accounts have the plan. */
  readonly id: string;
  readonly name: string;
  readonly class: AccountClass;
  readonly plan: Plan;
  /** Sorted. */
  readonly regions: readonly string[];
  /** Units first, then accounts, each sorted by name. */
  readonly targets: readonly PolicyTarget[];
  /** Minified JSON. */
  readonly document: string;
}

export interface PolicyTarget {
  readonly kind: "unit" | "account";
  readonly name: string;
  /** What the policy is attached to: an OU or an account. */
  readonly targetId: string;
}

/** The policies of one class, sorted by id. Retired accounts are no targets. */
export function backupPolicies(estate: Estate, cls: AccountClass): readonly BackupPolicy[] {
  const holders = [
    ...estate.units.map((unit) => ({ ...unit, kind: "unit" as const, targetId: unit.ouId })),
    ...estate.accounts
      .filter((account) => account.state === "active")
      .map((account) => ({ ...account, kind: "account" as const, targetId: account.accountId })),
  ].filter((holder) => holder.class === cls);

  const found = new Map<string, Omit<BackupPolicy, "document" | "targets"> & { targets: PolicyTarget[] }>();
  for (const { kind, name, targetId, plans, regions: unsorted } of holders) {
    const regions = [...unsorted].sort();
    for (const plan of estate.plans.filter((candidate) => plans.includes(candidate.name))) {
      const id = backupPolicyId(plan.name, regions);
      const policy = found.get(id) ?? {
        id,
        name: backupPolicyName(cls, plan.name, regions),
        class: cls,
        plan,
        regions,
        targets: [],
      };
      policy.targets.push({ kind, name, targetId });
      found.set(id, policy);
    }
  }
  return [...found.values()]
    .sort(byText(({ id }) => id))
    .map((policy) => ({ ...policy, document: renderPolicy(estate, policy) }));
}

function renderPolicy(estate: Estate, { class: cls, plan, regions }: Pick<BackupPolicy, "class" | "plan" | "regions">) {
  return renderBackupPolicy({
    name: backupPlan(plan),
    regions,
    rules: plan.rules.map((rule) => policyRule(estate, cls, rule)),
    selections: policySelections(estate, plan),
    windowsVss: plan.windowsVss,
  });
}

function policyRule(estate: Estate, cls: AccountClass, rule: Rule): PolicyRule {
  const { accountId, regions } = estate.central[cls];
  const { copies } = rule;
  return {
    name: rule.name,
    schedule: rule.schedule,
    vault: localVault,
    startWithinMinutes: rule.startWithinMinutes,
    completeWithinMinutes: rule.completeWithinMinutes,
    continuous: rule.continuous,
    lifecycle: rule.local,
    copies:
      copies.kind === "localOnly"
        ? []
        : regions.map((region, index) => ({
            vaultArn: vaultArn(estate, region, accountId, centralVault(cls)),
            lifecycle: index === 0 ? copies.home : copies.further,
          })),
    recoveryPointTags: rule.recoveryPointTags,
  };
}

/** AWS takes a selection by tag or by resource type; both at once is a selection by type with the tag as condition. */
function policySelections(estate: Estate, { selection, leftOut }: Plan): readonly PolicySelection[] {
  const role = roleArn(estate, "$account", backupRole);
  const types = selection.types.length > 0 ? selection.types : null;
  const patternsOf = (named: readonly string[]) =>
    [...new Set(named.flatMap((type) => resourceTypePatterns(type, estate.partition)))].sort();
  const patterns = types ? patternsOf(types) : ["*"];
  const notTypes = patternsOf(leftOut.flatMap((each) => each.types));
  const others = leftOut.flatMap(({ tagKey, tagValues }) => tagValues.map((value) => isNot(tagKey, value)));
  const key = `aws:ResourceTag/${selection.tagKey}`;
  const resources = (name: string, conditions: readonly Condition[]): PolicySelection => ({
    kind: "resources",
    name,
    roleArn: role,
    types: patterns,
    notTypes,
    conditions: [...conditions, ...others],
  });

  if (selection.kind === "everythingExcept") {
    return [
      resources(
        "everything-except",
        selection.tagValues.map((value) => isNot(selection.tagKey, value)),
      ),
    ];
  }
  if (!types && notTypes.length === 0 && selection.tagValues.every((value) => !value.includes("*"))) {
    const { tagKey, tagValues } = selection;
    return [{ kind: "tag", name: "tagged", roleArn: role, tagKey, tagValues, conditions: others }];
  }
  // conditions of one selection must all hold, so that each value takes a selection of its own
  return selection.tagValues.map((value, index) =>
    resources(`tagged-${index + 1}`, [{ operator: value.includes("*") ? "string_like" : "string_equals", key, value }]),
  );
}

/** Resources without the tag are taken, too. */
const isNot = (tagKey: string, value: string): Condition => ({
  operator: value.includes("*") ? "string_not_like" : "string_not_equals",
  key: `aws:ResourceTag/${tagKey}`,
  value,
});
