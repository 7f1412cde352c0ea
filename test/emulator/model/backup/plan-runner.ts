import type { BackupJobs } from "./backup-jobs.ts";
import { type EffectivePlans, effectivePlans } from "./effective-plans.ts";
import { pushedOutBy } from "./overlap.ts";
import type { Plan, Rule } from "./plan.ts";
import { uuidOf } from "./random.ts";
import { featuresOf } from "./recovery-point.ts";
import { selects } from "./selection.ts";
import { outageOf, type World } from "./world.ts";

/** AWS gives plans of the organization ids of this form. */
export const planIdOf = (accountId: string, region: string, name: string): string =>
  `orgs/${uuidOf(`${accountId} ${region} ${name}`)}`;

/** Runs the plans that backup policies of the organization make in its accounts. */
export class PlanRunner {
  readonly #world: World;
  readonly #jobs: BackupJobs;
  /** Reading is slow, and the same policy object means the same plans. */
  readonly #read = new WeakMap<object, Map<string, EffectivePlans>>();

  constructor(world: World, jobs: BackupJobs) {
    this.#world = world;
    this.#jobs = jobs;
  }

  /** What AWS makes of the policies that reach an account. */
  plansOf(accountId: string): EffectivePlans {
    const policy = this.#world.organizations.effectiveBackupPolicy(accountId);
    const byAccount = this.#read.get(policy) ?? new Map<string, EffectivePlans>();
    this.#read.set(policy, byAccount);
    const known = byAccount.get(accountId) ?? effectivePlans(policy, accountId);
    byAccount.set(accountId, known);
    return known;
  }

  /** Plans every run after one moment and until another, by the policies as they are now. */
  planRuns(after: number, to: number): void {
    const { organizations, timeline } = this.#world;
    // without trusted access AWS Backup gets no policies
    if (!organizations.trustsService("backup.amazonaws.com")) return;
    for (const accountId of organizations.accountIds()) {
      for (const plan of this.plansOf(accountId).plans) {
        for (const rule of plan.rules) {
          for (const start of rule.schedule.startsBetween(after, to)) {
            timeline.plan(start, () => this.#run(accountId, plan, rule, start));
          }
        }
      }
    }
  }

  #run(accountId: string, plan: Plan, rule: Rule, start: number): void {
    if (pushedOutBy(plan, rule, start) !== null) return;
    for (const region of plan.regions) {
      if (outageOf(this.#world, accountId, region) === null) this.#runIn(accountId, region, plan, rule);
    }
  }

  /**
   * The management account's opt-in counts for all accounts of the organization.
   * Source: docs.aws.amazon.com/aws-backup/latest/devguide/manage-cross-account.html
   */
  #runIn(accountId: string, region: string, plan: Plan, rule: Rule): void {
    const { resources, settings, organizations } = this.#world;
    for (const resource of resources.of(accountId, region)) {
      const selection = plan.selections.find((one) => selects(one, resource));
      if (!selection) continue;
      const { optInType } = featuresOf(resource.kind, true);
      if (!settings.isOptedIn(organizations.managementAccountId, region, optInType)) continue;
      const why = await this.#obstacle(selection, accountId, region);
      if (why !== null) {
        this.#unprocessed(accountId, region, plan, selection, why);
        continue;
      }
      this.#jobs.create({
        accountId,
        region,
        resource,
        vaultName: rule.vaultName,
        roleArn: selection.roleArn,
        planId: planIdOf(accountId, region, plan.name),
        planName: plan.name,
        ruleName: rule.name,
        lifecycle: rule.lifecycle,
        isContinuous: rule.isContinuous,
        copies: rule.copies,
        startWindowMinutes: rule.startWindowMinutes,
        completionWindowMinutes: rule.completionWindowMinutes,
        startsAtOnce: false,
      });
    }
  }
}
