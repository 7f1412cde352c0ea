import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLError,
} from "yaml";
import type { Clauses, Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Position } from "../diagnostics/place.ts";
import { cut } from "../words/cut.ts";
import { yamlSyntax } from "./rules/yaml-syntax.ts";
import { type Spot, spotsIn } from "./spots-in.ts";

export type KeyPath = readonly (string | number)[];

/** One YAML file: its data, and where in the file each part of the data stands. */
export interface SourceFile {
  readonly path: string;
  readonly data: unknown;
  /** Where the value at `path` stands; for a value that is missing, the nearest enclosing one. */
  readonly valueAt: (path: KeyPath) => Spot;
  /** Where the key at the end of `path` stands. */
  readonly keyAt: (path: KeyPath) => Spot;
  /** The value as it is written, before YAML makes a number of it; `undefined` for what is not a plain value. */
  readonly written: (path: KeyPath) => string | undefined;
}

/** @returns the file, or what is wrong with its YAML. Never throws. */
export function readSource(path: string, text: string): SourceFile | readonly Diagnostic<Position>[] {
  const content = text.replace(/^\uFEFF/, "");
  // the parser's own count of lines goes wrong after an error
  const at = spotsIn(content);
  const complain = (offset: number, { got, use }: Words): Diagnostic<Position> => ({
    rule: yamlSyntax.id,
    severity: yamlSyntax.severity,
    place: { file: path, ...at(offset), key: "" },
    ...{ got, why: "", use },
  });

  try {
    const document = parseDocument(content, { prettyErrors: false, logLevel: "error" });
    // a warning is about a tag or a directive that YAML does not know, and would drop
    const wrong = [...document.errors, ...document.warnings];
    // where the parser gives up, and what it finds to complain of from there on, differs from run to run
    if (wrong.some(({ message }) => message.includes("call stack"))) throw new RangeError();
    if (wrong.length > 0) return ofOneSlip(wrong).map((each) => complain(each.pos[0], wordsFor(each, content)));
    const lost = whatWouldBeLost(document);
    if (lost.length > 0) return lost.map(({ offset, words }) => complain(offset, words));
    return { path, data: document.toJS(), ...positionsIn(document, at) };
  } catch (error) {
    return [complain(0, wordsForThrown(error as Error))];
  }
}

type Words = Pick<Clauses, "got" | "use">;
const words = (got: string, use: string): Words => ({ got, use });
const notYaml = (got: string, use = "") => words(`not readable as YAML: ${got}`, use);

function wordsForThrown(error: Error): Words {
  if (error instanceof RangeError) return words("got lists or mappings nested too deeply", "use fewer levels");
  if (error instanceof ReferenceError)
    return words("got aliases that multiply without end", "use the values themselves");
  return notYaml(lowerFirst(error.message));
}

/** What is understood for what it is; anything else makes the parser stumble over what comes after it. */
const understood = ["DUPLICATE_KEY", "MULTIPLE_DOCS", "TAG_RESOLVE_FAILED"];

function ofOneSlip(wrong: readonly YAMLError[]): readonly YAMLError[] {
  const inOrder = wrong.toSorted((one, other) => one.pos[0] - other.pos[0]);
  const tab = inOrder.find(({ code }) => code === "TAB_AS_INDENT");
  if (tab) return [tab];
  const first = inOrder.findIndex(({ code }) => !understood.includes(code));
  return first < 0 ? inOrder : inOrder.slice(0, first + 1);
}

const mostShown = 30;

/** The parser's own words are for programmers where a slip of the pen is meant. */
function wordsFor({ code, message, pos: [from, to] }: YAMLError, content: string): Words {
  if (code === "UNEXPECTED_TOKEN") {
    const [stray = ""] = content.slice(from, Math.max(to, from + 1)).split(/[\r\n]/);
    const got = stray === "" ? "something" : JSON.stringify(cut(stray, mostShown));
    return notYaml(
      `got ${got} where nothing can stand`,
      "check indentation, quotes and brackets here and in the line above",
    );
  }
  if (code === "BLOCK_AS_IMPLICIT_KEY" || code === "MULTILINE_IMPLICIT_KEY")
    return notYaml(
      "got a key within the value before it",
      "put keys of one mapping in the same column, each with a colon and a space, and each text with its quote at both ends",
    );
  if (code === "MISSING_CHAR" || message.includes("end with a"))
    return notYaml("got no end of a text, list or mapping", "write the quote or bracket that ends it");
  if (code === "BAD_INDENT")
    return notYaml("got a line in another column than those that belong to it", "put them in the same column");
  if (code === "DUPLICATE_KEY") return twice;
  if (code === "MULTIPLE_DOCS") return words("got a second document", "use one file for each");
  if (code === "TAB_AS_INDENT") return words("got a tab", "use spaces to indent");
  if (code === "TAG_RESOLVE_FAILED") return aTag;
  return notYaml(lowerFirst(message));
}

/** What YAML takes, and what the data made of it would not show, or not as it was meant. */
function whatWouldBeLost(document: Document): readonly { readonly offset: number; readonly words: Words }[] {
  const lost: { offset: number; words: Words }[] = [];
  const lose = (node: Node | null, said: Words) => lost.push({ offset: node?.range?.[0] ?? 0, words: said });

  if (document.directives?.yaml.explicit && document.directives.yaml.version !== "1.2") {
    lose(null, words(`got YAML ${document.directives.yaml.version}`, "remove the %YAML line"));
  }
  visit(document, {
    Alias(_, alias, parents) {
      const meant = alias.resolve(document);
      if (!meant) lose(alias, words(`no anchor named "${alias.source}" above`, "use the value itself"));
      else if (parents.includes(meant))
        lose(alias, words(`got "${alias.source}" within itself`, "use the value itself"));
    },
    Value(_, node) {
      if (node.tag !== undefined) lose(node, aTag);
    },
    Map(_, map) {
      if (map.tag !== undefined) lose(map, aTag);
      const seen = new Set<string>();
      for (const { key } of map.items) {
        const name = nameOf(key);
        if (name === undefined)
          lose(isNode(key) ? key : map, words("got a key that is not plain text", "use plain text"));
        else if (name === "__proto__") lose(key as Node, words("got a key __proto__", "use another name"));
        else if (seen.has(name)) lose(key as Node, twice);
        else seen.add(name);
      }
    },
  });
  return lost;
}

const twice = words("got this key twice", "remove one");
const aTag = words("got a YAML tag", "use a plain value without !");

/** A key as data calls it; `undefined` for what is no plain key. */
const nameOf = (key: unknown) => (isScalar(key) ? (key.value === null ? "" : String(key.value)) : undefined);

function positionsIn(document: Document.Parsed, at: (offset: number) => Spot) {
  const pairIn = (node: Node | null | undefined, key: string | number): Pair | undefined =>
    isMap(node) ? node.items.find((pair) => nameOf(pair.key) === String(key)) : undefined;
  const childOf = (node: Node | undefined, key: string | number): Node | undefined => {
    const within = isAlias(node) ? node.resolve(document) : node;
    const child = isSeq(within) ? within.items[Number(key)] : pairIn(within, key)?.value;
    return isNode(child) ? child : undefined;
  };
  /** The nodes along `keys`, as far as there are any. */
  const nodesAlong = (keys: KeyPath): readonly Node[] => {
    const nodes: Node[] = document.contents ? [document.contents] : [];
    for (const key of keys) {
      const child = childOf(nodes.at(-1), key);
      if (!child) break;
      nodes.push(child);
    }
    return nodes;
  };

  const valueAt = (keys: KeyPath) => at(nodesAlong(keys).at(-1)?.range?.[0] ?? 0);
  const keyAt = (keys: KeyPath) => {
    const nodes = nodesAlong(keys.slice(0, -1));
    const parent = nodes.at(-1);
    const pair =
      nodes.length === keys.length
        ? pairIn(isAlias(parent) ? parent.resolve(document) : parent, keys.at(-1) ?? "")
        : undefined;
    return isNode(pair?.key) && pair.key.range ? at(pair.key.range[0]) : valueAt(keys);
  };
  const written = (keys: KeyPath) => {
    const nodes = nodesAlong(keys);
    const node = nodes.at(-1);
    return nodes.length > keys.length && isScalar(node) ? node.source : undefined;
  };
  return { valueAt, keyAt, written };
}

function lowerFirst(text: string) {
  const line = text.split("\n")[0] ?? text;
  return line.charAt(0).toLowerCase() + line.slice(1);
}
