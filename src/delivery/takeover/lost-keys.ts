import { byText } from "../../by-text.ts";
import { stackTag } from "../../names.ts";
import type { FoundKey } from "./account-reader.ts";

/** A key that a plan would create. */
export interface WantedKey {
  readonly address: string;
  readonly description: string;
}

export interface LostKeys {
  readonly taken: readonly { readonly address: string; readonly key: FoundKey }[];
  /** Of this stack, known to no state, and of no use. */
  readonly leftovers: readonly FoundKey[];
}

const byKeyId = byText(({ keyId }: FoundKey) => keyId);

/**
 * Which keys of a Region an interrupted apply has made: they carry the stack's tag and the description that is planned,
 * and no state knows them. Where there are several, the one with an alias is in use; else the oldest is taken.
 *
 * @param known ids of the keys that the state has
 */
export function lostKeys(
  stack: string,
  wanted: readonly WantedKey[],
  known: ReadonlySet<string>,
  keys: readonly FoundKey[],
): LostKeys {
  const free = keys
    .filter((key) => key.isEnabled && key.tags[stackTag] === stack && !known.has(key.keyId))
    .sort((a, b) => Number(b.hasAlias) - Number(a.hasAlias) || a.createdMs - b.createdMs || byKeyId(a, b));
  const used = new Set<string>();
  const taken = wanted.flatMap(({ address, description }) => {
    const key = free.find((one) => one.description === description && !used.has(one.keyId));
    if (!key) return [];
    used.add(key.keyId);
    return [{ address, key }];
  });
  return { taken, leftovers: free.filter(({ keyId, hasAlias }) => !hasAlias && !used.has(keyId)) };
}
