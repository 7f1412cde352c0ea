import type { UncopiedFor } from "../resources.ts";
import type { ResourceFeatures, ResourceKind } from "./resource-features.ts";

/** Regions that an account must switch on. Source: backup-feature-availability.html, 24 September 2026 */
const optInRegions: readonly string[] = [
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

/** Regions that copy to each other and to no other. Source: notes 2 and 4 of the same page */
const closed: readonly (readonly string[])[] = [
  ["cn-north-1", "cn-northwest-1"],
  ["us-gov-east-1", "us-gov-west-1"],
];
const china = closed[0] ?? [];
/** Neither column of copies has a tick. */
const sovereign: readonly string[] = ["eusc-de-east-1"];

interface Place {
  readonly accountId: string;
  readonly region: string;
}

/**
 * What AWS Backup cannot copy, whoever may. A kind without a tick in one of the two columns is copied in no scenario at
 * all, within the account and Region included; CloudFormation is the exception that its own note makes.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html
 *
 * @returns `null`: it can
 */
export function copyObstacle(
  kind: ResourceKind,
  features: ResourceFeatures,
  from: Place,
  to: Place,
  uncopiedFor: UncopiedFor | null = null,
): string | null {
  const isOtherAccount = from.accountId !== to.accountId;
  const isOtherRegion = from.region !== to.region;
  const touches = (regions: readonly string[]) => regions.includes(from.region) || regions.includes(to.region);
  if (!features.copiesAcrossAccounts && !features.copiesAcrossRegions) return `AWS Backup makes no copies of ${kind}`;
  if ((isOtherAccount || isOtherRegion) && touches(sovereign))
    return "AWS Backup makes no copies to other accounts or Regions in the European Sovereign Cloud";
  const isClosedTo = closed.some((regions) => regions.includes(from.region) !== regions.includes(to.region));
  if (isClosedTo) return `AWS Backup makes no copies between ${from.region} and ${to.region}`;
  // note 1 below the types of its Regions; what note 2 says of other kinds since 27 August 2026 is that they are copied
  if (isOtherAccount && kind === "S3" && touches(china)) return "AWS Backup copies no S3 to another account in China";
  // AmazonRDS/latest/AuroraUserGuide/USER_CopySnapshot.html: "to or from … China (Beijing), China (Ningxia)"; RDS's own guide as well
  if (isOtherRegion && ["Aurora", "RDS instance"].includes(kind) && touches(china)) {
    return `AWS Backup copies no ${kind} out of or into a Region of China`;
  }
  if (isOtherAccount && !features.copiesAcrossAccounts) return `AWS Backup copies no ${kind} to another account`;
  if (isOtherAccount && ["Neptune", "Timestream", "CloudFormation"].includes(kind) && touches(optInRegions)) {
    return `AWS Backup copies no ${kind} to another account from or to a Region that is opted in to`;
  }
  if (kind.startsWith("FSx") && isOtherRegion && touches(["me-central-1", "me-south-1"])) {
    return `AWS Backup copies no ${kind} out of or into me-central-1 and me-south-1`;
  }
  if (kind === "FSx for ONTAP" && touches(["ap-southeast-6", "cn-north-1", "cn-northwest-1"])) {
    return `AWS Backup copies no ${kind} from or to ap-southeast-6, cn-north-1 and cn-northwest-1`;
  }
  if (uncopiedFor !== null && (uncopiedFor !== "option group" || isOtherRegion)) return whyUncopied[uncopiedFor];
  return null;
}

/**
 * Of an option group with persistent options only copies to other Regions fail, as long as nobody makes it there too.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/cross-region-backup.html#cross-region-considerations and troubleshooting.html,
 * docs.aws.amazon.com/fsx/latest/OpenZFSGuide/copy-backups.html
 */
const whyUncopied: Readonly<Record<UncopiedFor, string>> = {
  "option group": "The snapshot requires a target option group with the options of its own",
  TDE: "AWS Backup does not pass on the TDE option group",
  tiering: "Backups of file systems in Intelligent-Tiering cannot be copied",
};
