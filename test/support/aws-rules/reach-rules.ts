import { naiveMerge, type PolicyJson } from "../../emulator/model/organizations/naive-merge.ts";
import type { IntendedAccount, Intent } from "./intent.ts";
import { type LossRule, widestLoss } from "./loss.ts";
import { type PolicyText, plansIn, type TextPlan, type TextRule } from "./policy-text.ts";
import { type Violation, when } from "./violation.ts";

/** Retentions that a vault takes, in days; `null`: any. */
export type LockOf = (accountId: string, region: string, vault: string) => { min: number; max: number } | null;

/** One plan as AWS Backup runs it in one account. */
interface Reached {
  readonly account: IntendedAccount;
  readonly plan: TextPlan;
}

/** Every account that a policy reaches, with the plans that it gets there. */
export const reachedBy = (policy: PolicyText, { accounts }: Intent): readonly Reached[] =>
  accounts
    .filter(({ targetIds }) => targetIds.some((id) => policy.targetIds.includes(id)))
    .flatMap((account) => plansIn(policy).map((plan) => ({ account, plan })));

/** What AWS asks of all policies together, given whom they reach and which locks stand there. */
export function reachRules(policies: readonly PolicyText[], intent: Intent, lockOf: LockOf): readonly Violation[] {
  const targets = policies.flatMap(({ targetIds }) => targetIds);
  const known = new Set(intent.accounts.flatMap(({ targetIds }) => targetIds));
  const reached = policies.flatMap((policy) => reachedBy(policy, intent));
  return [
    // docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
    ...when(policies.length > 1000, "quota", `${policies.length} policies in the organization, above 1,000`),
    ...[...new Set(targets)].flatMap((target) => {
      const attached = targets.filter((other) => other === target).length;
      return when(attached > 10, "attached", `${target} has ${attached} policies, above 10`);
    }),
    ...when(new Set(policies.map(({ name }) => name)).size < policies.length, "names", "two policies have one name"),
    ...targets.flatMap((target) =>
      when(!known.has(target) && !target.startsWith("ou-"), "target", `a policy is attached to ${target}`),
    ),
    ...intent.accounts.flatMap((account) => [
      ...accountRules(account, reached, intent),
      ...mergeRules(account, policies),
    ]),
    ...reached.flatMap((each) => [...copyRules(each, intent), ...lockRules(each, lockOf)]),
    ...policies.flatMap((policy) => plansIn(policy).flatMap((plan) => lossRules(plan, intent))),
  ];
}

function accountRules({ accountId, isRetired }: IntendedAccount, reached: readonly Reached[], intent: Intent) {
  const names = reached.filter(({ account }) => account.accountId === accountId).map(({ plan }) => plan.name);
  return [
    ...when(isRetired && names.length > 0, "target", `${accountId} is retired and has ${names}`),
    ...when(!isRetired && names.length === 0, "unprotected", `${accountId} has no plan`),
    ...when(new Set(names).size < names.length, "plan-twice", `${accountId} has ${names.join(", ")}`),
    ...when(
      names.some((name) => !intent.plans.has(name)),
      "target",
      `${accountId} has ${names.join(", ")}`,
    ),
  ];
}

/** Once all are merged, from the OU down to the account, each plan that reaches it is there as its policy has it. */
function mergeRules({ accountId, targetIds }: IntendedAccount, policies: readonly PolicyText[]): readonly Violation[] {
  const attachedTo = (target: string) =>
    policies.filter((policy) => policy.targetIds.includes(target)).map(({ text }) => JSON.parse(text) as PolicyJson);
  const levels = targetIds.toReversed().map(attachedTo);
  const merged = naiveMerge(levels).plans as PolicyJson | undefined;
  return levels
    .flat()
    .flatMap((document) =>
      Object.entries((naiveMerge([[document]]).plans ?? {}) as PolicyJson).flatMap(([name, plan]) =>
        when(JSON.stringify(merged?.[name]) !== JSON.stringify(plan), "plan-changed", `${name} in ${accountId}`),
      ),
    );
}

function copyRules({ account, plan }: Reached, { partition, central, plans }: Intent): readonly Violation[] {
  const destination = central[account.class];
  const wanted = destination.regions.map(
    (region) => `arn:${partition}:backup:${region}:${destination.accountId}:backup-vault:`,
  );
  return plan.rules.flatMap((rule) => {
    const name = `${plan.name}: ${rule.name} in ${account.accountId}`;
    const intended = plans.get(plan.name)?.rules.get(rule.name);
    const missing = wanted.filter((prefix) => !rule.copies.some(({ target }) => target.startsWith(prefix)));
    return [
      ...when(intended === undefined, "target", `${name} was never asked for`),
      ...when(!intended?.isLocalOnly && missing.length > 0, "copy-missing", `${name} copies nothing to ${missing}`),
      ...rule.copies.flatMap(({ target, lifecycle }) => [
        ...when(!wanted.some((prefix) => target.startsWith(prefix)), "copy-class", `${name} copies to ${target}`),
        ...when(
          lifecycle.deleteAfterDays < rule.lifecycle.deleteAfterDays && !intended?.mayCopyShorter,
          "copy-shorter",
          `${name} keeps ${rule.lifecycle.deleteAfterDays} days, its copy ${lifecycle.deleteAfterDays}`,
        ),
      ]),
    ];
  });
}

function lockRules({ account, plan }: Reached, lockOf: LockOf): readonly Violation[] {
  const against = (what: string, days: number, lock: ReturnType<LockOf>) =>
    when(
      lock !== null && !(days >= lock.min && days <= lock.max),
      "lock",
      `${plan.name}: ${what} keeps ${days} days, the vault takes ${lock?.min} to ${lock?.max}`,
    );
  return plan.rules.flatMap((rule) => [
    ...plan.regions.flatMap((region) =>
      against(rule.name, rule.lifecycle.deleteAfterDays, lockOf(account.accountId, region, rule.vault)),
    ),
    ...rule.copies.flatMap(({ target, lifecycle }) => {
      const [, , , region = "", accountId = "", , vault = ""] = target.split(":");
      return against(`${rule.name} to ${target}`, lifecycle.deleteAfterDays, lockOf(accountId, region, vault));
    }),
  ]);
}

/** Types with continuous backup (aws-backup devguide, point-in-time-recovery). */
const continuousTypes = ["Aurora", "RDS", "S3", "SAP HANA on Amazon EC2"];

/**
 * In general, database services refuse backups from an hour before their maintenance window or backup window to its end, FSx
 * from three hours before; each lasts half an hour, and the two may lie one behind the other (aws-backup devguide,
 * troubleshooting). Types that a plan names are there.
 */
const mayBeRefused = ({ startWindowMinutes }: TextRule, types: readonly string[]) =>
  (types.includes("FSx") && startWindowMinutes <= 7 * 60) ||
  ((types.includes("DocumentDB") || types.includes("Neptune")) && startWindowMinutes <= 3 * 60);

function lossRules({ name, rules }: TextPlan, { plans }: Intent): readonly Violation[] {
  const plan = plans.get(name);
  if (!plan) return [];
  const as = (rule: TextRule, isCopy: boolean): LossRule => ({
    ...rule,
    retentionDays: rule.lifecycle.deleteAfterDays,
    copyMinutes: isCopy ? (plan.rules.get(rule.name)?.copyWithinMinutes ?? 0) : 0,
    counts: (!isCopy || rule.copies.length > 0) && (plan.knowsOwnWindows || !mayBeRefused(rule, plan.types)),
  });
  const mayBeContinuous =
    rules.some(({ continuous }) => continuous) &&
    (plan.types.length === 0 || plan.types.every((type) => continuousTypes.includes(type)));
  const local = mayBeContinuous ? null : widestLoss(rules.map((rule) => as(rule, false)));
  const isolated = widestLoss(rules.map((rule) => as(rule, true)));
  return [
    ...when(
      !plan.knowsOwnWindows && rules.every((rule) => mayBeRefused(rule, plan.types)),
      "loss",
      `${name} promises what rests on starts alone that may be refused`,
    ),
    ...when(
      (local ?? 0) > plan.rpoMinutes,
      "loss",
      `${name} promises ${plan.rpoMinutes} minutes and may lose ${local}`,
    ),
    ...when(
      plan.isolatedRpoMinutes !== null && (isolated ?? 0) > plan.isolatedRpoMinutes,
      "loss",
      `${name} promises ${plan.isolatedRpoMinutes} minutes of the copy and may lose ${isolated}`,
    ),
  ];
}
