import type { Grant } from "./kms/grant.ts";
import type { Document } from "./policy-document.ts";

export interface Key {
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly policy: Document;
  /** Each `alias/…`. */
  readonly aliases: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly state: "Enabled" | "Disabled" | "PendingDeletion";
  /** When it is gone for ever, in milliseconds since 1970; `null`: its deletion is not scheduled. */
  readonly deletedAt: number | null;
  /** Of AWS (`aws/ebs`, `aws/rds`, …): no other account can ever use it. */
  readonly isAwsManaged: boolean;
  /** @default none */
  readonly grants?: readonly Grant[];
}

/** Keys of every account and Region, as they are now. */
export class Kms {
  readonly #keys = new Map<string, Key>();

  key(arn: string): Key | undefined {
    return this.#keys.get(arn);
  }

  /** By its id, its ARN, or an alias of either kind: what is no ARN is of the given account and Region. */
  named(id: string, accountId: string, region: string): Key | undefined {
    const [, , , inRegion = region, owner = accountId, ...rest] = id.startsWith("arn:") ? id.split(":") : [];
    const name = id.startsWith("arn:") ? rest.join(":") : id;
    return this.all().find(
      (key) =>
        key.accountId === owner &&
        key.region === inRegion &&
        (key.aliases.includes(name) || key.arn.endsWith(`:${name}`) || key.arn.endsWith(`:key/${name}`)),
    );
  }

  all(): readonly Key[] {
    return [...this.#keys.values()];
  }

  put(key: Key): void {
    this.#keys.set(key.arn, key);
  }

  delete(arn: string): void {
    this.#keys.delete(arn);
  }

  /** Forgets all keys of an account in a Region. */
  clear(accountId: string, region: string): void {
    for (const [arn, key] of this.#keys) {
      if (key.accountId === accountId && key.region === region) this.#keys.delete(arn);
    }
  }

  /** Whether data encrypted with it can be read at a moment. */
  isUsable(arn: string, now: number): boolean {
    const key = this.#keys.get(arn);
    return key !== undefined && key.state === "Enabled" && (key.deletedAt === null || key.deletedAt > now);
  }
}
