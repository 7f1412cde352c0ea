import { type LifecycleFault, lifecycleFaults } from "../../aws/lifecycle.ts";
import type { Origin } from "../../aws/policy/effective-policy.ts";
import { pointerTo } from "../../aws/policy/json-pointer.ts";
import { lifecycleDays } from "../../aws/policy/lifecycle-days.ts";
import type { PlanView, RuleView } from "../../aws/policy/policy-view.ts";
import { said, valueIn } from "../../aws/policy/setting.ts";
import type { IsBroken } from "../policy-rule.ts";
import { lifecyclesOf } from "./lifecycles-of.ts";

interface FaultyLifecycle<F extends LifecycleFault> {
  readonly fault: F;
  readonly at: Origin;
  readonly atCold: Origin;
}

/** Lifecycles that have a fault of one kind, in rules and in their copies. */
export function faultyLifecycles<K extends LifecycleFault["kind"]>(
  plan: PlanView,
  isBroken: IsBroken,
  kind: K,
): readonly FaultyLifecycle<Extract<LifecycleFault, { readonly kind: K }>>[] {
  const isOfKind = (fault: LifecycleFault): fault is Extract<LifecycleFault, { readonly kind: K }> =>
    fault.kind === kind;
  return lifecyclesOf(plan).flatMap(({ lifecycle, owner, rule }) => {
    const [kept, cold] = [said(lifecycle.deleteAfterDays), said(lifecycle.coldAfterDays)];
    const at = kept?.at ?? cold?.at ?? lifecycle.at ?? owner;
    const isContinuous = rule !== null && isContinuousWithDays(rule, isBroken);
    return lifecycleFaults(lifecycleDays(lifecycle), isContinuous)
      .filter(isOfKind)
      .map((fault) => ({ fault, at, atCold: cold?.at ?? at }));
  });
}

/** Without its days, for which there is a diagnostic, nothing can be said of a continuous backup. */
const isContinuousWithDays = ({ continuous, lifecycle, at }: RuleView, isBroken: IsBroken) =>
  valueIn(continuous) === true &&
  (said(lifecycle.deleteAfterDays) !== null || !isBroken(pointerTo(at.pointer, "lifecycle")));
