import type { BackupJobs } from "./backup-jobs.ts";
import { type EffectivePlans, effectivePlans } from "./effective-plans.ts";
import { pushedOutBy } from "./overlap.ts";
import type { Plan, Rule } from "./plan.ts";
import { uuidOf } from "./random.ts";
import { featuresOf } from "./recovery-point.ts";
import type { RunTimePermissions } from "./run-time-permissions.ts";
import { type Selection, selects } from "./selection.ts";
import { outageOf, type World } from "./world.ts";

/** AWS gives plans of the organization ids of this form. */
export const planIdOf = (accountId: string, region: string, name: string): string =>
  `orgs/${uuidOf(`${accountId} ${region} ${name}`)}`;

/** Runs the plans that backup policies of the organization make in its accounts. */
export class PlanRunner {
  readonly #world: World;
  readonly #permissions: RunTimePermissions;
  readonly #jobs: BackupJobs;
  readonly #lastValid = new Map<string, readonly Plan[]>();
  readonly #invalid = new Set<string>();
  /** Reading is slow, and the same policy object means the same plans. */
  readonly #read = new WeakMap<object, Map<string, EffectivePlans>>();

  constructor(world: World, permissions: RunTimePermissions, jobs: BackupJobs) {
    this.#world = world;
    this.#permissions = permissions;
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
      for (const plan of this.#plansInForce(accountId)) {
        for (const rule of plan.rules) {
          for (const start of rule.schedule.startsBetween(after, to)) {
            timeline.plan(start, () => this.#run(accountId, plan, rule, start));
          }
        }
      }
    }
  }

  /**
   * What runs in an account whose effective policy AWS cannot run as a whole: one page says that the account goes on with the
   * last that it could, and another reads as if nothing ran. An event in the management account says so, once.
   * Source: docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_effective-invalid.html and invalid-policy-alerts.html
   */
  #plansInForce(accountId: string): readonly Plan[] {
    const { organizations, clock, events, invalidPolicies } = this.#world;
    const { plans, faults } = this.plansOf(accountId);
    const isValid = faults.length === 0;
    if (isValid !== !this.#invalid.has(accountId)) {
      if (isValid) this.#invalid.delete(accountId);
      else this.#invalid.add(accountId);
      events.push({
        ...{ name: "EffectivePolicyValidation", accountId: organizations.managementAccountId, region: "us-east-1" },
        ...{ at: clock.now(), errorCode: null },
        message: isValid ? `${accountId}: VALID` : `${accountId}: INVALID: ${faults.join("; ")}`,
      });
    }
    if (isValid) this.#lastValid.set(accountId, plans);
    return isValid || invalidPolicies === "nothing" ? plans : (this.#lastValid.get(accountId) ?? []);
  }

  async #run(accountId: string, plan: Plan, rule: Rule, start: number): Promise<void> {
    if (pushedOutBy(plan, rule, start) !== null) return;
    for (const region of plan.regions) {
      if (outageOf(this.#world, accountId, region) === null) await this.#runIn(accountId, region, plan, rule);
    }
  }

  /**
   * The management account's opt-in counts for all accounts of the organization.
   * Source: docs.aws.amazon.com/aws-backup/latest/devguide/manage-cross-account.html
   */
  async #runIn(accountId: string, region: string, plan: Plan, rule: Rule): Promise<void> {
    const { resources, settings, organizations } = this.#world;
    const isProcessed = new Map<Selection, boolean>();
    for (const selection of plan.selections)
      isProcessed.set(selection, await this.#isProcessed(selection, accountId, region, plan));
    for (const resource of resources.of(accountId, region)) {
      const selection = plan.selections.find((one) => selects(one, resource));
      if (!selection || !isProcessed.get(selection)) continue;
      const { optInType } = featuresOf(resource.kind, true);
      if (!settings.isOptedIn(organizations.managementAccountId, region, optInType)) continue;
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

  /**
   * AWS looks for resources in the name of the selection's role. Where it cannot, nothing is started, and nothing but an event
   * in the account's CloudTrail says so.
   * Source: docs.aws.amazon.com/aws-backup/latest/devguide/troubleshooting.html
   */
  async #isProcessed(selection: Selection, accountId: string, region: string, plan: Plan): Promise<boolean> {
    const { roleArn, name } = selection;
    const why = await this.#permissions.selectionObstacle(roleArn, accountId);
    if (why === null) return true;
    const { clock, events } = this.#world;
    events.push({
      ...{ name: "ProcessBackupPlanSelection", accountId, region, at: clock.now() },
      ...{ errorCode: "AccessDeniedException", message: `${plan.name}/${name}: ${why}` },
    });
    return false;
  }
}
