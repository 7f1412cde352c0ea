import type { ResourceKind } from "./backup/resource-features.ts";

export type { ResourceKind } from "./backup/resource-features.ts";

/** Something with data, in an account and Region. */
export interface ProtectedResource {
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly kind: ResourceKind;
  readonly tags: Readonly<Record<string, string>>;
  /** The key that it is encrypted with itself; `null`: unencrypted, or a key of AWS's own. */
  readonly keyArn: string | null;
  /** All times in milliseconds since 1970. */
  readonly createdAt: number;
  readonly deletedAt: number | null;
  /** When its content changed for the worse, unnoticed; what is backed up from then on is no longer good. */
  readonly corruptedAt: number | null;
  /** `null`: its service never works on it by itself. */
  readonly ownWindows: OwnWindows | null;
  /** How long its first backup takes, which holds everything; `null`: no longer than any other. */
  readonly firstBackupMinutes: number | null;
  /** Whether AWS Backup hears of its changes: a bucket's events through EventBridge, a database's logs. */
  readonly tellsOfChanges: boolean;
  /** Since when its bucket sends no events, of which AWS Backup hears nothing. */
  readonly silentSince: number | null;
  /** What its service cannot copy of it, though it copies others of its kind. */
  readonly uncopiedFor: UncopiedFor | null;
}

/**
 * A choice of the owner that no plan can tell: `option group`: an RDS option group with persistent options, or for TDE;
 * `tiering`: FSx for OpenZFS in the storage class Intelligent-Tiering.
 */
export type UncopiedFor = "option group" | "TDE" | "tiering";

/** A span of a day of the week that 1970 began with, a Thursday. */
export interface Window {
  readonly day: number;
  readonly atMinute: number;
  readonly minutes: number;
}

/** When a service backs a resource up by itself, every day, and when it works on it, once a week. */
export interface OwnWindows {
  /** `null`: its own backups are off. */
  readonly backup: Omit<Window, "day"> | null;
  readonly maintenance: Window;
}

/** What there is to back up. A deleted resource is remembered, so that tests can ask what is left of it. */
export class Resources {
  readonly #resources = new Map<string, ProtectedResource>();
  readonly #byPlace = new Map<string, Set<string>>();
  readonly #now: () => number;

  /** @param now tells when something is deleted or corrupted, in milliseconds since 1970 */
  constructor(now: () => number) {
    this.#now = now;
  }

  add(
    resource: Pick<ProtectedResource, "arn" | "accountId" | "region" | "kind" | "tags" | "keyArn"> &
      Partial<ProtectedResource>,
  ): ProtectedResource {
    const added = {
      ...{ createdAt: this.#now(), deletedAt: null, corruptedAt: null },
      ...{ ownWindows: null, firstBackupMinutes: null, tellsOfChanges: true },
      ...{ silentSince: null, uncopiedFor: null },
      ...resource,
    };
    this.#resources.set(added.arn, added);
    const place = placeOf(added.accountId, added.region);
    const there = this.#byPlace.get(place) ?? new Set();
    this.#byPlace.set(place, there.add(added.arn));
    return added;
  }

  /** By its owner, or by an attacker. */
  delete(arn: string): void {
    this.#change(arn, { deletedAt: this.#now() });
  }

  corrupt(arn: string): void {
    this.#change(arn, { corruptedAt: this.#now() });
  }

  /** Somebody turns off what a bucket tells EventBridge, or on again. */
  silence(arn: string, isSilent: boolean): void {
    this.#change(arn, { silentSince: isSilent ? this.#now() : null });
  }

  /** Somebody takes away AWS Backup's rule in EventBridge, its permissions or the bucket's versions, or gives them back. */
  tellOfChanges(arn: string, tellsOfChanges: boolean): void {
    this.#change(arn, { tellsOfChanges });
  }

  tag(arn: string, tags: Readonly<Record<string, string>>): void {
    this.#change(arn, { tags });
  }

  get(arn: string): ProtectedResource | undefined {
    return this.#resources.get(arn);
  }

  /** Those that are there now. */
  of(accountId: string, region: string): readonly ProtectedResource[] {
    const there = [...(this.#byPlace.get(placeOf(accountId, region)) ?? [])];
    return there.flatMap((arn) => this.#resources.get(arn) ?? []).filter(({ deletedAt }) => deletedAt === null);
  }

  /** Every one there ever was. */
  all(): readonly ProtectedResource[] {
    return [...this.#resources.values()];
  }

  /** With the account or the Region they are in, they are gone too. */
  deleteAll(isGone: (resource: ProtectedResource) => boolean): void {
    for (const one of this.#resources.values()) if (one.deletedAt === null && isGone(one)) this.delete(one.arn);
  }

  #change(arn: string, change: Partial<ProtectedResource>): void {
    const resource = this.#resources.get(arn);
    if (!resource) throw new Error(`got no resource ${arn}`);
    this.#resources.set(arn, { ...resource, ...change });
  }
}

const placeOf = (accountId: string, region: string) => `${accountId} ${region}`;
