import type { LifecycleDays } from "../../../aws/lifecycle.ts";
import { lifecycleDays } from "../../../aws/policy/lifecycle-days.ts";
import type { PlanView, RuleView } from "../../../aws/policy/policy-view.ts";
import { valueIn } from "../../../aws/policy/setting.ts";
import type { JudgedPolicy } from "./read-policy.ts";
import { sameRule } from "./same-rule.ts";

/** The same thing before and after a change. */
interface Pair<Thing> {
  readonly before: Thing;
  readonly after: Thing;
}
/** @see Pair */
interface NamedPair<Thing> extends Pair<Thing> {
  /** Such as `rule daily of plan gold`. */
  readonly name: string;
}
type Policies = Pair<JudgedPolicy> | null;

/** Plans that a policy had and still has. */
export const planPairsOf = (policies: Policies): readonly Pair<PlanView>[] =>
  (policies?.before.plans ?? []).flatMap((before) => {
    const after = policies?.after.plans.find(({ name }) => name === before.name);
    return after ? [{ before, after }] : [];
  });

/** Rules that a plan had and still has. */
export const rulePairsOf = (policies: Policies): readonly NamedPair<RuleView>[] =>
  planPairsOf(policies).flatMap((plan) =>
    plan.before.rules.flatMap((before) => {
      const after = plan.after.rules.find((other) => sameRule(before, other));
      return after ? [{ name: `rule ${before.name} of plan ${plan.before.name}`, before, after }] : [];
    }),
  );

/** How long backups of rules, and their copies to the same vault, are kept and when they move. */
export const lifecyclePairsOf = (policies: Policies): readonly NamedPair<LifecycleDays>[] =>
  rulePairsOf(policies).flatMap(({ name, before, after }) => {
    const now = copiesOf(after);
    const copies = [...copiesOf(before)].flatMap(([vault, lifecycle]) => {
      const copy = now.get(vault);
      return copy ? [{ name: `the copy of ${name} to ${vault}`, before: lifecycle, after: copy }] : [];
    });
    return [{ name, before: lifecycleDays(before.lifecycle), after: lifecycleDays(after.lifecycle) }, ...copies];
  });

/** A vault that a rule no longer copies to, and those that it newly does. */
export interface LostCopy {
  readonly name: string;
  readonly vault: string;
  readonly added: readonly string[];
}

export const lostCopiesOf = (policies: Policies): readonly LostCopy[] =>
  rulePairsOf(policies).flatMap(({ name, before, after }) => {
    const [from, to] = [copiesOf(before), copiesOf(after)];
    const added = [...to.keys()].filter((vault) => !from.has(vault));
    return [...from.keys()].filter((vault) => !to.has(vault)).map((vault) => ({ name, vault, added }));
  });

/** By the ARN of the vault, air-gapped ones among them. */
function copiesOf({ copies, airGappedVault, lifecycle }: RuleView): ReadonlyMap<string, LifecycleDays> {
  const airGapped = valueIn(airGappedVault);
  return new Map([
    ...copies.map((copy) => [valueIn(copy.target) ?? copy.key, lifecycleDays(copy.lifecycle)] as const),
    ...(airGapped === null ? [] : [[airGapped, lifecycleDays(lifecycle)] as const]),
  ]);
}
