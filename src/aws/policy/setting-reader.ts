import { type EffectiveNode, type EffectiveObject, toPlainJson } from "./effective-policy.ts";
import { isMisplaced, type Names } from "./grammar.ts";
import type { Said, Setting, TextList, Unreadable } from "./setting.ts";

type Entry = readonly [key: string, node: EffectiveObject];

/** Reads members of a section by their keys; of no section there are none. */
export interface SettingReader {
  readonly text: (node: EffectiveObject | null, key: string) => Setting<string>;
  /** A whole number in digits alone. */
  readonly count: (node: EffectiveObject | null, key: string) => Setting<number>;
  readonly yesOrNo: (node: EffectiveObject | null, key: string) => Setting<boolean>;
  /** A single value where a list belongs, which AWS does not take, is one item that cannot be read. */
  readonly texts: (node: EffectiveObject | null, key: string) => TextList | null;
  readonly section: (node: EffectiveObject | null, key: string) => EffectiveObject | null;
  /** The sections in a section, by their keys; with a grammar, those whose key is a name. */
  readonly entries: (node: EffectiveObject | null, names?: Names) => readonly Entry[];
}

/** @param unreadable gets everything that is read and is not what it ought to be. */
export function settingReader(unreadable: Unreadable[]): SettingReader {
  const fail = (node: EffectiveNode): Unreadable => {
    const found = { kind: "unreadable", written: toPlainJson(node), at: node.origin } as const;
    unreadable.push(found);
    return found;
  };
  const memberOf = (node: EffectiveObject | null, key: string) => {
    const found = node?.members.get(key);
    return found?.kind === "scalar" && found.value === null ? undefined : found;
  };
  const itemOf = (node: EffectiveNode): Said<string> | Unreadable =>
    node.kind === "scalar" && typeof node.value === "string"
      ? { kind: "said", value: node.value, at: node.origin }
      : fail(node);
  const scalar = <T>(node: EffectiveObject | null, key: string, read: (written: unknown) => T | undefined) => {
    const found = memberOf(node, key);
    if (!found) return null;
    const value = found.kind === "scalar" ? read(found.value) : undefined;
    return value === undefined ? fail(found) : ({ kind: "said", value, at: found.origin } as const);
  };

  return {
    text: (node, key) => scalar(node, key, (written) => (typeof written === "string" ? written : undefined)),
    count: (node, key) =>
      scalar(node, key, (written) =>
        typeof written === "string" && wholeNumber.test(written) ? Number(written) : undefined,
      ),
    yesOrNo: (node, key) => scalar(node, key, (written) => booleans.get(String(written).toLowerCase())),
    texts: (node, key) => {
      const found = memberOf(node, key);
      if (!found) return null;
      return { at: found.origin, items: found.kind === "list" ? found.items.map(itemOf) : [fail(found)] };
    },
    section: (node, key) => {
      const found = memberOf(node, key);
      if (!found || found.kind === "object") return found ?? null;
      fail(found);
      return null;
    },
    entries: (node, names) =>
      [...(node?.members ?? [])].flatMap(([key, entry]): readonly Entry[] => {
        if (entry.kind === "object" && !(names && isMisplaced(names, key))) return [[key, entry]];
        fail(entry);
        return [];
      }),
  };
}

/** What AWS takes for a number, which it wants as text. */
export const wholeNumber = /^(0|[1-9]\d{0,14})$/;
const booleans: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["false", false],
]);
