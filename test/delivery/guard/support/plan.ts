import { guardPlan } from "../../../../src/delivery/guard/guard-plan.ts";
import type { PlanAction, PlanJson } from "../../../../src/delivery/terraform/plan-json.ts";
import { sentence } from "../../../../src/diagnostics/sentence.ts";

type Attributes = Readonly<Record<string, unknown>>;
interface Written {
  readonly type: string;
  readonly actions: readonly PlanAction[];
  readonly before?: Attributes | null;
  readonly after?: Attributes | null;
  readonly unknown?: unknown;
  readonly sensitive?: unknown;
}

/** A plan that changes one resource, `<type>.it`. */
export const planOf = ({ type, actions, before = null, after = null, unknown, sensitive }: Written): PlanJson => ({
  terraform_version: "1.11.4",
  resource_changes: [
    {
      address: `${type}.it`,
      mode: "managed",
      type,
      name: "it",
      provider_name: "registry.terraform.io/hashicorp/aws",
      change: { actions, before, after, after_unknown: unknown, after_sensitive: sensitive },
    },
  ],
});

/** What the guard says of a change, `rule: message` a line. */
export const linesOf = (plan: PlanJson) => foundIn(plan).map((found) => `${found.rule}: ${sentence(found)}`);

/** The same as it is found, in a stack. */
export const foundIn = (plan: PlanJson) => guardPlan(plan, "app-a");

export const updated = (type: string, before: Attributes, after: Attributes, unknown?: unknown) =>
  linesOf(planOf({ type, actions: ["update"], before, after, unknown }));
export const created = (type: string, after: Attributes, unknown?: unknown) =>
  linesOf(planOf({ type, actions: ["create"], after, unknown }));
export const deleted = (type: string, before: Attributes) => linesOf(planOf({ type, actions: ["delete"], before }));
