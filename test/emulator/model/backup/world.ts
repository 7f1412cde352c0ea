import type { Access } from "../access.ts";
import type { Clock } from "../clock.ts";
import type { Iam } from "../iam.ts";
import type { Kms } from "../kms.ts";
import type { Resources } from "../resources.ts";
import type { AccessPoints } from "./access-points.ts";
import type { OrganizationFacts } from "./organization-facts.ts";
import type { Pace } from "./pace.ts";
import type { Random } from "./random.ts";
import type { RecoveryPoints } from "./recovery-points.ts";
import type { ResourceUse } from "./resource-use.ts";
import type { Settings } from "./settings.ts";
import type { Timeline } from "./timeline.ts";
import type { TrailEvent } from "./trail-event.ts";
import type { Vaults } from "./vaults.ts";

/** What the parts of AWS Backup share, and what they see of the rest of the cloud. */
export interface World {
  readonly clock: Clock;
  readonly iam: Iam;
  readonly kms: Kms;
  readonly organizations: OrganizationFacts;
  readonly access: Access;
  /** For what AWS Backup asks in its own name: no identity policy limits it, only those of the resource. */
  readonly serviceAccess: Access;
  readonly resources: Resources;
  readonly random: Random;
  readonly pace: Pace;
  readonly timeline: Timeline;
  readonly vaults: Vaults;
  readonly recoveryPoints: RecoveryPoints;
  readonly accessPoints: AccessPoints;
  readonly settings: Settings;
  readonly resourceUse: ResourceUse;
  readonly lostRegions: Set<string>;
  /** Recovery points whose snapshots their owner has locked, or uses for an image of its own; by ARN. */
  readonly heldByOwner: Set<string>;
  readonly events: TrailEvent[];
  /** What runs where an effective policy is invalid: AWS's pages do not agree. */
  readonly invalidPolicies: "nothing" | "the last valid";
}

/**
 * Why nothing can be done in a place.
 *
 * @returns `null`: it is as it should be
 */
export function outageOf({ lostRegions, organizations }: World, accountId: string, region: string): string | null {
  if (lostRegions.has(region)) return `the Region ${region} is lost`;
  const standing = organizations.stateOf(accountId);
  return standing === "ACTIVE" ? null : `the account ${accountId} is ${standing.toLowerCase()}`;
}

/** Whether data encrypted with a key can be read: the key may be another account's, and goes with it. */
export function isKeyUsable(world: World, arn: string, now = world.clock.now()): boolean {
  const key = world.kms.key(arn);
  if (!key || outageOf(world, key.accountId, key.region) !== null) return false;
  return world.kms.isUsable(arn, now);
}
