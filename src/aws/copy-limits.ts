import { isKindOffered } from "./is-offered.ts";
import { isFeatureOffered } from "./region-features.ts";
import { type ResourceKind, resourceKinds } from "./resource-kinds.ts";
import { copyLimitsTable } from "./tables/copy-limits-table.ts";
import { regionsTable } from "./tables/regions-table.ts";

/** Regions that an account must opt in to before it can use them; the others are open to every account. */
export const optInRegions: readonly string[] = regionsTable.rows
  .filter(({ mustOptIn }) => mustOptIn)
  .map(({ region }) => region);

type CopyLimit = (typeof copyLimitsTable.rows)[number];

const limits = copyLimitsTable.rows.map((limit) => ({
  kinds: limit.kinds,
  /** Central is another account: what is not made across accounts is not made at all. */
  acrossRegionsOnly: limit.which === "acrossRegions",
  regions: limit.among === "mustOptIn" ? optInRegions : limit.regions,
  where: whereOf(limit),
}));

function whereOf({ which, among, regions }: CopyLimit): string {
  const these = among === "mustOptIn" ? "a Region that accounts opt in to" : orText(regions);
  switch (which) {
    case "acrossAccounts":
      return `to another account from or to ${these}`;
    case "acrossRegions":
      return `from ${these} to another Region, or the other way`;
    case "all":
      return `from or to ${these}`;
  }
}

function orText(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}

/**
 * What keeps AWS from copying a kind from one Region to another account's vault in `toRegion`, which may be the same
 * Region. Completes "AWS makes no copies of it …".
 *
 * @returns `null`: it is copied.
 */
export function copyObstacle(kind: ResourceKind, fromRegion: string, toRegion: string): string | null {
  if (!kind.copiesAcrossAccounts) return kind.copiesAcrossRegions ? "to another account" : "at all";
  if (fromRegion !== toRegion && !kind.copiesAcrossRegions) return "to another Region";
  return (
    regionObstacle(fromRegion, toRegion) ?? limitOf(kind, fromRegion, toRegion) ?? absence(kind, fromRegion, toRegion)
  );
}

/** Where a Region makes no such copies, whatever they are of. */
function regionObstacle(fromRegion: string, toRegion: string): string | null {
  const closed = [fromRegion, toRegion].find((region) => !isFeatureOffered("crossAccount", region));
  if (closed !== undefined) return `to another account from or to ${closed}`;
  if (fromRegion === toRegion) return null;
  const local = [fromRegion, toRegion].find((region) => !isFeatureOffered("crossRegion", region));
  return local === undefined ? null : `from ${local} to another Region, or the other way`;
}

function limitOf({ of }: ResourceKind, fromRegion: string, toRegion: string): string | null {
  const limit = limits.find(
    ({ kinds, acrossRegionsOnly, regions }) =>
      kinds.includes(of) &&
      (!acrossRegionsOnly || fromRegion !== toRegion) &&
      (regions.includes(fromRegion) || regions.includes(toRegion)),
  );
  return limit?.where ?? null;
}

function absence(kind: ResourceKind, fromRegion: string, toRegion: string): string | null {
  if (!isKindOffered(kind, fromRegion)) return `from ${fromRegion}, where AWS Backup does not offer it`;
  return isKindOffered(kind, toRegion) ? null : `to ${toRegion}, where AWS Backup does not offer it`;
}

/** Whether no kind of resource that a type covers is copied that way. */
export const isTypeUncopied = (type: string, fromRegion: string, toRegion: string) =>
  resourceKinds.filter((kind) => kind.type === type).every((kind) => copyObstacle(kind, fromRegion, toRegion) !== null);
