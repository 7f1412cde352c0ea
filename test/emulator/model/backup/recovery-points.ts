import type { RecoveryPoint } from "./recovery-point.ts";

/** Every recovery point there is now, found by its vault and by its resource. */
export class RecoveryPoints {
  readonly #points = new Map<string, RecoveryPoint>();
  readonly #byVault = new Map<string, Set<string>>();
  readonly #byResource = new Map<string, Set<string>>();

  get(arn: string): RecoveryPoint | undefined {
    return this.#points.get(arn);
  }

  inVault(arn: string): readonly RecoveryPoint[] {
    return this.#of(this.#byVault.get(arn));
  }

  numberInVault(arn: string): number {
    return this.#byVault.get(arn)?.size ?? 0;
  }

  ofResource(arn: string): readonly RecoveryPoint[] {
    return this.#of(this.#byResource.get(arn));
  }

  all(): readonly RecoveryPoint[] {
    return [...this.#points.values()];
  }

  put(point: RecoveryPoint): void {
    this.#points.set(point.arn, point);
    addTo(this.#byVault, point.vaultArn, point.arn);
    addTo(this.#byResource, point.resourceArn, point.arn);
  }

  delete(arn: string): void {
    const point = this.#points.get(arn);
    if (!point) return;
    this.#points.delete(arn);
    this.#byVault.get(point.vaultArn)?.delete(arn);
    this.#byResource.get(point.resourceArn)?.delete(arn);
  }

  #of(arns: ReadonlySet<string> = new Set()): readonly RecoveryPoint[] {
    return [...arns].flatMap((arn) => this.#points.get(arn) ?? []);
  }
}

function addTo(map: Map<string, Set<string>>, key: string, arn: string): void {
  const there = map.get(key) ?? new Set();
  map.set(key, there.add(arn));
}
