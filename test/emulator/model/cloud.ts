import { Access, type Judge } from "./access.ts";
import { Backup } from "./backup/backup.ts";
import type { Pace } from "./backup/pace.ts";
import type { World } from "./backup/world.ts";
import { Clock } from "./clock.ts";
import { Iam } from "./iam.ts";
import { GrantOperations } from "./kms/grant-operations.ts";
import { KeyOperations } from "./kms/key-operations.ts";
import { Kms } from "./kms.ts";
import { Organizations } from "./organizations/organizations.ts";
import { CloudPrincipals } from "./principals.ts";
import { Resources } from "./resources.ts";
import { IamStackDeployer } from "./stack-sets/iam-stack-deployer.ts";
import type { StackDeployer } from "./stack-sets/stack-deployer.ts";
import { StackSets } from "./stack-sets/stack-sets.ts";
import { unlimited } from "./unlimited.ts";

export interface CloudProps {
  readonly start: Date;
  readonly judge: Judge;
  /**
   * Same seed, same simulation.
   *
   * @default 1
   */
  readonly seed?: number;
  readonly organization: { readonly id: string; readonly rootId: string; readonly managementAccountId: string };
  /**
   * Who carries out what a StackSet's template says.
   *
   * @default roles and policies are put into `iam`
   */
  readonly stackDeployer?: StackDeployer;
  /** @default jobs take some minutes, and start anywhere in their window */
  readonly pace?: Pace;
  /** @default nothing runs where an effective policy is invalid */
  readonly invalidPolicies?: World["invalidPolicies"];
}

/** All of AWS that Lockstep touches, as it is at one moment. Time passes only by `advanceTo`. */
export class Cloud {
  readonly clock: Clock;
  readonly iam = new Iam();
  readonly kms = new Kms();
  readonly keys: KeyOperations;
  readonly grants: GrantOperations;
  readonly organizations: Organizations;
  readonly access: Access;
  readonly stackSets: StackSets;
  readonly resources: Resources;
  readonly backup: Backup;

  constructor({ start, judge, seed = 1, organization, stackDeployer, pace, invalidPolicies }: CloudProps) {
    this.clock = new Clock(start);
    this.resources = new Resources(() => this.clock.now());
    this.organizations = new Organizations({ ...organization, clock: this.clock, access: () => this.access });
    const principals = new CloudPrincipals(this.iam, this.organizations);
    this.access = new Access(principals, judge, this.clock);
    this.keys = new KeyOperations({
      kms: this.kms,
      access: this.access,
      policyAlone: new Access(unlimited(principals, "nothing but the key policy decides"), judge, this.clock),
    });
    this.grants = new GrantOperations(this.kms, this.clock, this.access);
    this.stackSets = new StackSets({
      organizations: this.organizations,
      clock: this.clock,
      access: this.access,
      deployer: stackDeployer ?? new IamStackDeployer(this.iam, this.access),
    });
    this.backup = new Backup({
      clock: this.clock,
      iam: this.iam,
      kms: this.kms,
      organizations: this.organizations,
      principals,
      judge,
      resources: this.resources,
      seed,
      ...(pace ? { pace } : {}),
      ...(invalidPolicies ? { invalidPolicies } : {}),
    });
  }

  /**
   * Runs everything that happens until then: scheduled backups, copies, restores, expiry, closures. Keys that are to be
   * deleted and grace times of locks end by the clock alone.
   */
  async advanceTo(time: Date): Promise<void> {
    await this.backup.runUntil(time.getTime());
  }

  async advance(ms: number): Promise<void> {
    await this.backup.runUntil(this.clock.now() + ms);
  }

  /** Nothing in the Region can be read or run any more, for ever. */
  loseRegion(region: string): void {
    this.backup.loseRegion(region);
  }
}
