import type { Document, Statement } from "../../emulator/model/policy-document.ts";
import { list } from "../organization/documents.ts";
import type { RequestKeys } from "./condition-keys.ts";
import { condition, type Holds } from "./conditions.ts";
import { type NamesPrincipal, principals } from "./principals.ts";
import { anyOf, type Matches, resourcePatterns, wildcard } from "./wildcards.ts";

/** A statement, ready to be held against requests. */
interface CompiledStatement {
  readonly sid: string;
  readonly allows: boolean;
  /** `null`: a statement of a principal's own policy. */
  readonly names: NamesPrincipal | null;
  readonly holds: (resource: string, keys: RequestKeys) => boolean;
}

/** A document, read once. */
class CompiledDocument {
  readonly #statements: readonly (CompiledStatement & { readonly isAbout: Matches })[];
  readonly #byAction = new Map<string, readonly CompiledStatement[]>();

  constructor({ Statement }: Document) {
    this.#statements = Statement.map(compiledStatement);
  }

  /** @param action in lower case */
  statementsAbout(action: string): readonly CompiledStatement[] {
    const known = this.#byAction.get(action);
    if (known) return known;
    const found = this.#statements.filter(({ isAbout }) => isAbout(action));
    this.#byAction.set(action, found);
    return found;
  }
}

const compiledDocuments = new WeakMap<Document, CompiledDocument>();

export function compiledDocument(document: Document): CompiledDocument {
  let known = compiledDocuments.get(document);
  if (!known) {
    known = new CompiledDocument(document);
    compiledDocuments.set(document, known);
  }
  return known;
}

const compiledStatements = new WeakMap<Statement, ReturnType<typeof compiled>>();

/** A document to which somebody added a statement has the others as they were. */
function compiledStatement(statement: Statement): ReturnType<typeof compiled> {
  const known = compiledStatements.get(statement) ?? compiled(statement);
  compiledStatements.set(statement, known);
  return known;
}

const elements = new Set(["Sid", "Effect", "Principal", "Action", "NotAction", "Resource", "NotResource", "Condition"]);

function compiled(statement: Statement) {
  const strange = Object.keys(statement).find((element) => !elements.has(element));
  if (strange) throw new Error(`got ${strange} in ${JSON.stringify(statement)}; quickJudge knows none`);
  const { Sid, Effect, Principal } = statement;
  if (Effect !== "Allow" && Effect !== "Deny") throw new Error(`got Effect ${Effect}; use Allow or Deny`);
  return {
    sid: Sid ?? "?",
    allows: Effect === "Allow",
    names: Principal === undefined ? null : principals(Principal),
    isAbout: actions(statement),
    holds: resourceAndConditions(statement),
  };
}

function actions(statement: Statement): Matches {
  const { Action, NotAction } = statement;
  if ((Action === undefined) === (NotAction === undefined)) throw incomplete("Action or NotAction", statement);
  const matches = anyOf(list(Action ?? NotAction).map((one) => wildcard(one.toLowerCase())));
  return Action === undefined ? (action) => !matches(action) : matches;
}

function resourceAndConditions(statement: Statement): CompiledStatement["holds"] {
  const { Resource, NotResource, Condition = {} } = statement;
  if (Resource !== undefined && NotResource !== undefined) throw incomplete("Resource or NotResource", statement);
  // a trust says nothing of a resource: it is about its own role
  const matches = resourcePatterns(list(Resource ?? NotResource ?? "*"));
  const isNot = NotResource !== undefined;
  const conditions: readonly Holds[] = Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, wanted]) => condition(operator, key, list(wanted))),
  );
  return (resource, keys) => {
    if (matches(resource) === isNot) return false;
    for (const holds of conditions) if (!holds(keys)) return false;
    return true;
  };
}

const incomplete = (wanted: string, statement: Statement) =>
  new Error(`got ${JSON.stringify(statement)}; use ${wanted}`);
