import type { AttributeChange } from "../handoff/stack-summary.ts";
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
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths.flatMap((path) => {
    const was = before.get(path) ?? null;
    const becomes = after.get(path) ?? null;
    const hidden = was === sensitiveText && becomes === sensitiveText;
    return was === becomes && !(hidden && !sameAt(change, path)) ? [] : [{ path, before: was, after: becomes }];
  });
}

type Leaves = Map<string, string>;

function leavesOf(value: unknown, sensitive: unknown, unknown: unknown): Leaves {
  const leaves: Leaves = new Map();
  collect(leaves, "", value, sensitive, unknown);
  return leaves;
}

function collect(leaves: Leaves, path: string, value: unknown, sensitive: unknown, unknown: unknown) {
  if (sensitive === true) {
    if (value !== null && value !== undefined) leaves.set(path, sensitiveText);
    return;
  }
  if (unknown === true) {
    leaves.set(path, unknownText);
    return;
  }
  const keys = keysOf(value, unknown);
  if (keys) {
    for (const key of keys) {
      collect(leaves, join(path, key), at(value, key), at(sensitive, key), at(unknown, key));
    }
    return;
  }
  if (value === null || value === undefined) return;
  const document = typeof value === "string" ? documentIn(value) : undefined;
  if (document) collect(leaves, path, document, undefined, undefined);
  else leaves.set(path, typeof value === "string" ? value : JSON.stringify(value));
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

// a name with a dot, as in an ARN, would read like a path
const join = (path: string, key: string | number) => {
  if (typeof key === "number") return `${path}[${key}]`;
  if (!/^[\w@:/-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
};

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
function sameAt(change: Change, path: string): boolean {
  const plain = (value: unknown) => leavesBelow(value, path);
  return plain(change.before) === plain(change.after);
}

function leavesBelow(value: unknown, path: string): string {
  const isBelow = (leaf: string) =>
    path === "" || leaf === path || leaf.startsWith(`${path}.`) || leaf.startsWith(`${path}[`);
  return JSON.stringify([...leavesOf(value, undefined, undefined)].filter(([leaf]) => isBelow(leaf)));
}
