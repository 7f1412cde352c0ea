import type * as aws from "@aws-sdk/client-backup";
import type { Caller, Target } from "../access.ts";
import { anything, enter, notFound, required } from "./gate.ts";
import { lifecycleOutput } from "./lifecycle.ts";
import { page } from "./page.ts";
import type { Plan, Rule } from "./plan.ts";
import { type PlanRunner, planIdOf } from "./plan-runner.ts";
import { uuidOf } from "./random.ts";
import type { Selection } from "./selection.ts";
import type { World } from "./world.ts";

/**
 * Plans of the organization, as the accounts in which they run see them: nobody can change them there.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/manage-cross-account.html
 */
export class PlanOperations {
  readonly #world: World;
  readonly #runner: PlanRunner;

  constructor(world: World, runner: PlanRunner) {
    this.#world = world;
    this.#runner = runner;
  }

  async list(caller: Caller, region: string, input: aws.ListBackupPlansInput): Promise<aws.ListBackupPlansOutput> {
    await enter(this.#world, caller, region, "backup:ListBackupPlans", anything(caller));
    const { items, rest } = page(this.#plans(caller, region), input);
    return { BackupPlansList: items.map((plan) => this.#head(caller, region, plan)), ...rest };
  }

  async get(caller: Caller, region: string, input: aws.GetBackupPlanInput): Promise<aws.GetBackupPlanOutput> {
    const plan = await this.#find(caller, region, "backup:GetBackupPlan", input.BackupPlanId);
    const { BackupPlanId, BackupPlanArn } = this.#head(caller, region, plan);
    return {
      BackupPlanId,
      BackupPlanArn,
      BackupPlan: { BackupPlanName: plan.name, Rules: plan.rules.map(ruleOutput) },
    };
  }

  async listSelections(
    caller: Caller,
    region: string,
    input: aws.ListBackupSelectionsInput,
  ): Promise<aws.ListBackupSelectionsOutput> {
    const plan = await this.#find(caller, region, "backup:ListBackupSelections", input.BackupPlanId);
    const { items, rest } = page(plan.selections, input);
    return {
      BackupSelectionsList: items.map(({ name, roleArn }) => ({
        SelectionId: uuidOf(`${input.BackupPlanId} ${name}`),
        SelectionName: name,
        BackupPlanId: input.BackupPlanId,
        IamRoleArn: roleArn,
      })),
      ...rest,
    };
  }

  async getSelection(
    caller: Caller,
    region: string,
    input: aws.GetBackupSelectionInput,
  ): Promise<aws.GetBackupSelectionOutput> {
    const plan = await this.#find(caller, region, "backup:GetBackupSelection", input.BackupPlanId);
    const selection = plan.selections.find(({ name }) => uuidOf(`${input.BackupPlanId} ${name}`) === input.SelectionId);
    if (!selection) throw notFound(`Backup selection ${input.SelectionId} does not exist`);
    return {
      SelectionId: input.SelectionId,
      BackupPlanId: input.BackupPlanId,
      BackupSelection: selectionOutput(selection),
    };
  }

  async #find(caller: Caller, region: string, action: string, planId: string | undefined): Promise<Plan> {
    const id = required(planId, "BackupPlanId");
    const target: Target = { arn: planArn(caller, region, id), accountId: caller.accountId, policy: null };
    await enter(this.#world, caller, region, action, target);
    const plan = this.#plans(caller, region).find(({ name }) => planIdOf(caller.accountId, region, name) === id);
    if (!plan) throw notFound(`Backup plan ${id} does not exist`);
    return plan;
  }

  #plans({ accountId }: Caller, region: string): readonly Plan[] {
    if (!this.#world.organizations.isMember(accountId)) return [];
    return this.#runner.plansOf(accountId).plans.filter(({ regions }) => regions.includes(region));
  }

  #head(caller: Caller, region: string, plan: Plan) {
    const BackupPlanId = planIdOf(caller.accountId, region, plan.name);
    return { BackupPlanId, BackupPlanArn: planArn(caller, region, BackupPlanId), BackupPlanName: plan.name };
  }
}

const planArn = ({ accountId }: Caller, region: string, id: string) =>
  `arn:aws:backup:${region}:${accountId}:backup-plan:${id}`;

const ruleOutput = (rule: Rule): aws.BackupRule => ({
  RuleName: rule.name,
  RuleId: uuidOf(rule.name),
  TargetBackupVaultName: rule.vaultName,
  ScheduleExpression: rule.expression,
  StartWindowMinutes: rule.startWindowMinutes,
  CompletionWindowMinutes: rule.completionWindowMinutes,
  EnableContinuousBackup: rule.isContinuous,
  Lifecycle: lifecycleOutput(rule.lifecycle),
  CopyActions: rule.copies.map(({ vaultArn, lifecycle }) => ({
    DestinationBackupVaultArn: vaultArn,
    ...(lifecycle === null ? {} : { Lifecycle: lifecycleOutput(lifecycle) }),
  })),
});

function selectionOutput(selection: Selection): aws.BackupSelection {
  const conditions = (operator: string) =>
    selection.conditions
      .filter((one) => one.operator === operator)
      .map(({ key, value }) => ({ ConditionKey: key, ConditionValue: value }));
  const { tag } = selection;
  return {
    SelectionName: selection.name,
    IamRoleArn: selection.roleArn,
    ...(tag === null
      ? { Resources: [...selection.resourceTypes], NotResources: [...selection.notResourceTypes] }
      : {
          ListOfTags: tag.values.map((value) => ({
            ConditionType: "STRINGEQUALS" as const,
            ConditionKey: tag.key,
            ConditionValue: value,
          })),
        }),
    Conditions: {
      StringEquals: conditions("string_equals"),
      StringNotEquals: conditions("string_not_equals"),
      StringLike: conditions("string_like"),
      StringNotLike: conditions("string_not_like"),
    },
  };
}
