import type * as aws from "@aws-sdk/client-kms";
import type { Access, Caller } from "../access.ts";
import { AwsError } from "../aws-error.ts";
import { keyTarget } from "../backup/key-target.ts";
import { uuidOf } from "../backup/random.ts";
import type { Clock } from "../clock.ts";
import type { Key, Kms } from "../kms.ts";
import { type Grant, type GrantTerms, grantContext, isParentOf } from "./grant.ts";
import { namedKey } from "./named-key.ts";
import { retirementOf } from "./retirement.ts";

type NamedGrant = Pick<aws.RetireGrantCommandInput, "KeyId" | "GrantId" | "GrantToken">;

/** Grants of keys, as callers ask for them. Source: docs.aws.amazon.com/kms/latest/developerguide/grants.html */
export class GrantOperations {
  readonly #kms: Kms;
  readonly #clock: Clock;
  readonly #access: Access;
  #created = 0;

  constructor(kms: Kms, clock: Clock, access: Access) {
    this.#kms = kms;
    this.#clock = clock;
    this.#access = access;
  }

  async createGrant(
    caller: Caller,
    region: string,
    input: aws.CreateGrantCommandInput,
  ): Promise<{ readonly GrantId: string; readonly GrantToken: string }> {
    const key = namedKey(this.#kms, caller, region, input.KeyId);
    const terms: GrantTerms = {
      granteePrincipal: required(input.GranteePrincipal, "granteePrincipal"),
      retiringPrincipal: input.RetiringPrincipal ?? null,
      operations: required(input.Operations, "operations"),
      constraints: input.Constraints ?? {},
    };
    const target = keyTarget({ ...key, grants: (key.grants ?? []).filter((one) => isParentOf(one, terms)) });
    await this.#access.require(caller, "kms:CreateGrant", target, grantContext(terms));
    if (key.state !== "Enabled") throw new AwsError("DisabledException", `${key.arn} is disabled.`);
    this.#created += 1;
    const id = uuidOf(`grant ${this.#created} ${key.arn}`);
    const grant: Grant = {
      ...terms,
      id,
      name: input.Name ?? null,
      issuingAccountId: caller.accountId,
      createdAt: this.#clock.now(),
    };
    const now = namedKey(this.#kms, caller, region, input.KeyId);
    this.#kms.put({ ...now, grants: [...(now.grants ?? []), grant] });
    return { GrantId: id, GrantToken: id };
  }

  async listGrants(
    caller: Caller,
    region: string,
    input: aws.ListGrantsCommandInput,
  ): Promise<{ readonly Grants: readonly aws.GrantListEntry[] }> {
    await this.#byPolicies(caller, region, "kms:ListGrants", input.KeyId);
    const key = namedKey(this.#kms, caller, region, input.KeyId);
    const grants = (key.grants ?? []).filter(
      ({ id, granteePrincipal }) =>
        (input.GrantId ?? id) === id && (input.GranteePrincipal ?? granteePrincipal) === granteePrincipal,
    );
    return { Grants: grants.map((grant) => shown(key, grant)) };
  }

  async listRetirableGrants(
    caller: Caller,
    region: string,
    input: aws.ListRetirableGrantsCommandInput,
  ): Promise<{ readonly Grants: readonly aws.GrantListEntry[] }> {
    const { accountId } = caller;
    await this.#access.require(caller, "kms:ListRetirableGrants", { arn: "*", accountId, policy: null });
    const keys = this.#kms.all().filter((key) => key.accountId === accountId && key.region === region);
    return {
      Grants: keys.flatMap((key) =>
        (key.grants ?? [])
          .filter(({ retiringPrincipal }) => retiringPrincipal === input.RetiringPrincipal)
          .map((grant) => shown(key, grant)),
      ),
    };
  }

  async revokeGrant(caller: Caller, region: string, input: aws.RevokeGrantCommandInput): Promise<void> {
    await this.#byPolicies(caller, region, "kms:RevokeGrant", input.KeyId);
    const { key, grant } = this.#grant(caller, region, input);
    this.#drop(key, grant);
  }

  async retireGrant(caller: Caller, region: string, input: NamedGrant): Promise<void> {
    const { key, grant } = this.#grant(caller, region, input);
    const target = retirementOf(key, grant, caller);
    if (target === null) throw new AwsError("AccessDeniedException", `${caller.arn} cannot retire ${grant.id}`, 403);
    await this.#access.require(caller, "kms:RetireGrant", target);
    this.#drop(namedKey(this.#kms, caller, region, key.arn), grant);
  }

  /** A grant gives no leave to see or revoke grants. */
  async #byPolicies(caller: Caller, region: string, action: string, keyId: string | undefined): Promise<void> {
    const target = keyTarget(namedKey(this.#kms, caller, region, keyId));
    await this.#access.require(caller, action, target, { "kms:GrantIsForAWSResource": "false" });
  }

  #grant(caller: Caller, region: string, { KeyId, GrantId, GrantToken }: NamedGrant): { key: Key; grant: Grant } {
    const id = GrantId ?? GrantToken;
    const keys = KeyId === undefined ? this.#kms.all() : [namedKey(this.#kms, caller, region, KeyId)];
    for (const key of keys) {
      const grant = key.grants?.find((one) => one.id === id);
      if (grant) return { key, grant };
    }
    throw new AwsError("NotFoundException", `Grant ID ${id} not found`);
  }

  #drop(key: Key, { id }: Grant): void {
    this.#kms.put({ ...key, grants: (key.grants ?? []).filter((one) => one.id !== id) });
  }
}

const shown = (
  { arn }: Key,
  { id, name, granteePrincipal, retiringPrincipal, operations, constraints, ...grant }: Grant,
): aws.GrantListEntry => ({
  KeyId: arn,
  GrantId: id,
  ...(name === null ? {} : { Name: name }),
  GranteePrincipal: granteePrincipal,
  ...(retiringPrincipal === null ? {} : { RetiringPrincipal: retiringPrincipal }),
  Operations: [...operations],
  Constraints: constraints,
  IssuingAccount: `arn:aws:iam::${grant.issuingAccountId}:root`,
  CreationDate: new Date(grant.createdAt),
});

function required<T>(value: T | undefined, name: string): T {
  if (value !== undefined) return value;
  const message = `1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`;
  throw new AwsError("ValidationException", message);
}
