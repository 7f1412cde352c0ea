import { type LifecycleFault, lifecycleFaults } from "../aws/lifecycle.ts";
import { type ConfigKey, inPlan } from "../diagnostics/config-key.ts";
import type { Estate } from "../model.ts";
import { lifecyclesOf } from "./lifecycles-of.ts";

/** A lifecycle that AWS refuses, at its keys. */
export interface FaultyLifecycle<Kind extends LifecycleFault["kind"]> {
  readonly fault: Extract<LifecycleFault, { readonly kind: Kind }>;
  /** Where the retention is. */
  readonly at: ConfigKey;
  /** Where the time until cold storage is. */
  readonly coldAt: ConfigKey;
}

/** Lifecycles of the estate with one kind of fault, local ones and copies. */
export const faultyLifecycles = <Kind extends LifecycleFault["kind"]>(
  estate: Estate,
  kind: Kind,
): readonly FaultyLifecycle<Kind>[] =>
  estate.plans.flatMap((plan) =>
    plan.rules.flatMap((rule) =>
      lifecyclesOf(rule).flatMap(({ key, coldKey, lifecycle, isLocal }) => {
        const at = (which: string) => inPlan(plan.name, "rules", rule.name, "keep", which);
        return lifecycleFaults(lifecycle, rule.continuous && isLocal)
          .filter((fault): fault is Extract<LifecycleFault, { readonly kind: Kind }> => fault.kind === kind)
          .map((fault) => ({ fault, at: at(key), coldAt: at(coldKey) }));
      }),
    ),
  );
