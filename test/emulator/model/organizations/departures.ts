import { AwsError } from "../aws-error.ts";
import { dayMs } from "../clock.ts";
import { closedAfterDays } from "./organization-tree.ts";
import type { OrganizationWorld } from "./organization-world.ts";
import { violation } from "./refusal.ts";

/** Accounts that leave the organization, are suspended, or are gone for good. */
export class Departures {
  readonly #world: OrganizationWorld;
  /** Those whose end has been told. */
  readonly #closed = new Set<string>();

  constructor(world: OrganizationWorld) {
    this.#world = world;
  }

  /** @throws AwsError for the management account and for delegated administrators */
  async leave(accountId: string): Promise<void> {
    const { changes, services, tree } = this.#world;
    if (accountId === tree.managementAccountId) {
      const message = "The management account can't leave its organization; delete the organization instead.";
      throw new AwsError("MasterCannotLeaveOrganizationException", message);
    }
    if (services.servicesOf(accountId).length > 0) {
      const message = `${accountId} is a delegated administrator; deregister it first`;
      throw violation("CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG", message);
    }
    const from = tree.parentOf(accountId);
    tree.move(accountId, null);
    this.#forget(accountId);
    await changes.tell({ accountId, kind: "left", from, to: null });
  }

  async suspend(accountId: string): Promise<void> {
    const { changes, tree } = this.#world;
    const from = tree.parentOf(accountId);
    tree.suspend(accountId);
    await changes.tell({ accountId, kind: "suspended", from, to: null });
  }

  /** When the next suspended account is closed for good, in milliseconds since 1970. */
  nextClosureAt(): number | null {
    const due = this.#world.tree
      .suspended()
      .filter(({ id }) => !this.#closed.has(id))
      .map(({ suspendedAt }) => (suspendedAt ?? 0) + closedAfterDays * dayMs);
    return due.length === 0 ? null : Math.min(...due);
  }

  /** Tells of the accounts that are closed for good by now; the clock has been moved before. */
  async closeDue(): Promise<void> {
    const { changes, tree } = this.#world;
    const due = tree
      .suspended()
      .filter(({ id }) => !this.#closed.has(id) && tree.stateOf(id) === "CLOSED")
      .map(({ id }) => id);
    for (const accountId of due) {
      this.#closed.add(accountId);
      this.#forget(accountId);
      await changes.tell({ accountId, kind: "closed", from: null, to: null });
    }
  }

  #forget(accountId: string): void {
    const { policies, services, tags } = this.#world;
    policies.endFor(accountId);
    services.endFor(accountId);
    tags.forget(accountId);
  }
}
