import type { ResourceKind } from "../aws/resource-kinds.ts";
import { centralsOf } from "../estate/plan-copies.ts";
import type { Estate, Plan } from "../model.ts";
import { onceFor } from "../once-for.ts";
import { kindsToProve } from "./kinds-to-prove.ts";
import { type LocalLoss, type PlanProof, provenLocally, provePlan } from "./plan-proof.ts";
import type { Target } from "./recovery-point-times.ts";

/** What a plan promises, and what its schedules, windows and retentions prove for each kind of resource it reaches. */
export interface PromisedLoss {
  readonly plan: Plan;
  readonly proof: PlanProof;
  /** By kind, in the account's own vault. */
  readonly local: readonly { readonly kind: ResourceKind; readonly loss: LocalLoss }[];
  /** Those kinds. */
  readonly kinds: readonly ResourceKind[];
  /** Kinds that have only what the schedule makes. */
  readonly snapshots: readonly ResourceKind[];
  /** Where what is promised has to be; none where nothing is. The local vault, the home Region, further Regions. */
  readonly targets: readonly Target[];
}

export const promisedLosses: (estate: Estate) => readonly PromisedLoss[] = onceFor((estate) =>
  estate.plans.map((plan) => {
    const proof = provePlan(plan);
    const kinds = kindsToProve(estate, plan);
    const local = kinds.map((kind) => ({ kind, loss: provenLocally(proof, kind) }));
    const snapshots = local.filter(({ loss }) => loss.kind !== "continuous").map(({ kind }) => kind);
    const hasFurther = centralsOf(estate, plan).some(({ regions }) => regions.length > 1);
    const targets: readonly Target[] = [
      ...(snapshots.length > 0 ? (["local"] as const) : []),
      ...(plan.promise.isolatedRpoMinutes === null ? [] : (["home"] as const)),
      ...(plan.promise.isolatedRpoMinutes === null || !hasFurther ? [] : (["further"] as const)),
    ];
    return { plan, proof, local, kinds, snapshots, targets };
  }),
);
