import { decide } from "../../../../src/delivery/guard/decide.ts";
import type { AffectedStacks } from "../../../../src/delivery/handoff/affected-stacks.ts";
import type { StackSummary } from "../../../../src/delivery/handoff/stack-summary.ts";
import type { ReportInput } from "../../../../src/delivery/report/report-input.ts";
import { summarizePlan } from "../../../../src/delivery/run/summarize-plan.ts";
import { withPlans } from "../../../../src/delivery/run/with-plans.ts";
import type { Change, PlanJson, ResourceChange } from "../../../../src/delivery/terraform/plan-json.ts";
import type { Scope } from "../../../../src/names.ts";
import { affectedStack, nothingAffected } from "../../affected/support/trees.ts";

export type Attributes = Readonly<Record<string, unknown>>;

/** A change of one resource, as a plan tells it. */
export const change = (address: string, told: Partial<Change>): ResourceChange => ({
  address,
  mode: "managed",
  type: address.split(".")[0] ?? "",
  name: address.split(".")[1] ?? "",
  provider_name: "registry.terraform.io/hashicorp/aws",
  change: { actions: ["update"], before: {}, after: {}, ...told },
});
export const created = (address: string, after: Attributes = {}, more: Partial<Change> = {}) =>
  change(address, { actions: ["create"], before: null, after, after_unknown: { arn: true, id: true }, ...more });
export const deleted = (address: string, before: Attributes = {}) =>
  change(address, { actions: ["delete"], before, after: null });
export const updated = (address: string, before: Attributes, after: Attributes, more: Partial<Change> = {}) =>
  change(address, { before, after, ...more });

export const plan = (...resources: readonly ResourceChange[]): PlanJson => ({
  terraform_version: "1.11.4",
  resource_changes: resources,
});

const waves: Readonly<Partial<Record<Scope, number>>> = {
  "app-nonprod": 2,
  "policies-nonprod": 3,
  "app-prod": 4,
  "policies-prod": 5,
};
export const waveOf = (scope: Scope) => waves[scope] ?? 1;

/** What the plan job leaves of a plan. */
export const summaryOf = (
  stack: string,
  scope: Scope,
  of: PlanJson,
  { accountId = "555555555501", ...more }: Partial<StackSummary> & { readonly accountId?: string } = {},
): StackSummary => ({
  stack,
  scope,
  wave: waveOf(scope),
  ...withPlans({}, of, summarizePlan(of, { stack, accountId })),
  violations: [],
  error: "",
  planFile: null,
  ...more,
});

/** A plan that could not be made. */
export const failed = (stack: string, scope: Scope, error: string, outcome: "failed" | "not-ready" = "failed") =>
  summaryOf(stack, scope, plan(), { outcome, error });

/** A report of these plans alone: all of them were affected. */
export const inputOf = (summaries: readonly StackSummary[], more: Partial<ReportInput> = {}): ReportInput => {
  const affected: AffectedStacks = more.affected ?? {
    ...nothingAffected,
    changed: summaries.map(({ stack, scope, wave }) => affectedStack(stack, scope as Scope, { wave })),
  };
  const expected = [...affected.added, ...affected.changed, ...affected.retiring].filter(({ wave }) => wave !== null);
  return {
    affected,
    summaries,
    decision: decide(
      expected.map(({ stack }) => stack),
      summaries,
      [],
      [],
    ),
    deploy: null,
    ...more,
  };
};

// --- what Lockstep deploys ---

const assign = (value: unknown) => ({ "@@operators_allowed_for_child_policies": ["@@none"], "@@assign": value });

/** A backup policy with one rule, as Lockstep writes it. */
export const policyContent = (
  planName: string,
  rule: string,
  { days = "35", copyDays = "35", cron = "cron(0 3 ? * * *)" } = {},
) => {
  const vault = "arn:aws:backup:eu-west-1:333333333333:backup-vault:lockstep-central-prod";
  return JSON.stringify({
    plans: {
      "@@operators_allowed_for_child_policies": ["@@append"],
      [`lockstep-${planName}`]: {
        regions: assign(["eu-west-2"]),
        rules: {
          [rule]: {
            schedule_expression: assign(cron),
            target_backup_vault_name: assign("lockstep-local"),
            start_backup_window_minutes: assign("60"),
            complete_backup_window_minutes: assign("480"),
            lifecycle: { delete_after_days: assign(days) },
            copy_actions: {
              [vault]: { target_backup_vault_arn: assign(vault), lifecycle: { delete_after_days: assign(copyDays) } },
            },
          },
        },
        selections: {
          tags: { tagged: { tag_key: assign("backup-plan"), tag_value: assign([planName]) } },
        },
      },
    },
  });
};

/** Everything that a new application account gets. */
export function newAccount(stack: string, accountId: string, region = "eu-west-2", { locked = false } = {}): PlanJson {
  const tags = { tags_all: { "lockstep:stack": stack, "lockstep:owner": `${stack}@acme.example` } };
  const arn = (path: string) => `arn:aws:backup:${region}:${accountId}:${path}`;
  const roles = [
    "AWSBackup-backup",
    "AWSBackup-restore",
    "auditor",
    "backup-operator",
    "event-forwarder",
    "restore-operator",
  ];
  return plan(
    created(`aws_backup_vault.${region}_vault`, { name: "lockstep-local", kms_key_arn: arn("key"), ...tags }),
    created(`aws_backup_vault_policy.${region}_policy`, { backup_vault_name: "lockstep-local", policy: "{}" }),
    ...(locked
      ? [
          created(`aws_backup_vault_lock_configuration.${region}_lock`, {
            backup_vault_name: "lockstep-local",
            min_retention_days: 7,
            max_retention_days: 365,
          }),
        ]
      : []),
    created(`aws_kms_key.${region}_key`, { deletion_window_in_days: 30, enable_key_rotation: true, ...tags }),
    created(`aws_kms_alias.${region}_alias`, { name: "alias/lockstep-local" }),
    created(`aws_backup_region_settings.${region}-opt-in`, {
      resource_type_opt_in_preference: { S3: true, EBS: true },
    }),
    created(`aws_cloudwatch_event_rule.${region}-alerts_rule`, { name: "lockstep-failed-jobs", ...tags }),
    created(`aws_cloudwatch_event_target.${region}-alerts_target`, { target_id: "alert-hub" }),
    ...roles.map((role) => created(`aws_iam_role.lockstep-${role}_role`, { name: `lockstep-${role}`, ...tags })),
    ...roles.slice(2).map((role) => created(`aws_iam_role_policy.lockstep-${role}_permissions`, { policy: "{}" })),
  );
}
