import type { AppAccount, Estate } from "../../../src/model.ts";
import { dayMs, hourMs } from "../../emulator/model/clock.ts";
import type { Cloud } from "../../emulator/model/cloud.ts";
import type { ProtectedResource, ResourceKind } from "../../emulator/model/resources.ts";
import { expectedSeries } from "../../time/support/expected-series.ts";
import { failuresOf } from "../../time/support/failures.ts";
import { addResource } from "../../time/support/seeded-resources.ts";
import { Watch } from "../../time/support/watch.ts";
import { type LifeProps, LivingOrganization } from "../living-organization.ts";
import type { Release } from "../release.ts";

/** How much was done between two moments. */
export interface Interval {
  readonly backups: number;
  readonly copies: number;
  /** Recovery points that were due to go, and went. */
  readonly expiries: number;
}

const lookMs = 6 * hourMs;

/** An organization with resources in every account, looked at as it lives. */
export class Life {
  readonly organization: LivingOrganization;
  readonly #watch: Watch;
  readonly #end: number;

  private constructor(organization: LivingOrganization, end: number) {
    this.organization = organization;
    this.#watch = new Watch(organization.cloud);
    this.#end = end;
  }

  /** @param days how long it will live at most */
  static async of(release: Release, { days, ...props }: LifeProps & { readonly days: number }): Promise<Life> {
    const organization = await LivingOrganization.deployed(release, props);
    const life = new Life(organization, organization.cloud.clock.now() + days * dayMs);
    life.fill(release.estate, release.estate.accounts);
    return life;
  }

  /** Puts resources into accounts, which are to be backed up from now on. */
  fill(estate: Estate, accounts: readonly AppAccount[]): void {
    const { cloud } = this.organization;
    const stretch = { from: cloud.clock.now(), to: this.#end };
    const stretches = resourcesIn(cloud, estate, accounts).map((resource) => ({ resource, ...stretch }));
    this.#watch.expect(estate, expectedSeries(estate, cloud.kms, stretches));
  }

  /** Lets time pass, and looks at every vault several times a day. */
  async live(ms: number): Promise<Interval> {
    const { cloud } = this.organization;
    const [from, to] = [cloud.clock.now(), cloud.clock.now() + ms];
    while (cloud.clock.now() < to) {
      await cloud.advance(Math.min(lookMs, to - cloud.clock.now()));
      this.#watch.look();
    }
    const { backup, copy } = cloud.backup.jobs();
    const left = new Set(cloud.backup.recoveryPoints().map(({ arn }) => arn));
    const ended = (jobs: readonly { readonly completedAt: number | null; readonly state: string }[]) =>
      jobs.filter(({ state, completedAt }) => state === "COMPLETED" && (completedAt ?? 0) > from).length;
    return {
      backups: ended(backup),
      copies: ended(copy),
      expiries: [...this.#watch.seen.values()].filter(
        ({ point: { arn, expiresAt } }) => expiresAt !== null && from < expiresAt && expiresAt <= to && !left.has(arn),
      ).length,
    };
  }

  /** Jobs that did not end well, and whatever else was not as config says; empty: all is well. */
  get faults(): readonly string[] {
    const failures = failuresOf(this.organization.cloud.backup).map(
      ({ kind, job, why }) => `${kind} of ${job.resourceArn} of ${new Date(job.createdAt).toISOString()}: ${why}`,
    );
    const missed = this.#watch.missed.map((arn) => `${arn} was never looked at`);
    return [...failures.slice(0, 20), ...this.#watch.faults, ...missed.slice(0, 20)];
  }
}

// those that AWS Backup encrypts itself, with the key of the vault, and those that have snapshots of their own
const managed: readonly ResourceKind[] = ["DynamoDB", "EFS", "S3"];
const native: readonly ResourceKind[] = ["Aurora", "EBS", "EC2", "FSx for Windows", "RDS instance"];

/** Of each kind one for each plan of each account; where nobody has customer keys none that could not be copied. */
function resourcesIn(cloud: Cloud, estate: Estate, accounts: readonly AppAccount[]): readonly ProtectedResource[] {
  return accounts.flatMap((account) => {
    const unit = estate.units.find(({ name }) => name === account.unit);
    const plans = estate.plans.filter(({ name }) => [...account.plans, ...(unit?.plans ?? [])].includes(name));
    const kinds = account.hasCustomerKeys ? [...managed, ...native] : managed;
    return account.regions.flatMap((region) =>
      plans.flatMap(({ name, selection }) => {
        const [value] = selection.kind === "tagged" ? selection.tagValues : [];
        const tags = value === undefined ? {} : { [selection.tagKey]: value };
        // a former release says nothing of own windows, in which its starts may come to nothing: no matter of an upgrade
        return kinds.map((kind) =>
          cloud.resources.add({
            ...addResource(cloud, estate, account, region, kind, `of-${name}`, tags),
            ownWindows: null,
          }),
        );
      }),
    );
  });
}
