import { readFileSync } from "node:fs";
import type { ResourceKind } from "../../emulator/model/resources.ts";

/** What AWS's own table says of a kind. */
export interface KindRow {
  readonly kind: ResourceKind;
  readonly copiesAcrossRegions: boolean;
  readonly copiesAcrossAccounts: boolean;
  readonly isContinuous: boolean;
  /** Its backups are encrypted with the vault's key. */
  readonly isFullyManaged: boolean;
}

/** The table as it was copied from AWS's page, with the footnote that denies what its row ticks. */
export const kindRows: ReadonlyMap<ResourceKind, KindRow> = new Map(
  readFileSync("test/aws/resource-features.csv", "utf8")
    .split("\n")
    .slice(2)
    .filter((line) => line !== "")
    .map((line) => {
      const [kind = "", region, account, , continuous, managed] = line.split(",");
      const isCopied = kind !== "RDS Multi-AZ cluster";
      const row: KindRow = {
        kind: kind as ResourceKind,
        copiesAcrossRegions: region === "1" && isCopied,
        copiesAcrossAccounts: account === "1" && isCopied,
        isContinuous: continuous === "1",
        // docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html: its backups use the vault's key as well
        isFullyManaged: managed === "1" || kind === "CloudFormation",
      };
      return [row.kind, row];
    }),
);

/** The names that kinds are opted in by, where they are not the same. */
const optInNames: Readonly<Partial<Record<ResourceKind, string>>> = {
  "RDS instance": "RDS",
  "RDS Multi-AZ cluster": "RDS",
  "Aurora DSQL": "DSQL",
  "FSx for Lustre": "FSx",
  "FSx for Windows": "FSx",
  "FSx for ONTAP": "FSx",
  "FSx for OpenZFS": "FSx",
  "Virtual machines": "VirtualMachine",
  "SAP HANA on EC2": "SAP HANA on Amazon EC2",
};

export const optInName = (kind: ResourceKind): string => optInNames[kind] ?? kind;

// arn:aws:rds:*:*:cluster:*
const clusterTypes = ["Aurora", "DocumentDB", "Neptune"];
const clusterKinds: readonly ResourceKind[] = ["Aurora", "DocumentDB", "Neptune", "RDS Multi-AZ cluster"];

/** Whether a selection by types takes a kind; one pattern takes all kinds of clusters. */
export function isOfTypes(kind: ResourceKind, types: readonly string[]): boolean {
  if (types.length === 0) return true;
  const asked = clusterKinds.includes(kind) ? clusterTypes : [optInName(kind)];
  return asked.some((type) => types.includes(type));
}
