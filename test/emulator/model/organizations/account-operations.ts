import type * as aws from "@aws-sdk/client-organizations";
import type { Caller } from "../access.ts";
import { AwsError } from "../aws-error.ts";
import { dayMs } from "../clock.ts";
import type { Departures } from "./departures.ts";
import type { OrganizationWorld } from "./organization-world.ts";
import { violation } from "./refusal.ts";
import { required } from "./required.ts";

/** Accounts that move, leave or are closed. */
export class AccountOperations {
  readonly #world: OrganizationWorld;
  readonly #departures: Departures;

  constructor(world: OrganizationWorld, departures: Departures) {
    this.#world = world;
    this.#departures = departures;
  }

  async move(caller: Caller, input: aws.MoveAccountCommandInput): Promise<void> {
    const { changes, may, places, tree } = this.#world;
    const accountId = required(input.AccountId, "AccountId");
    const from = required(input.SourceParentId, "SourceParentId");
    const to = required(input.DestinationParentId, "DestinationParentId");
    const asked = [accountId, from, to].map((id) => places.of(id));
    await may.require(caller, "MoveAccount", asked);
    const { parentId } = tree.requireMember(accountId);
    if (parentId !== from) throw new AwsError("SourceParentNotFoundException", `${accountId} isn't in ${from}.`);
    if (!tree.isParent(to)) throw new AwsError("DestinationParentNotFoundException", `We can't find ${to}.`);
    if (from === to) throw new AwsError("DuplicateAccountException", `The account ${accountId} is in ${to} already.`);
    tree.move(accountId, to);
    await changes.tell({ accountId, kind: "moved", from, to });
  }

  /** By the account itself. */
  async leave(caller: Caller): Promise<void> {
    await this.#world.may.requireOwn(caller, "organizations:LeaveOrganization");
    await this.#departures.leave(caller.accountId);
  }

  async remove(caller: Caller, input: aws.RemoveAccountFromOrganizationCommandInput): Promise<void> {
    const { may, places, tree } = this.#world;
    const accountId = required(input.AccountId, "AccountId");
    await may.require(caller, "RemoveAccountFromOrganization", [places.of(accountId)]);
    tree.requireMember(accountId);
    await this.#departures.leave(accountId);
  }

  /** By the management account. */
  async close(caller: Caller, input: aws.CloseAccountCommandInput): Promise<void> {
    const { may, places, tree } = this.#world;
    const accountId = required(input.AccountId, "AccountId");
    await may.require(caller, "CloseAccount", [places.of(accountId)]);
    const { suspendedAt } = tree.requireMember(accountId);
    if (accountId === tree.managementAccountId) {
      throw violation("CANNOT_CLOSE_MANAGEMENT_ACCOUNT", `${accountId} is the management account`);
    }
    if (suspendedAt !== null) {
      throw new AwsError("AccountAlreadyClosedException", `The account ${accountId} is already closed.`);
    }
    this.#requireClosureQuota();
    await this.#departures.suspend(accountId);
  }

  /** `account:CloseAccount`, by the account itself. */
  async closeOwn(caller: Caller): Promise<void> {
    const { may, tree } = this.#world;
    const { accountId } = caller;
    await may.requireOwn(caller, "account:CloseAccount", `arn:aws:account::${accountId}:account`);
    if (accountId === tree.managementAccountId && tree.accountsBelow(tree.rootId).length > 1) {
      throw new AwsError(
        "ConflictException",
        "The management account has member accounts; close or remove them first.",
      );
    }
    await this.#departures.suspend(accountId);
  }

  /**
   * 10 % of the members within 30 days, at least 10 and at most 1,000.
   * Source: docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
   */
  #requireClosureQuota(): void {
    const { clock, tree } = this.#world;
    const members = tree.members().length - 1;
    const most = Math.max(10, Math.min(1_000, Math.floor(members / 10)));
    const since = clock.now() - 30 * dayMs;
    const closed = tree.suspended().filter(({ suspendedAt }) => (suspendedAt ?? 0) > since);
    if (closed.length >= most) throw violation("CLOSE_ACCOUNT_QUOTA_EXCEEDED", `got ${most} closures within 30 days`);
  }
}
