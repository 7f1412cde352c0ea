import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mapConcurrently } from "../../../src/map-concurrently.ts";
import type { Scope } from "../../../src/names.ts";
import { administratorOf } from "../../emulator/deploy/seed-organization.ts";
import { IamStackDeployer } from "../../emulator/model/stack-sets/iam-stack-deployer.ts";
import type { StandIn } from "../../emulator/server/stand-in.ts";
import { TerraformStack } from "../../emulator/testing/terraform-stack.ts";
import { type Credentials, hubRoles } from "../../end-to-end/support/hub-roles.ts";
import { lightProvider } from "../../end-to-end/support/light-provider.ts";
import type { Release } from "../release.ts";
import type { Applied } from "../upgrade-steps.ts";
import { stateIds } from "./state-ids.ts";

/** A stack that the pipeline applies. */
export interface PipelineStack {
  readonly stack: string;
  readonly scope: Scope;
  readonly wave: number;
}

/** Applies parts of releases by the real Terraform, as the people and roles that do so. */
export class TerraformUpgrade {
  /** What plans would do, but for reading, as `stack: action address`. */
  readonly planned: string[] = [];
  readonly #standIn: StandIn;
  readonly #stacks: readonly PipelineStack[];
  readonly #folder: string;
  readonly #provider: Readonly<Record<string, string>>;
  #managementRoles: string | null = null;

  private constructor(
    standIn: StandIn,
    stacks: readonly PipelineStack[],
    folder: string,
    provider: Readonly<Record<string, string>>,
  ) {
    this.#standIn = standIn;
    this.#stacks = stacks;
    this.#folder = folder;
    this.#provider = provider;
  }

  /** @param stacks of all that the pipeline applies, those that are applied here */
  static async on(standIn: StandIn, stacks: readonly PipelineStack[]): Promise<TerraformUpgrade> {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "upgrade-")));
    return new TerraformUpgrade(standIn, stacks, folder, await lightProvider(folder));
  }

  /** @throws with what Terraform said when it fails */
  async apply(part: Applied, release: Release): Promise<void> {
    if (part === "bootstrap") return this.#applyBootstrap(release);
    if (part === "management roles") return this.#deployManagementRoles(release);
    const stacks = this.#stacks.filter(({ wave }) => wave === part.wave);
    await mapConcurrently(stacks, 2, (one) => this.#planAndApply(one, release));
  }

  /** What would still be done to the stacks of a release. */
  async left({ estate, stacks }: Release): Promise<readonly string[]> {
    const role = await hubRoles(() => this.#standIn, estate).plan();
    const all = await mapConcurrently(this.#stacks, 2, async ({ stack }) => {
      const terraform = await this.#stack(stack, stacks, role);
      return (await terraform.plan("-lock=false")).map(({ action, address }) => `${stack}: ${action} ${address}`);
    });
    return all.flat();
  }

  /** What tells each resource from others of the same name, by stack and address. */
  async ids({ estate }: Release): Promise<ReadonlyMap<string, string>> {
    const role = await hubRoles(() => this.#standIn, estate).plan();
    const own = this.#standIn.env(administratorOf(estate.shared.accountId).arn);
    const all = await mapConcurrently(["bootstrap", ...this.#stacks.map(({ stack }) => stack)], 2, async (stack) => {
      const env = stack === "bootstrap" ? own : role;
      const terraform = TerraformStack.there(join(this.#folder, stack), { ...this.#provider, ...env });
      return [...(await stateIds(terraform))].map(([address, id]) => [`${stack}: ${address}`, id] as const);
    });
    return new Map(all.flat());
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** By a person; what goes into the bucket later stays in the folder here. */
  async #applyBootstrap({ estate, stacks }: Release): Promise<void> {
    const env = this.#standIn.env(administratorOf(estate.shared.accountId).arn);
    const terraform = await this.#stack("bootstrap", stacks, env);
    if (await this.#isChanged("bootstrap", terraform)) await terraform.apply();
  }

  async #deployManagementRoles({ estate, managementRoles }: Release): Promise<void> {
    if (managementRoles === null) return;
    const [before, after] = [this.#managementRoles, managementRoles].map((text) => text && JSON.parse(text));
    const { managementAccountId } = estate.organization;
    await new IamStackDeployer(this.#standIn.cloud.iam).deploy(managementAccountId, after, before ?? undefined);
    this.#managementRoles = managementRoles;
  }

  async #planAndApply({ stack, scope }: PipelineStack, { estate, stacks }: Release): Promise<void> {
    const take = hubRoles(() => this.#standIn, estate);
    const terraform = await this.#stack(stack, stacks, await take.deployPlan());
    if (!(await this.#isChanged(stack, terraform))) return;
    await terraform.as(await take.apply(scope)).apply();
  }

  async #isChanged(stack: string, terraform: TerraformStack): Promise<boolean> {
    const changes = await terraform.plan("-lock=false");
    this.planned.push(...changes.map(({ action, address }) => `${stack}: ${action} ${address}`));
    return changes.length > 0;
  }

  /** A stack in its folder, as a release has it. */
  async #stack(stack: string, texts: Release["stacks"], env: Credentials): Promise<TerraformStack> {
    const folder = join(this.#folder, stack);
    const terraform = await TerraformStack.in(folder, texts.get(stack) ?? "", { ...this.#provider, ...env });
    if (stack === "bootstrap") terraform.keepStateHere();
    await terraform.init();
    return terraform;
  }
}
