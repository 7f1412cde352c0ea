import type { Document } from "../policy-document.ts";

/** A way to read the objects of a recovery point without restoring it. */
export interface AccessPoint {
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly recoveryPointArn: string;
  readonly resourceArn: string;
  readonly vaultName: string;
  /** Of the S3 access point; `null`: the policies of whoever reads decide alone. */
  readonly policy: Document | null;
  /** Of a continuous recovery point: the moment that it shows. */
  readonly inTime: string | null;
  readonly tags: Readonly<Record<string, string>>;
  /** In milliseconds since 1970. */
  readonly createdAt: number;
}

export const s3AccessPointArn = ({ region, accountId, name }: Pick<AccessPoint, "region" | "accountId" | "name">) =>
  `arn:aws:s3:${region}:${accountId}:accesspoint/${name}`;

export const accessPointArn = (accountId: string, region: string, name: string): string =>
  `arn:aws:backup:${region}:${accountId}:accesspoint/${name}`;

/** Every access point there is now, whatever account made it. */
export class AccessPoints {
  readonly #points = new Map<string, AccessPoint>();

  get(arn: string): AccessPoint | undefined {
    return this.#points.get(arn);
  }

  of(accountId: string, region: string): readonly AccessPoint[] {
    return [...this.#points.values()].filter((one) => one.accountId === accountId && one.region === region);
  }

  ofRecoveryPoint(arn: string): readonly AccessPoint[] {
    return [...this.#points.values()].filter(({ recoveryPointArn }) => recoveryPointArn === arn);
  }

  put(point: AccessPoint): void {
    this.#points.set(point.arn, point);
  }

  delete(arn: string): void {
    this.#points.delete(arn);
  }
}
