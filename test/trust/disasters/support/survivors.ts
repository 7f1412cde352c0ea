import { isCold, type RecoveryPoint } from "../../../emulator/model/backup/recovery-point.ts";
import type { DisasterWorld } from "../../organization/disaster-world.ts";
import type { Victim } from "../../organization/victims.ts";

/** What a resource can be brought back from, the newest first, and the home Region's before another's. */
export interface Survivors {
  /** In the central account of its class. */
  readonly central: readonly RecoveryPoint[];
  /** In the account that it was in. */
  readonly local: readonly RecoveryPoint[];
}

export function survivorsOf({ cloud, estate }: DisasterWorld, { arn, account }: Victim): Survivors {
  const own = estate.accounts.find(({ name }) => name === account);
  if (!own) throw new Error(`got no account ${account}`);
  const { accountId: centralId, regions } = estate.central[own.class];
  const now = cloud.clock.now();
  const good = cloud.backup
    .recoveryPoints()
    .filter((point) => point.resourceArn === arn && point.status === "COMPLETED" && isGood(point))
    .filter((point) => cloud.backup.restorable(point, now).ok)
    .sort((a, b) => b.contentAt - a.contentAt || regions.indexOf(a.region) - regions.indexOf(b.region));
  const isIn = (accountId: string) => (point: RecoveryPoint) => point.accountId === accountId;
  return {
    central: good.filter(isIn(centralId)),
    local: good.filter(isIn(own.accountId)),
  };

  /** A continuous one can be restored to a moment before it was spoilt, if it reaches that far back. */
  function isGood(point: RecoveryPoint): boolean {
    if (!point.isContinuous) return !point.isCorrupt;
    const corruptedAt = cloud.resources.get(point.resourceArn)?.corruptedAt ?? null;
    return corruptedAt === null || point.contentFrom < corruptedAt;
  }
}

/** Whether it can be copied: AWS copies nothing out of cold storage. */
export const isWarm = ({ cloud }: DisasterWorld, point: RecoveryPoint) => !isCold(point, cloud.clock.now());
