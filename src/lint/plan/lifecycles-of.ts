import type { Origin } from "../../aws/policy/effective-policy.ts";
import type { LifecycleView, PlanView, RuleView } from "../../aws/policy/policy-view.ts";

interface OwnedLifecycle {
  readonly lifecycle: LifecycleView;
  /** The rule or copy whose backups live so long. */
  readonly owner: Origin;
  /** The rule itself; `null`: a copy. */
  readonly rule: RuleView | null;
}

/** How long recovery points live, in the vault and in its copies. */
export const lifecyclesOf = (plan: PlanView): readonly OwnedLifecycle[] =>
  plan.rules.flatMap((rule) => [
    { lifecycle: rule.lifecycle, owner: rule.at, rule },
    ...rule.copies.map(({ lifecycle, at }) => ({ lifecycle, owner: at, rule: null })),
  ]);
