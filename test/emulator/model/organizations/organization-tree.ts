import { AwsError } from "../aws-error.ts";
import type { Clock } from "../clock.ts";
import { dayMs } from "../clock.ts";
import { targetNotFound } from "./refusal.ts";

export interface OrganizationAccount {
  readonly id: string;
  readonly name: string;
  /** Root or unit; `null`: outside the organization. */
  readonly parentId: string | null;
  readonly organizationId: string | null;
  readonly joinedAt: number;
  /** When it was closed, from which moment on nobody can use it; `null`: it is in use. */
  readonly suspendedAt: number | null;
}

export interface OrganizationUnit {
  readonly id: string;
  readonly name: string;
  readonly parentId: string;
}

export type AccountStanding = "ACTIVE" | "SUSPENDED" | "CLOSED";

export interface OrganizationTreeProps {
  readonly id: string;
  readonly rootId: string;
  readonly managementAccountId: string;
  readonly clock: Clock;
}

/**
 * "after 90 days, the closed member account is permanently removed from your organization", with all it holds.
 * Source: docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_close.html
 */
export const closedAfterDays = 90;

/** Root, units and accounts of one organization, and the accounts outside of it. */
export class OrganizationTree {
  readonly id: string;
  readonly rootId: string;
  readonly managementAccountId: string;
  readonly #clock: Clock;
  readonly #units = new Map<string, OrganizationUnit>();
  readonly #accounts = new Map<string, OrganizationAccount>();

  constructor({ id, rootId, managementAccountId, clock }: OrganizationTreeProps) {
    this.id = id;
    this.rootId = rootId;
    this.managementAccountId = managementAccountId;
    this.#clock = clock;
    this.addAccount({ id: managementAccountId, name: "management", parentId: rootId });
  }

  /** @throws when there is no such parent, or the unit would be more than five deep */
  addUnit(unit: OrganizationUnit): void {
    if (!this.isParent(unit.parentId)) throw new Error(`got unit ${unit.id} below ${unit.parentId}; add that first`);
    if (this.lineOf(unit.parentId).length > 5) throw new Error(`got unit ${unit.id} more than 5 below the root`);
    this.#units.set(unit.id, unit);
  }

  addAccount({ id, name, parentId }: { id: string; name: string; parentId: string }): void {
    if (!this.isParent(parentId)) throw new Error(`got account ${id} below ${parentId}; add that first`);
    const joinedAt = this.#clock.now();
    this.#accounts.set(id, { id, name, parentId, organizationId: this.id, joinedAt, suspendedAt: null });
  }

  addOutsideAccount(id: string, organizationId: string | null): void {
    if (organizationId === this.id) throw new Error(`got ${id} outside of ${this.id}; use addAccount`);
    const joinedAt = this.#clock.now();
    this.#accounts.set(id, { id, name: id, parentId: null, organizationId, joinedAt, suspendedAt: null });
  }

  /** Puts a member below another parent; below `null` it has left the organization. */
  move(accountId: string, parentId: string | null): void {
    const account = this.#known(accountId);
    this.#accounts.set(accountId, { ...account, parentId, organizationId: parentId === null ? null : this.id });
  }

  suspend(accountId: string): void {
    this.#accounts.set(accountId, { ...this.#known(accountId), suspendedAt: this.#clock.now() });
  }

  account(id: string): OrganizationAccount | undefined {
    return this.#accounts.get(id);
  }

  /** A present or suspended account of the organization. */
  member(id: string): OrganizationAccount | undefined {
    const account = this.#accounts.get(id);
    return account?.organizationId === this.id && this.stateOf(id) !== "CLOSED" ? account : undefined;
  }

  /** @throws AwsError `AccountNotFoundException` */
  requireMember(id: string): OrganizationAccount {
    const account = this.member(id);
    if (!account) throw new AwsError("AccountNotFoundException", `We can't find the account ${id}.`);
    return account;
  }

  unit(id: string): OrganizationUnit | undefined {
    return this.#units.get(id);
  }

  isParent(id: string): boolean {
    return id === this.rootId || this.#units.has(id);
  }

  /** Whether policies attach to it. */
  isTarget(id: string): boolean {
    return this.isParent(id) || this.member(id) !== undefined;
  }

  /** @throws AwsError `TargetNotFoundException` */
  requireTarget(id: string): void {
    if (!this.isTarget(id)) throw targetNotFound(id);
  }

  /** Everything that policies attach to. */
  targets(): readonly string[] {
    return [this.rootId, ...this.units().map(({ id }) => id), ...this.members().map(({ id }) => id)];
  }

  /** @throws for an account that nobody added */
  stateOf(accountId: string): AccountStanding {
    const { suspendedAt } = this.#known(accountId);
    if (suspendedAt === null) return "ACTIVE";
    return this.#clock.now() < suspendedAt + closedAfterDays * dayMs ? "SUSPENDED" : "CLOSED";
  }

  members(): readonly OrganizationAccount[] {
    return [...this.#accounts.values()].filter(({ id }) => this.member(id) !== undefined);
  }

  suspended(): readonly OrganizationAccount[] {
    return [...this.#accounts.values()].filter(({ suspendedAt }) => suspendedAt !== null);
  }

  units(): readonly OrganizationUnit[] {
    return [...this.#units.values()];
  }

  parentOf(id: string): string | null {
    return (this.#units.get(id) ?? this.member(id))?.parentId ?? null;
  }

  /** From the root down to `id`, both included. */
  lineOf(id: string): readonly string[] {
    const parent = this.parentOf(id);
    return parent === null ? [id] : [...this.lineOf(parent), id];
  }

  /** Accounts in use below a root or unit at any depth, or the account itself. */
  accountsBelow(id: string): readonly string[] {
    return this.members()
      .filter((account) => account.suspendedAt === null && this.lineOf(account.id).includes(id))
      .map((account) => account.id);
  }

  pathOf(accountId: string): string | null {
    const account = this.#accounts.get(accountId);
    if (!account || account.organizationId === null) return null;
    if (account.parentId === null) return `${account.organizationId}/r-zz99/`;
    return `${[this.id, ...this.lineOf(account.parentId)].join("/")}/`;
  }

  arnOf(id: string): string {
    const kind = id === this.rootId ? "root" : this.#units.has(id) || id.startsWith("ou-") ? "ou" : "account";
    return `arn:aws:organizations::${this.managementAccountId}:${kind}/${this.id}/${id}`;
  }

  #known(accountId: string): OrganizationAccount {
    const account = this.#accounts.get(accountId);
    if (!account) throw new Error(`got account ${accountId}; add it to the organization, or outside of it`);
    return account;
  }
}
