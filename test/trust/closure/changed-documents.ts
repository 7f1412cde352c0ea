import type { Document, Statement } from "../../emulator/model/policy-document.ts";
import type { Kind, Written } from "../organization/documents.ts";
import { Organization } from "../organization/organization.ts";

/** A change that somebody could get past a review. */
export type Change = (organization: Organization) => Organization;

/** Which document is changed; those of a role are of one account. */
export interface Which {
  readonly kind: Kind;
  readonly of: string;
  readonly accountId: string;
}

/** @throws when there is no such document, or nothing in it changes: the plant would prove nothing */
export const changing =
  (which: Which, change: (document: Document) => Document): Change =>
  ({ estate, resources, written }) => {
    const isIt = (one: Written) => one.kind === which.kind && one.of === which.of && one.accountId === which.accountId;
    const before = written.filter(isIt);
    const after = before.map((one) => ({ ...one, document: change(one.document) }));
    if (before.length === 0) throw new Error(`got no ${which.kind} of ${which.of} in ${which.accountId}`);
    if (JSON.stringify(before) === JSON.stringify(after)) throw new Error(`the ${which.kind} of ${which.of} stays`);
    return new Organization(estate, resources, [...written.filter((one) => !isIt(one)), ...after]);
  };

/** A statement more. */
export const adding = (which: Which, statement: Omit<Statement, "Sid" | "Effect">): Change =>
  changing(which, (document) => ({
    ...document,
    Statement: [...document.Statement, { Sid: "Planted", Effect: "Allow", ...statement }],
  }));

/** An Allow more in what a role may do. */
export const allowing = (
  role: string,
  accountId: string,
  actions: readonly string[],
  more: Pick<Statement, "Resource" | "Condition"> = {},
): Change => adding({ kind: "inline policy", of: role, accountId }, { Action: actions, Resource: "*", ...more });

/** The statement of that Sid as somebody rewrote it. */
export const rewriting = (which: Which, sid: string, change: (statement: Statement) => Statement): Change =>
  changing(which, (document) => ({
    ...document,
    Statement: document.Statement.map((one) => (one.Sid === sid ? change(one) : one)),
  }));

/** Several, one after the other. */
export const both =
  (...changes: readonly Change[]): Change =>
  (organization) =>
    changes.reduce((changed, change) => change(changed), organization);
