import { removedProblems } from "../../../../src/delivery/affected/removed-problems.ts";
import { decide } from "../../../../src/delivery/guard/decide.ts";
import { judgeByGuard } from "../../../../src/delivery/guard/guard-rule.ts";
import { fleetDeletes } from "../../../../src/delivery/guard/rules/fleet-deletes.ts";
import type { AffectedStacks } from "../../../../src/delivery/handoff/affected-stacks.ts";
import type { StackSummary } from "../../../../src/delivery/handoff/stack-summary.ts";
import type { ReportInput } from "../../../../src/delivery/report/report-input.ts";
import type { Diagnostic } from "../../../../src/diagnostics/diagnostic.ts";
import type { StackResource } from "../../../../src/diagnostics/place.ts";
import type { Scope } from "../../../../src/names.ts";
import { affectedStack, nothingAffected } from "../../affected/support/trees.ts";
import { created, deleted, failed, inputOf, newAccount, plan, policyContent, summaryOf, updated } from "./plans.ts";

/** Numbers from 0 to 1, the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const accountIdOf = (index: number) => String(550_000_000_000 + index);
const teams = ["orders", "stock", "billing", "search", "ledger", "claims", "media", "identity"];

const tagged = (planName: string) => ({ "lockstep:plan": planName });
const retentionChange = (planName: string, rule: string) =>
  plan(
    updated(
      `aws_organizations_policy.${planName}_eu-west-2_policy`,
      { content: policyContent(planName, rule), tags: tagged(planName) },
      { content: policyContent(planName, rule, { days: "90" }), tags: tagged(planName) },
    ),
  );
const optIn = (type: string) =>
  plan(
    updated(
      "aws_backup_region_settings.eu-west-2-opt-in",
      { resource_type_opt_in_preference: { EBS: true, [type]: false } },
      { resource_type_opt_in_preference: { EBS: true, [type]: true } },
    ),
  );
const forwarder = (accountId: string, bus: string) =>
  plan(
    updated(
      "aws_iam_role_policy.lockstep-event-forwarder_permissions",
      {
        policy: JSON.stringify({
          Statement: [
            { Sid: "Forward", Effect: "Allow", Resource: `arn:aws:events:eu-west-2:${accountId}:event-bus/${bus}` },
          ],
        }),
      },
      {
        policy: JSON.stringify({
          Statement: [
            { Sid: "Forward", Effect: "Allow", Resource: `arn:aws:events:eu-west-2:${accountId}:event-bus/${bus}-2` },
          ],
        }),
      },
    ),
  );
const lockChange = plan(
  updated(
    "aws_backup_vault_lock_configuration.eu-west-2_lock",
    { min_retention_days: 7, max_retention_days: 365 },
    { min_retention_days: 14, max_retention_days: 400 },
  ),
);

const throttled = `Error: reading Backup Vault (lockstep-local): operation error Backup: DescribeBackupVault, https response error StatusCode: 400, ThrottlingException: Rate exceeded

  with aws_backup_vault.eu-west-2_vault,
  on cdk.tf.json line 1, in resource.aws_backup_vault.eu-west-2_vault:`;
const notReady =
  "got no way into the account: lockstep-pipeline-plan cannot be assumed there; check that the account is in one of the units of pipeline.deployTo";

/** An organization in which many accounts change in a few ways, and a few in ways of their own. */
export function fleetOf(accounts: number, seed: number): ReportInput {
  const random = randomFrom(seed);
  const summaries: StackSummary[] = [
    summaryOf("policies-prod", "policies-prod", retentionChange("silver", "nightly")),
    summaryOf("policies-nonprod", "policies-nonprod", retentionChange("silver", "nightly")),
    summaryOf("central-prod", "central-prod", lockChange),
  ];
  for (let index = 0; index < accounts; index++) {
    const accountId = accountIdOf(index);
    const stack = `app-${teams[index % teams.length]}-${String(index).padStart(4, "0")}`;
    const scope: Scope = random() < 0.4 ? "app-nonprod" : "app-prod";
    const dice = random();
    const own = { accountId };
    if (dice < 0.7) summaries.push(summaryOf(stack, scope, forwarder(accountId, "lockstep-alerts"), own));
    else if (dice < 0.9) summaries.push(summaryOf(stack, scope, optIn("S3"), own));
    else if (dice < 0.925) summaries.push(summaryOf(stack, scope, forwarder(accountId, `bus-of-${stack}`), own));
    else if (dice < 0.93) summaries.push(summaryOf(stack, scope, plan(deleted("aws_sns_topic.local_topic")), own));
    else if (dice < 0.94) summaries.push(failed(stack, scope, throttled));
    else if (dice < 0.95) summaries.push(failed(stack, scope, notReady, "not-ready"));
    else summaries.push(summaryOf(stack, scope, plan(), own));
  }
  return inputOf(summaries);
}

/** One pull request, one stack. */
export const single = () =>
  inputOf([summaryOf("policies-prod", "policies-prod", retentionChange("silver", "nightly"))], {
    affected: {
      ...nothingAffected,
      changed: [affectedStack("policies-prod", "policies-prod", { wave: 5 })],
      unchanged: 15,
    },
  });

/** An account is put under plans. @param plans sorted */
function attaching(account: string, accountId: string, plans: readonly string[]): StackSummary {
  const summary = summaryOf(
    "policies-prod",
    "policies-prod",
    plan(
      ...plans.map((name) =>
        created(`aws_organizations_policy_attachment.${name}_eu-west-2_account-${account}`, {
          policy_id: "p-1234567890",
          target_id: accountId,
        }),
      ),
    ),
  );
  const changes = summary.changes.flatMap((change, index) => {
    const name = plans[index];
    return name === undefined ? [] : [{ ...change, plan: name }];
  });
  return { ...summary, changes };
}

/** A team brings its account, with a copy to the central one. */
export function onboarding(): ReportInput {
  const accountId = "555555555599";
  const summaries = [
    summaryOf("app-orders-prod", "app-prod", newAccount("app-orders-prod", accountId, "eu-west-2", { locked: true }), {
      accountId,
    }),
    attaching("orders-prod", accountId, ["bronze", "gold"]),
    summaryOf(
      "shared",
      "shared",
      plan(
        updated(
          "aws_iam_policy.accounts-prod",
          {
            policy: JSON.stringify({
              Statement: [
                { Sid: "EnterAccounts", Resource: ["arn:aws:iam::555555555501:role/lockstep-pipeline-plan"] },
              ],
            }),
          },
          {
            policy: JSON.stringify({
              Statement: [
                {
                  Sid: "EnterAccounts",
                  Resource: [
                    "arn:aws:iam::555555555501:role/lockstep-pipeline-plan",
                    `arn:aws:iam::${accountId}:role/lockstep-pipeline-plan`,
                  ],
                },
              ],
            }),
          },
        ),
      ),
    ),
  ];
  const affected: AffectedStacks = {
    ...nothingAffected,
    added: [{ ...affectedStack("app-orders-prod", "app-prod", { wave: 4 }), accountId }],
    changed: [
      affectedStack("policies-prod", "policies-prod", { wave: 5 }),
      affectedStack("shared", "shared", { wave: 1 }),
    ],
    unchanged: 13,
  };
  return inputOf(summaries, { affected });
}

/** Everything that a guard can say, next to changes that it does not mind. */
export function guarded(): ReportInput {
  const violation = (
    rule: string,
    stack: string,
    address: string,
    got: string,
    use: string,
  ): Diagnostic<StackResource> => ({
    rule,
    severity: "error",
    place: { stack, address, path: [] },
    ...{ got, why: "", use },
  });
  const shortened = violation(
    "retention-lowered",
    "policies-prod",
    "aws_organizations_policy.gold_eu-west-2_policy",
    "rule daily of plan gold keeps for 14 days instead of 35 days",
    "keep 35 days",
  );
  const armed = violation(
    "lock-armed",
    "central-prod",
    "aws_backup_vault_lock_configuration.eu-west-2_lock",
    "the lock can be removed by nobody after 3 days",
    "leave out graceDays, or have it allowed",
  );
  const gone = (stack: string) =>
    violation(
      "delete",
      stack,
      "aws_backup_vault_policy.eu-west-2_policy",
      "the access policy of a vault is deleted",
      "keep it",
    );
  const losing = ["app-claims", "app-media", "app-search"].map((stack, index) =>
    summaryOf(stack, "app-prod", plan(deleted("aws_backup_vault_policy.eu-west-2_policy")), {
      accountId: accountIdOf(index),
      violations: [gone(stack)],
    }),
  );
  const summaries = [
    ...losing,
    summaryOf(
      "policies-prod",
      "policies-prod",
      plan(
        updated(
          "aws_organizations_policy.gold_eu-west-2_policy",
          { content: policyContent("gold", "daily"), tags: tagged("gold") },
          { content: policyContent("gold", "daily", { days: "14" }), tags: tagged("gold") },
        ),
      ),
      { violations: [shortened] },
    ),
    summaryOf(
      "central-prod",
      "central-prod",
      plan(
        updated(
          "aws_backup_vault_lock_configuration.eu-west-2_lock",
          { min_retention_days: 7, max_retention_days: 365 },
          { min_retention_days: 7, max_retention_days: 365, changeable_for_days: 3 },
        ),
      ),
      { violations: [armed] },
    ),
    failed("app-ledger", "app-prod", throttled),
  ];
  const affected: AffectedStacks = {
    ...nothingAffected,
    changed: [
      ...summaries.map(({ stack, scope, wave }) => affectedStack(stack, scope as Scope, { wave })),
      affectedStack("bootstrap", "bootstrap", { wave: null }),
      affectedStack("app-lost", "app-prod", { wave: 4 }),
    ],
    removed: [{ stack: "app-legacy", scope: "app-nonprod", wave: 2, accountId: "666666666601", retired: false }],
    unchanged: 8,
  };
  const more = [...removedProblems(affected), ...judgeByGuard(fleetDeletes, summaries, {})];
  const decision = decide(
    affected.changed.filter(({ wave }) => wave !== null).map(({ stack }) => stack),
    summaries,
    more,
    [
      {
        stack: "central-prod",
        address: armed.place.address,
        action: "lock-armed",
        reason: "decided with the auditors after a month of governance",
        expires: "2026-12-20",
      },
    ],
  );
  return inputOf(summaries, { affected, decision });
}
