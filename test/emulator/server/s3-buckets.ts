import type { Document } from "../model/policy-document.ts";

export interface Bucket {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly policy: Document | null;
  /** With which objects are encrypted that do not name a key; `null`: S3's own. */
  readonly keyId: string | null;
}

/** What requests to S3 are decided by, of every bucket that was made over the wire. */
export class S3Buckets {
  readonly #buckets = new Map<string, Bucket>();

  get(name: string): Bucket | undefined {
    return this.#buckets.get(name);
  }

  add(name: string, accountId: string, region: string): void {
    if (!this.#buckets.has(name)) this.#buckets.set(name, { name, accountId, region, policy: null, keyId: null });
  }

  change(name: string, change: Partial<Pick<Bucket, "policy" | "keyId">>): void {
    const bucket = this.#buckets.get(name);
    if (bucket) this.#buckets.set(name, { ...bucket, ...change });
  }

  delete(name: string): void {
    this.#buckets.delete(name);
  }
}
