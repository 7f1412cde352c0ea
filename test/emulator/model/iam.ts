import type { Document } from "./policy-document.ts";

export interface Role {
  readonly arn: string;
  readonly accountId: string;
  readonly name: string;
  /** Ends in `/`; `/aws-service-role/backup.amazonaws.com/` of a service-linked role. */
  readonly path: string;
  readonly trust: Document;
  /** By name. */
  readonly inline: ReadonlyMap<string, Document>;
  readonly attachedPolicyArns: readonly string[];
  readonly boundaryArn: string | null;
  readonly tags: Readonly<Record<string, string>>;
}

export interface User {
  readonly arn: string;
  readonly accountId: string;
  readonly inline: ReadonlyMap<string, Document>;
  readonly attachedPolicyArns: readonly string[];
}

/** Principals and managed policies of every account, as they are now. Who changes them is none of its business. */
export class Iam {
  readonly #roles = new Map<string, Role>();
  readonly #users = new Map<string, User>();
  readonly #policies = new Map<string, Document>();
  #revision = 0;

  /** Counts changes: while it stays, nothing has changed. */
  get revision(): number {
    return this.#revision;
  }

  roles(): readonly Role[] {
    return [...this.#roles.values()];
  }

  users(): readonly User[] {
    return [...this.#users.values()];
  }

  /** Managed policies by ARN, AWS's own among them. */
  policies(): ReadonlyMap<string, Document> {
    return this.#policies;
  }

  role(arn: string): Role | undefined {
    return this.#roles.get(arn);
  }

  rolesOf(accountId: string): readonly Role[] {
    return [...this.#roles.values()].filter((role) => role.accountId === accountId);
  }

  user(arn: string): User | undefined {
    return this.#users.get(arn);
  }

  /** A managed policy, AWS's own or of an account. */
  policy(arn: string): Document | undefined {
    return this.#policies.get(arn);
  }

  putRole(role: Role): void {
    this.#revision += 1;
    this.#roles.set(role.arn, role);
  }

  deleteRole(arn: string): void {
    this.#revision += 1;
    this.#roles.delete(arn);
  }

  putUser(user: User): void {
    this.#revision += 1;
    this.#users.set(user.arn, user);
  }

  putPolicy(arn: string, document: Document): void {
    this.#revision += 1;
    this.#policies.set(arn, document);
  }

  deletePolicy(arn: string): void {
    this.#revision += 1;
    this.#policies.delete(arn);
  }

  /** Of an account, as it is now. @returns what puts it back */
  remember(accountId: string): () => void {
    const roles = this.rolesOf(accountId);
    const users = this.users().filter((user) => user.accountId === accountId);
    const policies = [...this.#policies].filter(([arn]) => arn.includes(`:iam::${accountId}:`));
    return () => {
      this.clear(accountId);
      for (const role of roles) this.putRole(role);
      for (const user of users) this.putUser(user);
      for (const [arn, document] of policies) this.putPolicy(arn, document);
    };
  }

  /** Forgets everything of an account, AWS's own policies aside. */
  clear(accountId: string): void {
    this.#revision += 1;
    for (const map of [this.#roles, this.#users]) {
      for (const [arn, one] of map) if (one.accountId === accountId) map.delete(arn);
    }
    for (const arn of this.#policies.keys()) {
      if (arn.includes(`:iam::${accountId}:`)) this.#policies.delete(arn);
    }
  }
}
