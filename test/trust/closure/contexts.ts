import type { Context } from "../../emulator/model/access.ts";
import type { Document, Statement } from "../../emulator/model/policy-document.ts";
import { wildcard } from "../judge/wildcards.ts";
import { list } from "../organization/documents.ts";

/**
 * Keys whose values the caller of an action chooses. All others AWS fills in: who asks, for whom, of what. What a
 * service does on the caller's behalf (`aws:ViaAWSService`, `kms:ViaService`) is that service's doing.
 */
const chosen =
  /^(aws:requesttag\/|aws:tagkeys$|iam:(permissionsboundary|policyarn|passedtoservice|awsservicename|associatedresourcearn)$|organizations:(serviceprincipal|policytype)$|backup:|s3:prefix$|events:|kms:(bypasspolicylockoutsafetycheck|requestalias|granteeprincipal|grantoperations)$|cloudformation:|sns:(protocol|endpoint)$|sts:(externalid|rolesessionname)$|aws:requestedregion$)/i;

const known = new WeakMap<Document, Map<string, ReadonlyMap<string, Context>>>();

const none: Context = {};
const onlyNone: readonly Context[] = [none];

/** What somebody would say in a request so that an Allow's conditions hold, or a denial's do not: one for each statement. */
export function chosenContexts(documents: Iterable<Document>, action: string): readonly Context[] {
  let found: Map<string, Context> | undefined;
  for (const document of documents) {
    for (const [text, context] of contextsIn(document, action)) {
      found ??= new Map([["{}", none]]);
      found.set(text, context);
    }
  }
  return found ? [...found.values()] : onlyNone;
}

/** By their texts, without the empty one. */
function contextsIn(document: Document, action: string): ReadonlyMap<string, Context> {
  let ofDocument = known.get(document);
  if (!ofDocument) {
    ofDocument = new Map();
    known.set(document, ofDocument);
  }
  const before = ofDocument.get(action);
  if (before) return before;
  const contexts = new Map(
    document.Statement.filter((one) => isAbout(one, action))
      .map((one) => (one.Effect === "Allow" ? satisfying(one) : escaping(one)))
      .map((context) => [JSON.stringify(context), context] as const)
      .filter(([text]) => text !== "{}"),
  );
  ofDocument.set(action, contexts);
  return contexts;
}

const isAbout = ({ Action, NotAction }: Statement, action: string): boolean => {
  const isNamed = list(Action ?? NotAction).some((pattern) => wildcard(pattern.toLowerCase())(action.toLowerCase()));
  return isNamed === (Action !== undefined);
};

function satisfying({ Condition = {} }: Statement): Context {
  const context: Record<string, string | readonly string[]> = {};
  for (const [operator, keys] of Object.entries(Condition)) {
    for (const [key, values] of Object.entries(keys)) {
      if (!chosen.test(key)) continue;
      const value = valueFor(operator, list(values));
      if (value === undefined) continue;
      context[key] = /^For(Any|All)/.test(operator) ? [value] : value;
    }
  }
  return context;
}

/** What somebody would say so that a denial spares them: a value that it makes an exception of. */
function escaping({ Condition = {} }: Statement): Context {
  const spared = Object.entries(Condition)
    .filter(([operator]) => /Not/.test(operator))
    .flatMap(([operator, keys]) => Object.entries(keys).map(([key, values]) => ({ operator, key, values })))
    .filter(({ key }) => chosen.test(key));
  return Object.fromEntries(
    spared.flatMap(({ operator, key, values }) => {
      const value = list(values)[0]?.replaceAll("*", "x");
      if (value === undefined) return [];
      return [[key, /^For(Any|All)/.test(operator) ? [value] : value] as const];
    }),
  );
}

/** A value that fulfils a condition; none is needed for one that is fulfilled by silence. */
function valueFor(operator: string, values: readonly string[]): string | undefined {
  const [first] = values;
  if (first === undefined || /Not/.test(operator)) return undefined;
  if (operator === "Null") return first === "false" ? "1" : undefined;
  if (/LessThan$/.test(operator)) return String(Number(first) - 1);
  if (/GreaterThan$/.test(operator)) return String(Number(first) + 1);
  return first.replaceAll("*", "x");
}
