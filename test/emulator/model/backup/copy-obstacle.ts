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

const withoutOtherAccounts: readonly string[] = ["cn-north-1", "cn-northwest-1", "eusc-de-east-1"];

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
export function copyObstacle(kind: ResourceKind, features: ResourceFeatures, from: Place, to: Place): string | null {
  const isOtherAccount = from.accountId !== to.accountId;
  const isOtherRegion = from.region !== to.region;
  const touches = (regions: readonly string[]) => regions.includes(from.region) || regions.includes(to.region);
  if (!features.copiesAcrossAccounts && !features.copiesAcrossRegions) return `AWS Backup makes no copies of ${kind}`;
  // a note to its Regions: "cross-account copy is not supported"; the European Sovereign Cloud has no cross-account management
  if (isOtherAccount && touches(withoutOtherAccounts)) {
    return "AWS Backup makes no copies between accounts in China or the European Sovereign Cloud";
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
  return null;
}
