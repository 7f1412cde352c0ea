import { edit } from "../../support/config.ts";
import { type Release, releaseOf } from "../release.ts";
import { storedEstate } from "../stored-release.ts";
import type { UpgradeStep } from "../upgrade-steps.ts";

/** The release of today for a config of an earlier day. */
export interface Upgrading {
  /** While config says that the upgrade is under way. */
  readonly underWay: Release;
  readonly afterwards: Release;
}

/** @param until the last day of the upgrade, as config names it */
export function upgradingFrom(day: string, until: string): Upgrading {
  const underWay = storedEstate(day, {
    "organization.yaml": edit("pipeline:\n", `pipeline:\n  upgradeUntil: ${until}\n`),
  });
  return { underWay: releaseOf(underWay), afterwards: releaseOf(storedEstate(day)) };
}

/** What a step applies. */
export const releaseFor = ({ underWay, afterwards }: Upgrading, { isUnderWay }: UpgradeStep): Release =>
  isUnderWay ? underWay : afterwards;
