import { continuousTable } from "./tables/continuous-table.ts";
import { featureCorrectionsTable } from "./tables/feature-corrections-table.ts";
import { featuresByKindTable } from "./tables/features-by-kind-table.ts";
import { kindsApartTable } from "./tables/kinds-apart-table.ts";
import type { ResourceType } from "./type-names.ts";

/** What AWS Backup can do with one kind of resource. One opt-in type may cover several kinds. */
export interface ResourceKind {
  /** As AWS's documentation calls it. */
  readonly name: string;
  /** The kind that it is one of, by an option or an engine; its own name: none. */
  readonly of: string;
  /** The name it is opted in by, and selected by in config. */
  readonly type: ResourceType;
  /** The type whose pattern selects it in a policy: AWS cannot tell all kinds apart there. */
  readonly selectedAs: ResourceType;
  readonly copiesAcrossRegions: boolean;
  readonly copiesAcrossAccounts: boolean;
  /** Data lost at most with continuous backup, in minutes; `null`: it has none. */
  readonly continuousRpoMinutes: number | null;
  /** Whether its backups are encrypted with the vault's key; otherwise with the resource's own, which must be shared. */
  readonly isEncryptedByVault: boolean;
  /** `archive`: only with `archiveEbs`. Elsewhere a `coldAfter` is ignored without an error. */
  readonly coldStorage: "yes" | "archive" | "no";
  /** Whether a backup holds only what changed since the one before, so that a warm full one must be there. */
  readonly isIncremental: boolean;
  readonly restoreTesting: boolean;
  /** Whether a logically air-gapped vault takes it. */
  readonly airGapped: boolean;
}

const minutesByKind = new Map(continuousTable.rows.map(({ kind, minutes }) => [kind, minutes]));

const wholeKinds: readonly ResourceKind[] = featuresByKindTable.rows.map((row) => {
  const corrected = new Map<string, boolean>(
    featureCorrectionsTable.rows.flatMap(({ kind, feature, value }) => (kind === row.kind ? [[feature, value]] : [])),
  );
  const cold = corrected.get("cold") ?? row.cold;
  return {
    name: row.kind,
    of: row.kind,
    type: row.type,
    selectedAs: row.selectedAs,
    copiesAcrossRegions: corrected.get("crossRegion") ?? row.crossRegion,
    copiesAcrossAccounts: corrected.get("crossAccount") ?? row.crossAccount,
    continuousRpoMinutes: row.continuous ? (minutesByKind.get(row.kind) ?? null) : null,
    isEncryptedByVault: corrected.get("vaultKey") ?? row.fullManagement,
    coldStorage: cold ? (corrected.get("archive") ? "archive" : "yes") : "no",
    isIncremental: row.incremental,
    restoreTesting: corrected.get("restoreTesting") ?? row.restoreTesting,
    airGapped: row.airGapped,
  };
});

/**
 * Every kind of resource that AWS Backup backs up, each followed by those that no policy can tell from it and AWS does
 * less with. Where AWS's pages contradict each other, what promises less stands.
 */
export const resourceKinds: readonly ResourceKind[] = wholeKinds.flatMap((kind) => [
  kind,
  ...kindsApartTable.rows
    .filter(({ of }) => of === kind.name)
    .map(({ kind: name, lacks }) => ({
      ...kind,
      name,
      copiesAcrossRegions: kind.copiesAcrossRegions && !lacks.includes("crossRegion"),
      copiesAcrossAccounts: kind.copiesAcrossAccounts && !lacks.includes("crossAccount"),
      restoreTesting: kind.restoreTesting && !lacks.includes("restoreTesting"),
    })),
]);
