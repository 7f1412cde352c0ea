import type { Lifecycle } from "./lifecycle.ts";

/** A plan as AWS Organizations is to run it in the accounts that a policy is attached to. */
export interface PolicyPlan {
  readonly name: string;
  readonly regions: readonly string[];
  readonly rules: readonly PolicyRule[];
  readonly selections: readonly PolicySelection[];
  readonly windowsVss: boolean;
}

export interface PolicyRule {
  readonly name: string;
  readonly schedule: string;
  readonly vault: string;
  readonly startWithinMinutes: number;
  readonly completeWithinMinutes: number;
  readonly continuous: boolean;
  readonly lifecycle: Lifecycle;
  readonly copies: readonly { readonly vaultArn: string; readonly lifecycle: Lifecycle }[];
  readonly recoveryPointTags: readonly { readonly key: string; readonly value: string }[];
}

export type PolicySelection =
  | {
      readonly kind: "tag";
      readonly name: string;
      /** May hold `$account`, which AWS replaces by the account the policy runs in. */
      readonly roleArn: string;
      readonly tagKey: string;
      readonly tagValues: readonly string[];
      readonly conditions: readonly Condition[];
    }
  | {
      readonly kind: "resources";
      readonly name: string;
      readonly roleArn: string;
      readonly types: readonly string[];
      /** Patterns of `types` that are left out. */
      readonly notTypes: readonly string[];
      readonly conditions: readonly Condition[];
    };

export interface Condition {
  readonly operator: "string_equals" | "string_not_equals" | "string_like" | "string_not_like";
  readonly key: string;
  readonly value: string;
}

/**
 * The BACKUP_POLICY document of one plan, minified, because AWS counts white space too. `@@none` stands at every node of
 * the plan: a node without it could be overwritten by a policy attached further down. Above the plan stands `@@append`,
 * because `@@none` there would make AWS ignore every other plan attached further down, such as an account's in a unit.
 * Source: docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html, examples 3 and 4
 */
export function renderBackupPolicy(plan: PolicyPlan): string {
  return JSON.stringify({
    plans: {
      "@@operators_allowed_for_child_policies": ["@@append"],
      [plan.name]: sealed({
        regions: assign(plan.regions),
        rules: sealed(Object.fromEntries(plan.rules.map((rule) => [rule.name, renderRule(rule)]))),
        selections: renderSelections(plan.selections),
        ...(plan.windowsVss ? { advanced_backup_settings: sealed({ ec2: sealed(windowsVss) }) } : {}),
      }),
    },
  });
}

const noChildOperators = { "@@operators_allowed_for_child_policies": ["@@none"] };
const sealed = (node: object) => ({ ...noChildOperators, ...node });
const assign = (value: string | readonly string[]) => sealed({ "@@assign": value });
const windowsVss = { windows_vss: assign("enabled") };

function renderRule(rule: PolicyRule) {
  return sealed({
    schedule_expression: assign(rule.schedule),
    target_backup_vault_name: assign(rule.vault),
    start_backup_window_minutes: assign(String(rule.startWithinMinutes)),
    complete_backup_window_minutes: assign(String(rule.completeWithinMinutes)),
    ...(rule.continuous ? { enable_continuous_backup: assign("true") } : {}),
    lifecycle: renderLifecycle(rule.lifecycle),
    ...(rule.copies.length > 0 ? { copy_actions: sealed(renderCopies(rule.copies)) } : {}),
    ...(rule.recoveryPointTags.length > 0 ? { recovery_point_tags: renderTags(rule.recoveryPointTags) } : {}),
  });
}

/** AWS writes the names of tags in lower case, and would take two that differ in that alone for one: they are counted. */
function renderTags(tags: PolicyRule["recoveryPointTags"]) {
  return sealed(
    Object.fromEntries(
      tags.map(({ key, value }, index) => [
        `tag-${index + 1}`,
        sealed({ tag_key: assign(key), tag_value: assign(value) }),
      ]),
    ),
  );
}

/** AWS wants the key of a copy action to be its target once more. */
function renderCopies(copies: PolicyRule["copies"]) {
  return Object.fromEntries(
    copies.map(({ vaultArn, lifecycle }) => [
      vaultArn,
      sealed({ target_backup_vault_arn: assign(vaultArn), lifecycle: renderLifecycle(lifecycle) }),
    ]),
  );
}

function renderLifecycle({ deleteAfterDays, coldAfterDays, archiveEbs }: Lifecycle) {
  return sealed({
    ...(coldAfterDays === null ? {} : { move_to_cold_storage_after_days: assign(String(coldAfterDays)) }),
    delete_after_days: assign(String(deleteAfterDays)),
    ...(coldAfterDays !== null && archiveEbs ? { opt_in_to_archive_for_supported_resources: assign("true") } : {}),
  });
}

function renderSelections(selections: readonly PolicySelection[]) {
  const ofKind = (kind: PolicySelection["kind"]) => selections.filter((selection) => selection.kind === kind);
  const tags = ofKind("tag").map((selection) => [selection.name, renderSelection(selection)]);
  const resources = ofKind("resources").map((selection) => [selection.name, renderSelection(selection)]);
  return sealed({
    ...(tags.length > 0 ? { tags: sealed(Object.fromEntries(tags)) } : {}),
    ...(resources.length > 0 ? { resources: sealed(Object.fromEntries(resources)) } : {}),
  });
}

function renderSelection(selection: PolicySelection) {
  if (selection.kind === "tag") {
    return sealed({
      iam_role_arn: assign(selection.roleArn),
      tag_key: assign(selection.tagKey),
      tag_value: assign(selection.tagValues),
      ...(selection.conditions.length > 0 ? { conditions: renderConditions(selection.conditions) } : {}),
    });
  }
  return sealed({
    iam_role_arn: assign(selection.roleArn),
    resource_types: assign(selection.types),
    ...(selection.notTypes.length > 0 ? { not_resource_types: assign(selection.notTypes) } : {}),
    ...(selection.conditions.length > 0 ? { conditions: renderConditions(selection.conditions) } : {}),
  });
}

function renderConditions(conditions: readonly Condition[]) {
  const operators = [...new Set(conditions.map(({ operator }) => operator))];
  return sealed(
    Object.fromEntries(
      operators.map((operator) => [
        operator,
        sealed(
          Object.fromEntries(
            conditions
              .filter((condition) => condition.operator === operator)
              .map(({ key, value }, index) => [
                `condition-${index + 1}`,
                sealed({ condition_key: assign(key), condition_value: assign(value) }),
              ]),
          ),
        ),
      ]),
    ),
  );
}
