import { counted } from "../../words/counted.ts";
import type { ChangeSummary } from "../handoff/stack-summary.ts";
import { deedOf } from "../resources/deed.ts";
import { resourceType, resourceTypes } from "../resources/resource-types.ts";
import { vaultLockType } from "../resources/vaults.ts";

/** `1 vault, 1 key, 5 roles and 9 smaller parts`: what a new stack gets. */
export function createdWords(changes: readonly ChangeSummary[]): string {
  const types = changes.filter((change) => deedOf(change) === "create").map(({ type }) => type);
  const known = Object.entries(resourceTypes).flatMap(([type, { noun }]) => (noun ? ofType(types, type, noun) : []));
  // only a stack that verify-synth refuses has others
  const others = [...new Set(types.filter((type) => !resourceType(type)))].sort();
  const listed = [...known, ...others.flatMap((type) => ofType(types, type, [type, type]))];
  const small = types.filter((type) => resourceType(type)?.noun === null).length;
  const all = small > 0 ? [...listed, counted(small, "smaller part")] : listed;
  if (all.length === 0) return "nothing";
  return all.length === 1 ? (all[0] ?? "") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}

function ofType(types: readonly string[], type: string, [one, many]: readonly [string, string]): readonly string[] {
  const number = types.filter((other) => other === type).length;
  return number === 0 ? [] : [counted(number, one, many)];
}

/** Regions that the names of created resources start with, sorted. */
export function createdRegions(changes: readonly ChangeSummary[]): readonly string[] {
  const regions = changes.flatMap(({ address }) => /\.([a-z]{2}(?:-[a-z]+){1,2}-\d)[_-]/.exec(address)?.[1] ?? []);
  return [...new Set(regions)].sort();
}

/** How the vaults that are created are locked, `not locked` without vault lock. */
export function lockWords(changes: readonly ChangeSummary[]): string {
  const locks = changes.filter(({ type }) => type === vaultLockType);
  const texts = locks.map(({ attributes }) => {
    const settingOf = (name: string) => attributes.find(({ path }) => path.join() === name)?.after ?? null;
    const [shortest, longest, days] = ["min_retention_days", "max_retention_days", "changeable_for_days"].map(
      settingOf,
    );
    const kind = days === null ? "governance lock" : `compliance lock (nobody can remove it after ${days}d)`;
    const limits = [shortest === null ? "" : `from ${shortest}d`, longest === null ? "" : `to ${longest}d`];
    return [kind, ...limits.filter((limit) => limit !== "")].join(" ");
  });
  return texts.length === 0 ? "not locked" : [...new Set(texts)].sort().join("; ");
}
