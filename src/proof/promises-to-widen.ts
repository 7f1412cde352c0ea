import type { ResourceKind } from "../aws/resource-kinds.ts";
import type { Plan } from "../model.ts";
import { minutesText } from "../words/units-text.ts";
import { type LocalLoss, provenLocally, provePlan } from "./plan-proof.ts";

/** Promises of a plan that have to be wider for it to hold for some kinds, each as config writes it; `null`: none would do. */
export function promisesToWiden(plan: Plan, kinds: readonly ResourceKind[]): readonly string[] | null {
  const proof = provePlan(plan);
  const { rpoMinutes, isolatedRpoMinutes } = plan.promise;
  const locals = kinds.map((kind) => provenLocally(proof, kind));
  const copies =
    isolatedRpoMinutes === null ? [] : kinds.flatMap((kind) => [proof.of(kind).home, proof.of(kind).further]);
  const wider = (key: string, promisedMinutes: number, losses: readonly LocalLoss[]) => {
    const minutes = losses.map((loss) => ("minutes" in loss ? loss.minutes : Number.POSITIVE_INFINITY));
    const worst = Math.max(0, ...minutes);
    return worst <= promisedMinutes ? [] : [{ worst, text: `promise.${key} of ${minutesText(worst)}` }];
  };
  const needed = [...wider("rpo", rpoMinutes, locals), ...wider("isolatedRpo", isolatedRpoMinutes ?? 0, copies)];
  return needed.some(({ worst }) => worst === Number.POSITIVE_INFINITY) ? null : needed.map(({ text }) => text);
}
