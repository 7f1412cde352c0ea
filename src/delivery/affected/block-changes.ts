import { byText } from "../../by-text.ts";
import type { BlockChanges } from "../handoff/affected-stacks.ts";
import { canonicalJson } from "../stack/canonical-json.ts";
import { blocksOf, isObject, type JsonObject } from "../stack/json-object.ts";
import { sha256 } from "../stack/sha256.ts";
import { type Own, withoutOwn } from "../stack/without-own.ts";

/** One version of a stack, and whose it is. */
export interface StackVersion {
  readonly json: JsonObject;
  readonly own: Own;
}

/** @param base `null`: the stack is new */
export function blockChanges(base: StackVersion | null, head: StackVersion): BlockChanges {
  const before = blocksByAddress(base?.json ?? {});
  const after = blocksByAddress(head.json);
  return {
    added: [...after.keys()].filter((address) => !before.has(address)).sort(),
    changed: [...after.entries()]
      .filter(([address, block]) => before.has(address) && canonicalJson(before.get(address)) !== canonicalJson(block))
      .map(([address, block]) => ({ address, arguments: differingArguments(before.get(address), block) }))
      .sort(byText(({ address }) => address)),
    removed: [...before.keys()].filter((address) => !after.has(address)).sort(),
  };
}

/**
 * Sha-256 of a change with its values, what is the account's own replaced: stacks with one hash change alike, although
 * they may differ in what does not change.
 */
export function changeShape(base: StackVersion | null, head: StackVersion, changes: BlockChanges): string {
  const addresses = [...changes.removed, ...changes.added, ...changes.changed.map(({ address }) => address)];
  const [before, after] =
    addresses.length > 0 ? [blocksByAddress(base?.json ?? {}), blocksByAddress(head.json)] : [nowhere, nowhere];
  return sha256(
    JSON.stringify([
      base === null,
      addresses.map((address) => [
        address,
        before.has(address) && base ? withoutOwn(before.get(address), base.own) : null,
        after.has(address) ? withoutOwn(after.get(address), head.own) : null,
      ]),
    ]),
  );
}

const nowhere: ReadonlyMap<string, readonly unknown[]> = new Map();

/** A list for each address: of two providers without alias, none may be lost. */
function blocksByAddress(stack: JsonObject): ReadonlyMap<string, readonly unknown[]> {
  const blocks = new Map<string, unknown[]>();
  const add = (address: string, block: unknown) => {
    const there = blocks.get(address);
    if (there) there.push(block);
    else blocks.set(address, [block]);
  };

  for (const [kind, content] of Object.entries(stack)) {
    if (kind === "//") continue;
    if ((kind === "resource" || kind === "data") && isObject(content)) {
      for (const [type, byName] of Object.entries(content)) {
        if (!isObject(byName)) add(`${kind}.${type}`, byName);
        else
          for (const [name, block] of Object.entries(byName))
            if (name !== "//") add(`${kind === "data" ? "data." : ""}${type}.${name}`, block);
      }
    } else if (kind === "provider" && isObject(content)) {
      for (const [name, providers] of Object.entries(content))
        for (const provider of blocksOf(providers))
          add(["provider", name, provider["alias"]].filter((part) => typeof part === "string").join("."), provider);
    } else {
      add(kind, content);
    }
  }
  return blocks;
}

function differingArguments(before: readonly unknown[] = [], after: readonly unknown[]): readonly string[] {
  const names = new Set([...before, ...after].filter(isObject).flatMap((block) => Object.keys(block)));
  names.delete("//");
  const valuesOf = (blocks: readonly unknown[], name: string) =>
    // a list for each, so that an argument that is missing is not one that is null
    canonicalJson(blocks.map((block) => (isObject(block) && Object.hasOwn(block, name) ? [block[name]] : [])));
  return [...names].filter((name) => valuesOf(before, name) !== valuesOf(after, name)).sort();
}
