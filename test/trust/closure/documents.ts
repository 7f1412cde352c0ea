import { awsManagedPolicies } from "../../emulator/deploy/aws-managed-policies.ts";
import type { NamedDocument } from "../../emulator/model/access.ts";
import { allowEverything, type Document } from "../../emulator/model/policy-document.ts";
import type { Kind, Written } from "../organization/documents.ts";

/** Key of the one document that says yes to everything. */
export const everything = "AdministratorAccess";
/** What somebody puts into a role that they may change. */
export const ownPolicy = "a policy of their own";
/** What a role that somebody has just made may do: nothing. */
export const empty = "an empty policy";
/** What people may do in their own account, as far as this goes: take the roles that trust them. */
export const takesRoles = "a person's own permissions";
/** A key's policy as an account has it that Lockstep knows nothing of: the account decides. */
export const ofAnotherTeam = (accountId: string) => `key policy of another team|${accountId}`;

export const keyOf = ({ kind, accountId, region, of }: Pick<Written, "kind" | "accountId" | "region" | "of">): string =>
  [kind, of, accountId, region].join("|");

/** Policies of the organization that bind principals of its accounts, or whoever asks for what is in them. */
export type GuardrailKind = "service control policy" | "resource control policy";

export const isGuardrail = (kind: Kind): kind is GuardrailKind =>
  kind === "service control policy" || kind === "resource control policy";

interface Keyed {
  readonly key: string;
  readonly one: Written;
}

const keyedOnce = new WeakMap<readonly Written[], readonly Keyed[]>();

/** Documents with their keys; a role may have several inline policies. */
export function keyed(written: readonly Written[]): readonly Keyed[] {
  const known = keyedOnce.get(written) ?? withKeys(written);
  keyedOnce.set(written, known);
  return known;
}

function withKeys(written: readonly Written[]): readonly Keyed[] {
  const seen = new Map<string, number>();
  return written.map((one) => {
    const key = keyOf(one);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return { key: count === 1 ? key : `${key}|${count}`, one };
  });
}

const awsKey = (arn: string) => `AWS's ${arn.slice(arn.lastIndexOf("/") + 1)}`;
export const isOfAws = (key: string): boolean => key.startsWith("AWS's ");

/** Key of a managed policy by its ARN, whether AWS's own or a synthesized one. */
export const managedKey = (arn: string): string => {
  const [, , , , accountId = "", resource = ""] = arn.split(":");
  return accountId === "aws"
    ? awsKey(arn)
    : keyOf({ kind: "managed policy", accountId, region: "", of: resource.slice("policy/".length) });
};

const statement = (Action: string): Document => ({
  Version: "2012-10-17",
  Statement: [{ Sid: "TakesRoles", Effect: "Allow", Action, Resource: "*" }],
});

/** Every document that decides about a request, by key, with the name that a person would give it. */
export function documentsOf(written: readonly Written[]): ReadonlyMap<string, NamedDocument> {
  const nothing: Document = { Version: "2012-10-17", Statement: [] };
  return new Map([
    [everything, { name: everything, document: allowEverything }],
    [ownPolicy, { name: ownPolicy, document: { ...allowEverything } }],
    [empty, { name: empty, document: nothing }],
    [takesRoles, { name: takesRoles, document: statement("sts:AssumeRole") }],
    ...Object.entries(awsManagedPolicies).map(([arn, document]): [string, NamedDocument] => [
      awsKey(arn),
      { name: awsKey(arn), document },
    ]),
    ...keyed(written).map(({ key, one }): [string, NamedDocument] => [
      key,
      { name: `${one.kind} of ${one.of}`, document: one.document },
    ]),
  ]);
}

/** The document that somebody who may write it would write: everything, to everybody. */
export const rewritten = ({ name, document }: NamedDocument): NamedDocument => {
  const isResource = document.Statement.some(({ Principal }) => Principal !== undefined);
  return {
    name: `${name}, rewritten`,
    document: isResource ? openToAll : allowEverything,
  };
};
const openToAll: Document = {
  Version: "2012-10-17",
  Statement: [{ Sid: "Everybody", Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
};
