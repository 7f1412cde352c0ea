import { AwsError } from "./aws-error.ts";
import type { Clock } from "./clock.ts";
import { type Grant, isGrantedTo, withGrant } from "./kms/grant.ts";
import type { Document } from "./policy-document.ts";

/** Condition keys and their values, as a request carries them. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/** Who signs a request. */
export interface Caller {
  /** `arn:…:role/…`, `arn:…:user/…` or `arn:…:root`; of an assumed role the role's own ARN, not the session's. */
  readonly arn: string;
  readonly accountId: string;
  /** What the session adds: `aws:MultiFactorAuthPresent`, the subject of an OIDC token. */
  readonly context?: Context;
}

/** What a request is about. */
export interface Target {
  readonly arn: string;
  readonly accountId: string;
  /** The resource's own policy; `null`: it has none. */
  readonly policy: NamedDocument | null;
  /** What AWS tells policies of it: its tags, a key's aliases, a policy's type. */
  readonly context?: Context;
  /** Of a key: what is allowed beside its policy. */
  readonly grants?: readonly Grant[];
}

export interface NamedDocument {
  /** What a person would call it, such as `vault policy of lockstep-local`. */
  readonly name: string;
  readonly document: Document;
}

/** Everything that decides about a request, gathered; who judges it needs to know nothing else. */
export interface Question {
  readonly principalArn: string;
  readonly action: string;
  readonly resourceArn: string;
  readonly resourceAccountId: string;
  readonly context: Context;
  readonly identityPolicies: readonly NamedDocument[];
  readonly boundary: NamedDocument | null;
  /** From the root down to the account; none: service control policies do not bind the principal. */
  readonly serviceControlPolicies: readonly { readonly of: string; readonly policies: readonly NamedDocument[] }[];
  /** Of the account that the resource is in; they only deny. None: they do not bind the principal in this. */
  readonly resourceControlPolicies: readonly NamedDocument[];
  readonly resourcePolicy: NamedDocument | null;
}

export interface Verdict {
  readonly allowed: boolean;
  /** Policy and statement that decided, such as `vault policy of lockstep-local: NobodyDeletesOrShortens`. */
  readonly because: string;
}

/** Decides as IAM does. */
export type Judge = (question: Question) => Promise<Verdict>;

/** What the rest of the model knows about principals and accounts. */
export interface Principals {
  /** Policies of a principal. @throws when there is no such principal */
  policiesOf(caller: Caller): { readonly identity: readonly NamedDocument[]; readonly boundary: NamedDocument | null };
  serviceControlPoliciesOf(caller: Caller): Question["serviceControlPolicies"];
  /** Those that bind a principal who asks for an action on something in an account. */
  resourceControlPoliciesOn(accountId: string, caller: Caller, action: string): Question["resourceControlPolicies"];
  /** `aws:PrincipalOrgID`, `aws:PrincipalOrgPaths`, `aws:PrincipalTag/…`, and the same of the resource. */
  organizationContext(side: "Principal" | "Resource", accountId: string): Context;
}

/**
 * Asks for every request whether it is allowed, with the policies that are there at that moment.
 *
 * A method of the model asks first and acts afterwards without waiting for anything, so that two requests never
 * interleave within a change.
 */
export class Access {
  readonly #principals: Principals;
  readonly #judge: Judge;
  readonly #clock: Clock;

  constructor(principals: Principals, judge: Judge, clock: Clock) {
    this.#principals = principals;
    this.#judge = judge;
    this.#clock = clock;
  }

  async verdict(caller: Caller, action: string, target: Target, context: Context = {}): Promise<Verdict> {
    const question = this.#question(caller, action, target, context);
    const verdict = await this.#judge(question);
    if (verdict.allowed) return verdict;
    for (const grant of target.grants ?? []) {
      if (!isGrantedTo(grant, caller, action, question.context)) continue;
      const { allowed } = await this.#judge(withGrant(question, grant));
      if (allowed) return { allowed, because: `grant ${grant.id}` };
    }
    return verdict;
  }

  #question(caller: Caller, action: string, target: Target, context: Context): Question {
    const { identity, boundary } = this.#principals.policiesOf(caller);
    const serviceControlPolicies = this.#principals.serviceControlPoliciesOf(caller);
    const deciding = [
      ...identity,
      ...(boundary ? [boundary] : []),
      ...serviceControlPolicies.flatMap(({ policies }) => policies),
      ...(target.policy ? [target.policy] : []),
    ];
    return {
      principalArn: caller.arn,
      action,
      resourceArn: target.arn,
      resourceAccountId: target.accountId,
      context: {
        "aws:PrincipalArn": caller.arn,
        "aws:PrincipalAccount": caller.accountId,
        "aws:ResourceAccount": target.accountId,
        ...this.#principals.organizationContext("Principal", caller.accountId),
        ...this.#principals.organizationContext("Resource", target.accountId),
        // told to those alone who ask: the same question at another time has the same answer, and is asked once
        ...(deciding.some(({ document }) => asksForTime(document))
          ? { "aws:CurrentTime": this.#clock.date().toISOString() }
          : {}),
        ...target.context,
        ...caller.context,
        ...context,
      },
      identityPolicies: identity,
      boundary,
      serviceControlPolicies,
      resourceControlPolicies: this.#principals.resourceControlPoliciesOn(target.accountId, caller, action),
      resourcePolicy: target.policy,
    };
  }

  /** @throws AwsError `AccessDeniedException`, saying what decided */
  async require(caller: Caller, action: string, target: Target, context: Context = {}): Promise<void> {
    const { allowed, because } = await this.verdict(caller, action, target, context);
    if (allowed) return;
    throw new AwsError(
      "AccessDeniedException",
      `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${target.arn} (${because})`,
      403,
    );
  }
}

const askingForTime = new WeakMap<Document, boolean>();

function asksForTime(document: Document): boolean {
  const known = askingForTime.get(document) ?? /"aws:currenttime"/i.test(JSON.stringify(document));
  askingForTime.set(document, known);
  return known;
}
