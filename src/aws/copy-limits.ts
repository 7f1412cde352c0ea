import { type ResourceKind, resourceKinds } from "./resource-kinds.ts";

/**
 * Regions that an account must opt in to before it can use them; the others are open to every account.
 * As of 24 September 2026. Source: docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html
 */
export const optInRegions: readonly string[] = [
  "af-south-1",
  "ap-east-1",
  "ap-east-2",
  "ap-south-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-6",
  "ap-southeast-7",
  "ca-west-1",
  "eu-central-2",
  "eu-south-1",
  "eu-south-2",
  "il-central-1",
  "me-central-1",
  "me-south-1",
  "mx-central-1",
];

interface CopyLimit {
  /** Names of kinds. */
  readonly kinds: readonly string[];
  /** Which copies are not made: those that leave the Region, or all of them, since central is another account. */
  readonly which: "acrossRegions" | "all";
  /** Neither from these Regions nor to them. */
  readonly regions: readonly string[];
  /** Completes "AWS makes no copies of it …". */
  readonly where: string;
}

/** Where AWS cannot copy what it copies elsewhere; same date and source. */
const copyLimits: readonly CopyLimit[] = [
  {
    kinds: ["Neptune", "Timestream"],
    which: "all",
    regions: optInRegions,
    where: "to another account from or to a Region that accounts opt in to",
  },
  {
    kinds: ["FSx for Lustre", "FSx for ONTAP", "FSx for OpenZFS", "FSx for Windows"],
    which: "acrossRegions",
    regions: ["me-central-1", "me-south-1"],
    where: "from me-central-1 or me-south-1 to another Region, or the other way",
  },
  {
    kinds: ["FSx for ONTAP"],
    which: "all",
    regions: ["ap-southeast-6", "cn-north-1", "cn-northwest-1"],
    where: "from or to ap-southeast-6, cn-north-1 or cn-northwest-1",
  },
];

/**
 * What keeps AWS from copying a kind from one Region to another account's vault in `toRegion`, which may be the same
 * Region. Completes "AWS makes no copies of it …".
 *
 * @returns `null`: it is copied.
 */
export function copyObstacle(kind: ResourceKind, fromRegion: string, toRegion: string): string | null {
  if (!kind.copiesAcrossAccounts) return kind.copiesAcrossRegions ? "to another account" : "at all";
  if (fromRegion !== toRegion && !kind.copiesAcrossRegions) return "to another Region";
  const limit = copyLimits.find(
    ({ kinds, which, regions }) =>
      kinds.includes(kind.name) &&
      (which === "all" || fromRegion !== toRegion) &&
      (regions.includes(fromRegion) || regions.includes(toRegion)),
  );
  return limit?.where ?? null;
}

/** Whether no kind of resource that a type covers is copied that way. */
export const isTypeUncopied = (type: string, fromRegion: string, toRegion: string) =>
  resourceKinds.filter((kind) => kind.type === type).every((kind) => copyObstacle(kind, fromRegion, toRegion) !== null);
