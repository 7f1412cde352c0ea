import { byText } from "../../by-text.ts";
import type { AttributeChange } from "../handoff/stack-summary.ts";
import { type AttributePath, pathText } from "../terraform/attribute-path.ts";
import type { Change } from "../terraform/plan-json.ts";

export const sensitiveText = "(sensitive)";
export const unknownText = "(known after apply)";

/**
 * Every value that a change changes, by path, as text. Sensitive values are masked before anything else is done with
 * them. Policy documents and other JSON within text are looked into, so that one retention shows as one line.
 */
export function attributeChanges(change: Change): readonly AttributeChange[] {
  const before = leavesOf(change.before, change.before_sensitive, undefined);
  const after = leavesOf(change.after, change.after_sensitive, change.after_unknown);
  // the order is that of the paths as they are shown
  const paths = [...new Map([...before, ...after].map(([text, { path }]) => [text, path]))].sort(
    byText(([text]) => text),
  );
  return paths.flatMap(([text, path]) => {
    const was = before.get(text)?.value ?? null;
    const becomes = after.get(text)?.value ?? null;
    const hidden = was === sensitiveText && becomes === sensitiveText;
    return was === becomes && !(hidden && !sameAt(change, path)) ? [] : [{ path, before: was, after: becomes }];
  });
}

interface Leaf {
  readonly path: AttributePath;
  /** As text for a person. */
  readonly value: string;
}
/** By the text of their paths, which no two have in common. */
type Leaves = Map<string, Leaf>;

function leavesOf(value: unknown, sensitive: unknown, unknown: unknown): Leaves {
  const leaves: Leaves = new Map();
  collect(leaves, [], value, sensitive, unknown);
  return leaves;
}

function collect(leaves: Leaves, path: AttributePath, value: unknown, sensitive: unknown, unknown: unknown) {
  const put = (text: string) => leaves.set(pathText(path), { path, value: text });
  if (sensitive === true) {
    if (value !== null && value !== undefined) put(sensitiveText);
    return;
  }
  if (unknown === true) {
    put(unknownText);
    return;
  }
  const keys = keysOf(value, unknown);
  if (keys) {
    for (const key of keys) {
      collect(leaves, [...path, key], at(value, key), at(sensitive, key), at(unknown, key));
    }
    return;
  }
  if (value === null || value === undefined) return;
  const document = typeof value === "string" ? documentIn(value) : undefined;
  if (document) collect(leaves, path, document, undefined, undefined);
  else put(typeof value === "string" ? value : JSON.stringify(value));
}

/** Keys of an object or list, of which some may only show among what is unknown; `undefined`: it is a plain value. */
function keysOf(value: unknown, unknown: unknown): readonly (string | number)[] | undefined {
  if (Array.isArray(value) || Array.isArray(unknown)) {
    const lengths = [value, unknown].map((list) => (Array.isArray(list) ? list.length : 0));
    return [...Array(Math.max(...lengths)).keys()];
  }
  const objects = [value, unknown].filter((part) => typeof part === "object" && part !== null);
  if (objects.length === 0) return undefined;
  return [...new Set(objects.flatMap((part) => Object.keys(part as object)))];
}

const at = (value: unknown, key: string | number): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string | number, unknown>)[key]
    : undefined;

function documentIn(text: string): object | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && Object.keys(value).length > 0 ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a masked value stays what it is: that it changes is no secret. */
function sameAt(change: Change, path: AttributePath): boolean {
  const plain = (value: unknown) => leavesBelow(value, path);
  return plain(change.before) === plain(change.after);
}

function leavesBelow(value: unknown, path: AttributePath): string {
  const isBelow = (leaf: Leaf) => path.every((key, place) => leaf.path[place] === key);
  return JSON.stringify([...leavesOf(value, undefined, undefined).values()].filter(isBelow));
}
