import { oneLine } from "../../words/one-line.ts";
import type { JsonMember, JsonNode } from "./json-node.ts";
import { pointerTo } from "./json-pointer.ts";

export type JsonReading =
  | { readonly ok: true; readonly root: JsonNode; readonly duplicates: readonly DuplicateKey[] }
  | { readonly ok: false; readonly problems: readonly JsonProblem[] };

/** A key that stands in its object a second time; AWS rejects the policy. */
export interface DuplicateKey {
  readonly key: string;
  /** JSON Pointer, the same as the first one's. */
  readonly pointer: string;
  /** The later key's opening quote. */
  readonly offset: number;
}

export interface JsonProblem {
  readonly offset: number;
  readonly got: string;
  /** What to write instead. */
  readonly use: string;
}

// a backup policy is some ten deep; without a bound a text of brackets alone would exhaust the stack
const mostLevels = 100;

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /[\p{L}\p{N}_$.+-]+/uy;
const space = /[ \t\r\n]*/y;
const literals: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };
const byteOrderMark = "\uFEFF";

/**
 * Reads strict JSON, as AWS Organizations does: no comments, no trailing commas. Reading stops at the first problem.
 * `JSON.parse` gives no places and swallows duplicate keys, `yaml` takes what is no JSON; docs/decisions/0015 has the parsers that
 * were tried.
 */
export function readJson(text: string): JsonReading {
  const duplicates: DuplicateKey[] = [];
  const path: (string | number)[] = [];
  let problem: JsonProblem | undefined;
  let at = text.startsWith(byteOrderMark) ? 1 : 0;

  const fail = (offset: number, got: string, use: string) => {
    problem ??= { offset, got, use };
    return undefined;
  };
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? "";
  };
  const skipSpace = () => {
    at += match(space).length;
  };
  /** What stands at the current place, for a message. */
  const found = () => {
    if (at >= text.length) return "the end of the text";
    return match(word).slice(0, 40) || String.fromCodePoint(text.codePointAt(at) ?? 0);
  };
  const unexpected = (wanted: string) => {
    const isComment = text.startsWith("//", at) || text.startsWith("/*", at);
    return isComment
      ? fail(at, "got a comment, and JSON has none", "remove it")
      : fail(at, `got ${found()}`, `use ${wanted}`);
  };
  /** Goes past what follows an item. @returns whether it was the last one. */
  const pastItem = (end: "}" | "]"): boolean | undefined => {
    skipSpace();
    const next = text[at];
    if (next !== "," && next !== end) return unexpected(`, or ${end}`);
    const offset = at++;
    if (next === end) return true;
    skipSpace();
    return text[at] === end ? fail(offset, `got a comma before ${end}`, "remove it") : false;
  };

  function readValue(): JsonNode | undefined {
    skipSpace();
    const offset = at;
    const first = text[at];
    if (first === "{" || first === "[") {
      if (path.length >= mostLevels) return fail(at, `got more than ${mostLevels} levels of nesting`, "use fewer");
      return first === "{" ? readObject() : readArray();
    }
    if (first === '"') {
      const value = readString();
      return value === undefined ? undefined : { kind: "scalar", offset, value };
    }
    const digits = match(number);
    const written = match(word);
    if (digits !== "" && digits.length >= written.length) {
      at += digits.length;
      return { kind: "scalar", offset, value: Number(digits) };
    }
    const literal = Object.hasOwn(literals, written) ? literals[written] : undefined;
    if (literal === undefined)
      return unexpected("a value: an object, a list, text in double quotes, a number, true, false or null");
    at += written.length;
    return { kind: "scalar", offset, value: literal };
  }

  function readObject(): JsonNode | undefined {
    const offset = at;
    const members: JsonMember[] = [];
    const keys = new Set<string>();
    at++;
    skipSpace();
    if (text[at] === "}") {
      at++;
      return { kind: "object", offset, members };
    }
    for (;;) {
      const keyOffset = at;
      if (text[at] !== '"') return unexpected("a key in double quotes");
      const key = readString();
      if (key === undefined) return undefined;
      path.push(key);
      if (keys.has(key)) duplicates.push({ key, pointer: path.reduce<string>(pointerTo, ""), offset: keyOffset });
      keys.add(key);
      skipSpace();
      if (text[at] !== ":") return unexpected(": and a value after the key");
      at++;
      const value = readValue();
      if (!value) return undefined;
      path.pop();
      members.push({ key, keyOffset, value });
      const isLast = pastItem("}");
      if (isLast === undefined) return undefined;
      if (isLast) return { kind: "object", offset, members };
    }
  }

  function readArray(): JsonNode | undefined {
    const offset = at;
    const items: JsonNode[] = [];
    at++;
    skipSpace();
    if (text[at] === "]") {
      at++;
      return { kind: "array", offset, items };
    }
    for (;;) {
      path.push(items.length);
      const item = readValue();
      if (!item) return undefined;
      path.pop();
      items.push(item);
      const isLast = pastItem("]");
      if (isLast === undefined) return undefined;
      if (isLast) return { kind: "array", offset, items };
    }
  }

  function readString(): string | undefined {
    const start = at;
    at++;
    for (;;) {
      const code = text.charCodeAt(at);
      if (Number.isNaN(code)) return fail(start, "got text without an end", 'use " to end it');
      if (code < 0x20)
        return fail(
          at,
          "got a line break or another control character in text",
          'use \\n or \\u000a, or end the text with "',
        );
      if (code === 0x5c) {
        const escaped = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(text.slice(at, at + 6))?.[0];
        if (escaped === undefined)
          return fail(at, `got ${oneLine(text.slice(at, at + 2))} in text`, "use \\\\ for a backslash");
        at += escaped.length;
        continue;
      }
      at++;
      if (code === 0x22) return JSON.parse(text.slice(start, at)) as string;
    }
  }

  const root = readValue();
  if (root) {
    skipSpace();
    if (at < text.length) unexpected("nothing after the end of the JSON value");
  }
  if (problem || !root) return { ok: false, problems: problem ? [problem] : [] };
  return { ok: true, root, duplicates };
}
