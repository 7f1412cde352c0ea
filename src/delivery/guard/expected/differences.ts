import { isObject, type JsonObject } from "../../stack/json-object.ts";
import type { AttributePath } from "../../terraform/attribute-path.ts";
import { several } from "../several.ts";
import { show } from "../synth/shown.ts";

/** A place in which a value is not what it is expected to be. */
export interface Difference {
  /** Such as `policy`, `statement Copy`; empty: the value itself. */
  readonly at: AttributePath;
  /** What was got. */
  readonly got: string;
  /** What is expected; empty where `got` says it. */
  readonly use: string;
}

/** A place as people read it, such as `policy, statement Copy, Action[0]`. */
export const placeWords = (at: AttributePath): string =>
  at.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : text === "" ? key : `${text}, ${key}`),
    "",
  );

/**
 * Everything in which a value differs from what is expected. For IAM a text and a list of that text are the same, and the
 * order of a list or of statements says nothing; all else has to be equal, to the letter.
 */
export function differences(expected: unknown, got: unknown, at: AttributePath = []): readonly Difference[] {
  if (expected === undefined) return [{ at, got: `got ${show(got)}, which is not expected`, use: "" }];
  if (got === undefined) return [{ at, got: "got nothing", use: `expected ${show(expected)}` }];
  if (isObject(expected)) {
    const read = typeof got === "string" ? document(got) : got;
    if (isObject(read)) return ofObjects(expected, read, at);
  }
  if (isList(expected) || isList(got)) {
    const [one, other] = [listOf(expected), listOf(got)].map((list) => list.map(asText)) as [unknown[], unknown[]];
    if (one.every(isText) && other.every(isText)) return ofTexts(one, other, at);
    if (isList(expected) && isList(got))
      return hasSids(expected) ? ofStatements(expected, got, at) : ofLists(expected, got, at);
  }
  return asText(expected) === asText(got) ? [] : [{ at, got: `got ${show(got)}`, use: `expected ${show(expected)}` }];
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string";
// conditions hold numbers as texts, and Terraform takes the one for the other
const asText = (value: unknown): unknown => (typeof value === "number" ? String(value) : value);
const listOf = (value: unknown): readonly unknown[] => (isList(value) ? value : [value]);

/**
 * A document as synthesis writes it. What is written otherwise, such as with a key twice, another reader could take for
 * something else.
 */
function document(text: string): unknown {
  try {
    const read: unknown = JSON.parse(text);
    return JSON.stringify(read) === text ? read : undefined;
  } catch {
    return undefined;
  }
}

const ofObjects = (expected: JsonObject, got: JsonObject, at: AttributePath) =>
  [...new Set([...Object.keys(expected), ...Object.keys(got)])].flatMap((key) =>
    differences(own(expected, key), own(got, key), [...at, key]),
  );

const own = (object: JsonObject, key: string) => (Object.hasOwn(object, key) ? object[key] : undefined);

function ofTexts(expected: readonly string[], got: readonly string[], at: AttributePath): readonly Difference[] {
  const [wanted, there] = [new Set(expected), new Set(got)];
  const more = [...there].filter((text) => !wanted.has(text));
  const less = [...wanted].filter((text) => !there.has(text));
  if (more.length === 0 && less.length === 0) return [];
  const quoted = (texts: readonly string[]) => several(texts.map((text) => JSON.stringify(text)));
  if (more.length === 0) return [{ at, got: `got all but ${quoted(less)}, which is expected too`, use: "" }];
  return [
    {
      at,
      got: `got ${quoted(more)}`,
      use: `expected ${less.length === 0 ? `no more than ${quoted(expected)}` : quoted(less)}`,
    },
  ];
}

const ofLists = (expected: readonly unknown[], got: readonly unknown[], at: AttributePath) =>
  Array.from({ length: Math.max(expected.length, got.length) }).flatMap((_, index) =>
    differences(expected[index], got[index], [...at, index]),
  );

const sidOf = (statement: unknown) => (isObject(statement) && isText(statement["Sid"]) ? statement["Sid"] : "");

const hasSids = (list: readonly unknown[]) => list.some((item) => sidOf(item) !== "");

/** Statements by their Sid; those without one, which config may hold for others, by what they say. */
function ofStatements(expected: readonly unknown[], got: readonly unknown[], at: AttributePath): readonly Difference[] {
  const left = [...expected];
  const take = (matches: (statement: unknown) => boolean) => {
    const index = left.findIndex(matches);
    return index < 0 ? undefined : left.splice(index, 1)[0];
  };
  // a document is a list of statements under this key
  const place = at.at(-1) === "Statement" ? at.slice(0, -1) : at;
  const found = got.flatMap((statement, index) => {
    const sid = sidOf(statement);
    const name = `statement ${sid === "" ? `number ${index + 1}` : sid}`;
    const same =
      sid === ""
        ? take((one) => sidOf(one) === "" && differences(one, statement).length === 0)
        : take((one) => sidOf(one) === sid);
    if (same === undefined)
      return [{ at: [...place, name], got: `got ${show(statement)}, which is not expected`, use: "" }];
    return differences(same, statement, [...place, name]);
  });
  const lost = left.map((statement) => ({
    at: [...place, `statement ${sidOf(statement) || "without Sid"}`],
    got: "got none",
    use: sidOf(statement) === "" ? `put ${show(statement)} back` : "put it back",
  }));
  return [...found, ...lost];
}
