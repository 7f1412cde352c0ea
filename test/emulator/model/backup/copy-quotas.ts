import type { CopyJob } from "./jobs.ts";
import { type ResourceKind, resourceFeatures } from "./resource-features.ts";

type Copy = Pick<CopyJob, "id" | "kind" | "region" | "destinationVaultArn" | "state">;

/** Copies that AWS works on at the same time, of kinds that count together. */
interface CopyQuota {
  readonly kinds: readonly ResourceKind[];
  /** In one account and Region that they go to. */
  readonly most: number;
  /** Into one vault, once there are `most`. */
  readonly morePerVault: number;
}

const fully = (Object.keys(resourceFeatures) as readonly ResourceKind[]).filter(
  (kind) => resourceFeatures[kind].isEncryptedByVault,
);

/**
 * What AWS Backup makes itself: docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html. Snapshots count in the
 * account that their service makes them in, which is that of the copy:
 * docs.aws.amazon.com/ebs/latest/userguide/ebs-resource-quotas.html (20), AmazonRDS/latest/UserGuide/USER_CopySnapshot.html (20),
 * AmazonRDS/latest/AuroraUserGuide/USER_CopySnapshot.html, documentdb/latest/developerguide/backup_restore-copy_cluster_snapshot.html,
 * neptune/latest/userguide/backup-restore-copy-snapshot.html and fsx/latest/OpenZFSGuide/copy-backups.html (5 each). Whether clusters of the
 * three services, which share an API, count together is not said; counted together they promise less.
 */
const quotas: readonly CopyQuota[] = [
  { kinds: fully, most: 100, morePerVault: 5 },
  { kinds: ["EBS", "EC2", "Storage Gateway"], most: 20, morePerVault: 0 },
  { kinds: ["RDS instance", "RDS Multi-AZ cluster"], most: 20, morePerVault: 0 },
  { kinds: ["Aurora", "DocumentDB", "Neptune"], most: 5, morePerVault: 0 },
  { kinds: ["FSx for Lustre", "FSx for ONTAP", "FSx for OpenZFS", "FSx for Windows"], most: 5, morePerVault: 0 },
];

/** Copies that are under way, by where they go. */
export class CopiesUnderWay {
  readonly #counts = new Map<string, number>();

  /** @returns why AWS does not begin a copy now; `null`: it does, and it counts from now on */
  take(copy: Copy): string | null {
    const quota = quotas.find(({ kinds }) => kinds.includes(copy.kind));
    if (!quota) return null;
    const [group, vault] = keysOf(quota, copy);
    const [inGroup, inVault] = [this.#counts.get(group) ?? 0, this.#counts.get(vault) ?? 0];
    if (inGroup >= quota.most && inVault >= quota.morePerVault) {
      return `${inGroup} copies of ${quota.kinds.length > 5 ? "what AWS Backup manages fully" : quota.kinds.join(", ")} are under way to ${group}; AWS works on ${quota.most} at a time`;
    }
    this.#counts.set(group, inGroup + 1);
    this.#counts.set(vault, inVault + 1);
    return null;
  }

  free(copy: Copy): void {
    const quota = quotas.find(({ kinds }) => kinds.includes(copy.kind));
    if (!quota) return;
    for (const key of keysOf(quota, copy)) this.#counts.set(key, (this.#counts.get(key) ?? 0) - 1);
  }
}

function keysOf(quota: CopyQuota, { destinationVaultArn }: Copy): readonly [string, string] {
  const [, , , region, accountId] = destinationVaultArn.split(":");
  const of = quotas.indexOf(quota);
  return [`${accountId} in ${region}${of === 0 ? "" : ` (${of})`}`, `${destinationVaultArn} ${of}`];
}
