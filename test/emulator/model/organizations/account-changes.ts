/** An account came, went, or changed its place. */
export interface AccountChange {
  readonly accountId: string;
  /** `suspended`: nobody can use it from now on; `closed`: it is gone for good, with all it held. */
  readonly kind: "joined" | "moved" | "left" | "suspended" | "closed";
  /** Root or unit; `null`: it was not in the organization. */
  readonly from: string | null;
  /** `null`: it is in use nowhere in the organization. */
  readonly to: string | null;
}

export type AccountListener = (change: AccountChange) => void | Promise<void>;

/** Tells of accounts. */
export class AccountChanges {
  readonly #listeners: AccountListener[] = [];

  listen(listener: AccountListener): void {
    this.#listeners.push(listener);
  }

  /** Every listener has begun when this returns, and is done when what it returns has ended. */
  async tell(change: AccountChange): Promise<void> {
    await Promise.all(this.#listeners.map((listener) => listener(change)));
  }
}
