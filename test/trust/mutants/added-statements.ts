import type { Estate } from "../../../src/model.ts";
import { accountRootArn } from "../../../src/names.ts";
import type { Document, Statement } from "../../emulator/model/policy-document.ts";
import { list } from "../organization/documents.ts";
import { outsideAccount } from "../organization/people.ts";
import { allowsEverything, grantsNothing, guardedBy, isIdentity, resourceIn } from "./document-kinds.ts";
import type { Addition } from "./mutant.ts";
import { type PolicyPlace, placeWords } from "./policy-places.ts";

const sid = "Added";

const add =
  (statement: (document: Document) => Statement) =>
  (document: Document): Document => ({ ...document, Statement: [...document.Statement, statement(document)] });

/** Statements that a document gets beside those it has. */
export function addedStatements(estate: Estate, place: PolicyPlace, delegate: string): readonly Addition[] {
  return [
    ...everything(place),
    ...strangers(estate, place),
    ...delegations(estate, place, delegate),
    ...lockOut(place),
  ];
}

/** Not where it would change nothing. */
function everything(place: PolicyPlace): readonly Addition[] {
  const { kind, document } = place;
  if (grantsNothing(kind) || allowsEverything(document)) return [];
  const statement: (document: Document) => Statement = isIdentity(kind)
    ? () => ({ Sid: sid, Effect: "Allow", Action: "*", Resource: "*" })
    : (written) => ({ ...ofAnybody(place, written), Effect: "Allow" });
  return [{ how: "everything", of: placeWords(place), what: "a statement", edit: place.edit(add(statement)) }];
}

function ofAnybody({ kind }: PolicyPlace, document: Document): Omit<Statement, "Effect"> {
  const guarded = guardedBy(kind);
  if (!guarded) throw new Error(`got ${kind}, which is of no resource`);
  const Principal = kind === "trust" ? { AWS: "*" } : "*";
  return { Sid: sid, Principal, Action: guarded.everything, ...resourceIn(document) };
}

/** AWS takes no account of another organization into the delegation policy. */
function strangers(estate: Estate, place: PolicyPlace): readonly Addition[] {
  const { kind, document } = place;
  const guarded = guardedBy(kind);
  if (!guarded || kind === "delegation policy") return [];
  const AWS = accountRootArn(estate, outsideAccount);
  const edit = (change: (document: Document) => Document, what: string): Addition => ({
    how: "principal",
    of: placeWords(place),
    what,
    edit: place.edit(change),
  });
  const allows = document.Statement.map((statement, index) => ({ statement, index })).filter(
    ({ statement }) => statement.Effect === "Allow",
  );
  if (allows.length === 0) {
    const statement = (written: Document): Statement => ({
      ...ofAnybody(place, written),
      Effect: "Allow",
      Principal: { AWS },
    });
    return [edit(add(statement), "a statement")];
  }
  return allows.map(({ statement, index }) => edit((written) => letIn(written, index, AWS), `beside ${statement.Sid}`));
}

/** A condition that says who may would keep a stranger out: then the stranger gets a statement without it. */
function letIn(document: Document, index: number, AWS: string): Document {
  const statement = document.Statement[index];
  if (!statement) throw new Error(`got no statement ${index}`);
  const { Principal = {}, Condition: _, ...rest } = statement;
  if (Principal !== "*" && !statement.Condition) {
    const named = { ...Principal, AWS: [...list(Principal["AWS"]), AWS] };
    return { ...document, Statement: document.Statement.with(index, { ...statement, Principal: named }) };
  }
  // who has no token of GitHub's takes a role like everybody
  const Action = statement.Action === "sts:AssumeRoleWithWebIdentity" ? "sts:AssumeRole" : statement.Action;
  return add(() => ({ ...rest, Sid: sid, Principal: { AWS }, ...(Action && { Action }) }))(document);
}

/** Each statement once more for an account that is nobody's delegate. */
function delegations(estate: Estate, place: PolicyPlace, delegate: string): readonly Addition[] {
  if (place.kind !== "delegation policy") return [];
  const Principal = { AWS: accountRootArn(estate, delegate) };
  return place.document.Statement.map(({ Sid }, index) => ({
    how: "delegation",
    of: placeWords(place),
    what: `${Sid} for account ${delegate}`,
    edit: place.edit(({ Statement, ...rest }) => ({
      ...rest,
      Statement: [...Statement, { ...(Statement[index] as Statement), Sid: sid, Principal }],
    })),
  }));
}

function lockOut(place: PolicyPlace): readonly Addition[] {
  const { kind, document } = place;
  const guarded = guardedBy(kind);
  const statement: (document: Document) => Statement = guarded
    ? (written) => ({ ...ofAnybody(place, written), Effect: "Deny", ...(kind === "trust" && waysIn(document)) })
    : () => ({ Sid: sid, Effect: "Deny", Action: "*", Resource: "*" });
  // without it AWS refuses a key policy that its caller could not change again
  const beside = kind === "key policy" ? { bypass_policy_lockout_safety_check: true } : {};
  return [{ how: "lockout", of: placeWords(place), what: "a statement", edit: place.edit(add(statement), beside) }];
}

const waysIn = ({ Statement }: Document) => ({
  Action: [...new Set(Statement.flatMap(({ Action }) => list(Action)))],
});
