import { isObject, type JsonObject } from "../../stack/json-object.ts";
import { texts } from "../texts.ts";

/** A statement of a policy in one form, however it was written. */
export interface Statement {
  /** Its `Sid`; where it has none, its place. */
  readonly name: string;
  readonly effect: string;
  readonly principals: Members;
  readonly actions: Members;
  readonly resources: Members;
  readonly conditions: readonly Condition[];
}

/** Patterns; `except`: all but them. */
export interface Members {
  readonly except: boolean;
  readonly patterns: readonly string[];
}

export interface Condition {
  /** Lower case, with its prefix and suffix, such as `foranyvalue:stringlike`. */
  readonly operator: string;
  /** Lower case. */
  readonly key: string;
  readonly values: readonly string[];
}

/** @returns `null` for what is no policy document. */
export function readStatements(document: unknown): readonly Statement[] | null {
  if (!isObject(document) || !Object.hasOwn(document, "Statement")) return null;
  const { Statement: written } = document;
  const statements = Array.isArray(written) ? written : [written];
  if (!statements.every(isObject)) return null;
  return statements.map(readStatement);
}

function readStatement(statement: JsonObject, index: number): Statement {
  const { Sid: sid } = statement;
  return {
    name: typeof sid === "string" && sid !== "" ? sid : `number ${index + 1}`,
    effect: String(statement["Effect"]),
    principals: principals(statement),
    actions: members(statement, "Action", texts),
    resources: members(statement, "Resource", texts),
    conditions: conditions(statement["Condition"]),
  };
}

function members(statement: JsonObject, element: string, read: (value: unknown) => readonly string[]): Members {
  const not = `Not${element}`;
  if (Object.hasOwn(statement, not)) return { except: true, patterns: read(statement[not]) };
  if (Object.hasOwn(statement, element)) return { except: false, patterns: read(statement[element]) };
  // a trust policy has no resource, and an identity's policy no principal; without an action nothing is said
  return { except: false, patterns: element === "Action" ? [] : ["*"] };
}

/** `*`, or each with its kind: `AWS:arn:…`, `Service:…`, `Federated:…`. */
const principals = (statement: JsonObject): Members =>
  members(statement, "Principal", (value) => {
    if (!isObject(value)) return texts(value);
    return Object.entries(value).flatMap(([kind, ids]) =>
      texts(ids).map((id) => (kind === "AWS" && id === "*" ? "*" : `${kind}:${asArn(id)}`)),
    );
  });

/** An account may be written as its twelve digits; AWS gives it back as the ARN of its root. */
const asArn = (id: string) => id.replace(/^arn:[^:]+:iam::(\d{12}):root$/, "$1");

function conditions(block: unknown): readonly Condition[] {
  if (!isObject(block)) return [];
  return Object.entries(block).flatMap(([operator, keys]) =>
    Object.entries(isObject(keys) ? keys : {}).map(([key, values]) => ({
      // for AWS both are the same
      operator: operator.toLowerCase().replace(/arn(not)?like/, "arn$1equals"),
      key: key.toLowerCase(),
      values: texts(values),
    })),
  );
}
