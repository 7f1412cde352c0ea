import type { GrantConstraints, GrantOperation } from "@aws-sdk/client-kms";
import type { Caller, Context, NamedDocument, Question } from "../access.ts";
import type { Document, Statement } from "../policy-document.ts";

/** Leave to use a key that stands in no policy. */
export interface Grant {
  readonly id: string;
  readonly name: string | null;
  /** A role, a user, or the root ARN of an account. */
  readonly granteePrincipal: string;
  readonly retiringPrincipal: string | null;
  readonly operations: readonly GrantOperation[];
  readonly constraints: GrantConstraints;
  readonly issuingAccountId: string;
  /** In milliseconds since 1970. */
  readonly createdAt: number;
}

/** What a request to create it tells policies of it. */
export const grantContext = ({
  granteePrincipal,
  retiringPrincipal,
  operations,
  constraints,
}: GrantTerms): Context => ({
  "kms:GranteePrincipal": granteePrincipal,
  "kms:GrantOperations": operations,
  "kms:GrantIsForAWSResource": "false",
  ...(retiringPrincipal === null ? {} : { "kms:RetiringPrincipal": retiringPrincipal }),
  ...(constraints.EncryptionContextEquals
    ? { "kms:GrantConstraintType": "EncryptionContextEquals" }
    : constraints.EncryptionContextSubset
      ? { "kms:GrantConstraintType": "EncryptionContextSubset" }
      : {}),
});

export type GrantTerms = Pick<Grant, "granteePrincipal" | "retiringPrincipal" | "operations" | "constraints">;

/** Whether it gives somebody what they ask for, as they ask for it. */
export function isGrantedTo(grant: Grant, { arn, accountId }: Caller, action: string, context: Context): boolean {
  return (
    grant.operations.some((operation) => `kms:${operation}` === action) &&
    [arn, `arn:aws:iam::${accountId}:root`].includes(grant.granteePrincipal) &&
    (!takesEncryptionContext.test(action) || isWithin(grant.constraints, context))
  );
}

// of other operations constraints are ignored: docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html
const takesEncryptionContext = /^kms:((De|En)crypt$|GenerateDataKey|ReEncrypt)/;

function isWithin(
  { EncryptionContextEquals: equals, EncryptionContextSubset: subset }: GrantConstraints,
  context: Context,
) {
  const has = ([key, value]: [string, string]) => context[`kms:EncryptionContext:${key}`] === value;
  const keys = [context["kms:EncryptionContextKeys"] ?? []].flat();
  return (
    Object.entries({ ...subset, ...equals }).every(has) &&
    (equals === undefined || Object.keys(equals).length === keys.length)
  );
}

/**
 * A grant allows by itself, in another account too, and lifts no denial. That a boundary need not allow it as well is
 * the worse reading; AWS does not say.
 * Source: docs.aws.amazon.com/kms/latest/developerguide/grants.html
 */
export function withGrant(question: Question, grant: Grant): Question {
  const { boundary, resourcePolicy, identityPolicies, principalArn } = question;
  const name = `grant ${grant.id}`;
  const statement: Statement = { Effect: "Allow", Action: grant.operations.map((one) => `kms:${one}`), Resource: "*" };
  const ofKey = { name: resourcePolicy?.name ?? name, document: resourcePolicy?.document ?? nothing };
  const widened = {
    ...question,
    resourcePolicy: added(ofKey, { ...statement, Principal: { AWS: grant.granteePrincipal } }),
  };
  // of what an account is granted its own policies give its principals a part
  if (grant.granteePrincipal !== principalArn) return widened;
  return {
    ...widened,
    identityPolicies: [...identityPolicies, added({ name, document: nothing }, statement)],
    boundary: boundary && added(boundary, statement),
  };
}

/**
 * Whoever may create grants by a grant may create none that give more, or bind less.
 * Source: docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html
 */
export function isParentOf(parent: Grant, { operations, constraints }: GrantTerms): boolean {
  const { EncryptionContextEquals: equals, EncryptionContextSubset: subset } = parent.constraints;
  const own = constraints.EncryptionContextEquals ?? constraints.EncryptionContextSubset ?? {};
  return (
    operations.every((operation) => parent.operations.includes(operation)) &&
    (equals === undefined || isSame(equals, constraints.EncryptionContextEquals)) &&
    Object.entries(subset ?? {}).every(([key, value]) => own[key] === value)
  );
}

const nothing: Document = { Version: "2012-10-17", Statement: [] };

const added = ({ name, document }: NamedDocument, statement: Statement): NamedDocument => ({
  name,
  document: { ...document, Statement: [...document.Statement, statement] },
});

const isSame = (one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>> = {}) =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(one).every(([key, value]) => other[key] === value);
