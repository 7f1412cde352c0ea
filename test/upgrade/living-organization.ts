import { hubDeployPlanRole, pipelinePlanRole } from "../../src/names.ts";
import { assume } from "../emulator/deploy/deploy-directly.ts";
import { type DeployedStack, stacksIn } from "../emulator/deploy/deployed-stacks.ts";
import { DirectApply } from "../emulator/deploy/direct-apply.ts";
import { administratorOf, seedOrganization } from "../emulator/deploy/seed-organization.ts";
import type { Resource } from "../emulator/deploy/stack-resources.ts";
import { Cloud, type CloudProps } from "../emulator/model/cloud.ts";
import { IamStackDeployer } from "../emulator/model/stack-sets/iam-stack-deployer.ts";
import { applyOver, type State } from "./apply-over.ts";
import { readResources } from "./read-resources.ts";
import type { Release } from "./release.ts";
import { addressOf, resourceChanges } from "./resource-changes.ts";
import type { Applied } from "./upgrade-steps.ts";

export type LifeProps = Pick<CloudProps, "judge" | "start" | "seed" | "pace">;

/** An organization with a release of Lockstep, to which another one is applied step by step, while time goes by. */
export class LivingOrganization {
  readonly cloud: Cloud;
  readonly #states = new Map<string, State>();
  #managementRoles: string | null = null;

  private constructor(cloud: Cloud) {
    this.cloud = cloud;
  }

  /** With all of a release, put by the roles that put it. @throws AwsError where AWS would refuse it */
  static async deployed(release: Release, props: LifeProps): Promise<LivingOrganization> {
    const { estate, stacks } = release;
    const cloud = new Cloud({ ...props, organization: estate.organization });
    const self = new LivingOrganization(cloud);
    await seedOrganization(cloud, estate);
    const { bootstrap, pipeline } = stacksIn(estate, stacks);
    await self.#put(administratorOf(estate.shared.accountId), "bootstrap", bootstrap);
    await self.apply("management roles", release);
    for (const { id, resources, hubRole, applyRole } of pipeline) {
      await assume(cloud, hubRole, applyRole.arn);
      await self.#put(applyRole, id, resources);
    }
    return self;
  }

  /**
   * Applies a part of a release over what is there, by who applies it. Applied again, it goes on where it was interrupted.
   *
   * @throws AwsError where AWS would refuse it
   * @throws Error when Terraform would destroy something
   */
  async apply(part: Applied, release: Release): Promise<void> {
    const { estate, stacks, managementRoles } = release;
    const { bootstrap, pipeline } = stacksIn(estate, stacks);
    if (part === "bootstrap") {
      const person = administratorOf(estate.shared.accountId);
      return applyOver(this.cloud, person, this.#stateOf("bootstrap"), bootstrap);
    }
    if (part === "management roles") {
      if (managementRoles === null) return;
      const [before, after] = [this.#managementRoles, managementRoles].map((text) => text && JSON.parse(text));
      const { managementAccountId } = estate.organization;
      await new IamStackDeployer(this.cloud.iam).deploy(managementAccountId, after, before ?? undefined);
      this.#managementRoles = managementRoles;
      return;
    }
    for (const stack of pipeline.filter(({ wave }) => wave === part.wave)) {
      await this.#planAndApply(stack, estate.shared.accountId);
    }
  }

  async #put(caller: DeployedStack["applyRole"], id: string, resources: readonly Resource[]): Promise<void> {
    await new DirectApply(this.cloud, caller, ({ document }) => document).apply(resources);
    this.#states.set(id, new Map(resources.map((one) => [addressOf(one), one])));
  }

  #stateOf(stack: string): State {
    const state = this.#states.get(stack) ?? new Map<string, Resource>();
    this.#states.set(stack, state);
    return state;
  }

  /** A stack that has not changed is not planned. */
  async #planAndApply({ id, resources, hubRole, applyRole }: DeployedStack, hub: string): Promise<void> {
    const state = this.#stateOf(id);
    const { changes, lost } = resourceChanges([...state.values()], resources);
    if (changes.length + lost.length === 0) return;
    const { accountId } = applyRole;
    const planRole = { arn: `arn:aws:iam::${accountId}:role/${pipelinePlanRole}`, accountId };
    const planHubRole = { arn: `arn:aws:iam::${hub}:role/${hubDeployPlanRole}`, accountId: hub };
    await assume(this.cloud, planHubRole, planRole.arn);
    await readResources(this.cloud, planRole, [...state.values()]);
    await assume(this.cloud, hubRole, applyRole.arn);
    await applyOver(this.cloud, applyRole, state, resources);
  }
}
