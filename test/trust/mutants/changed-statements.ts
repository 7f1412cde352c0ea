import { prefix } from "../../../src/names.ts";
import type { Document, Statement } from "../../emulator/model/policy-document.ts";
import { list } from "../organization/documents.ts";
import { outsideAccount } from "../organization/people.ts";
import { mostDangerousActions } from "./dangerous-actions.ts";
import { grantsNothing, isIdentity } from "./document-kinds.ts";
import type { Addition, How } from "./mutant.ts";
import { type PolicyPlace, placeWords } from "./policy-places.ts";

type Condition = NonNullable<Statement["Condition"]>;

/** One of a statement's own parts made wider, or narrower where it denies. */
interface Change {
  readonly how: How;
  readonly what: string;
  readonly change: (statement: Statement) => Statement;
}

/** Statements that a document has, each of them changed so that more is allowed or less is denied. */
export const changedStatements = (place: PolicyPlace, boundary: Document | null): readonly Addition[] =>
  place.document.Statement.flatMap((statement, index) => {
    const isDenial = statement.Effect === "Deny";
    if (!isDenial && grantsNothing(place.kind)) return [];
    const changes = isDenial
      ? exemptions(statement, exemptIn(place))
      : [...actions(place, statement, boundary), ...everyResource(place, statement), ...conditionsLess(statement)];
    return changes.map(({ how, what, change }) => ({
      how,
      of: placeWords(place),
      what: `${statement.Sid}, ${what}`,
      edit: place.edit((document) => changed(document, index, change)),
    }));
  });

function changed(document: Document, index: number, change: Change["change"]): Document {
  const statement = document.Statement[index];
  if (!statement) throw new Error(`got no statement ${index}`);
  return { ...document, Statement: document.Statement.with(index, change(statement)) };
}

const actions = (place: PolicyPlace, statement: Statement, boundary: Document | null): readonly Change[] =>
  mostDangerousActions(place, statement, boundary).map((action) => ({
    how: "action",
    what: action,
    change: (written) => ({ ...written, Action: [...list(written.Action), action] }),
  }));

/** A resource's policy is about that resource, whatever it says. */
function everyResource({ kind }: PolicyPlace, { Resource }: Statement): readonly Change[] {
  if (!isIdentity(kind) && kind !== "delegation policy") return [];
  if (Resource === undefined || list(Resource).includes("*")) return [];
  return [{ how: "resource", what: "*", change: (written) => ({ ...written, Resource: "*" }) }];
}

function conditionsLess({ Condition = {} }: Statement): readonly Change[] {
  return pairs(Condition).map(([operator, key]) => ({
    how: "condition",
    what: `without ${operator} ${key}`,
    change: ({ Condition: written = {}, ...rest }) => {
      const { [key]: _, ...others } = written[operator] ?? {};
      const { [operator]: __, ...operators } = written;
      const kept: Condition = Object.keys(others).length > 0 ? { ...operators, [operator]: others } : operators;
      return { ...rest, ...(Object.keys(kept).length > 0 && { Condition: kept }) };
    },
  }));
}

const principal = "aws:PrincipalArn";

/**
 * Who is exempt: of a role's own policy the role, of a policy for many all of Lockstep's roles, and of everything else
 * a role of a name that any account's administrator can give.
 */
function exemptIn({ kind, of }: PolicyPlace): string {
  const role = kind === "inline policy" ? of : kind === "managed policy" ? `${prefix}-*` : "Administrator";
  return `arn:*:iam::*:role/${role}`;
}

/** One more who may, and one more of everything else that a denial leaves out. */
function exemptions({ Condition = {}, NotResource }: Statement, exempt: string): readonly Change[] {
  const excepting = pairs(Condition).filter(([operator]) => /Not(Like|Equals)/.test(operator));
  const hasOwn = excepting.some(([, key]) => key === principal);
  const all = hasOwn ? excepting : [...excepting, ["ArnNotLike", principal] as const];
  const elsewhere = `arn:*:backup:*:${outsideAccount}:backup-vault:*`;
  return [
    ...all.map(([operator, key]): Change => {
      const added = key === principal ? exempt : operator.includes("Arn") ? elsewhere : outsideAccount;
      return {
        how: "exemption",
        what: `${added} in ${operator} ${key}`,
        change: ({ Condition: written = {}, ...rest }) => {
          const values = [...list(written[operator]?.[key]), added];
          return { ...rest, Condition: { ...written, [operator]: { ...written[operator], [key]: values } } };
        },
      };
    }),
    ...(NotResource === undefined
      ? []
      : [
          {
            how: "exemption" as const,
            what: `${elsewhere} in NotResource`,
            change: (written: Statement) => ({ ...written, NotResource: [...list(written.NotResource), elsewhere] }),
          },
        ]),
  ];
}

const pairs = (condition: Condition): readonly (readonly [operator: string, key: string])[] =>
  Object.entries(condition).flatMap(([operator, keys]) => Object.keys(keys).map((key) => [operator, key] as const));
