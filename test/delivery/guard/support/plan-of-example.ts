import type { PlanExample } from "../../../../src/delivery/guard/plan-rule.ts";
import type { JsonObject } from "../../../../src/delivery/stack/json-object.ts";
import { planOf } from "./plan.ts";

/** Attributes that hold a document as a text. */
const documents: readonly string[] = ["content", "event_pattern", "policy"];

const asPlanned = (attributes: JsonObject | null) =>
  attributes &&
  Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [key, documents.includes(key) ? JSON.stringify(value) : value]),
  );

/** The plans of a rule's example. */
export function plansOfExample({ type, before, bad, good, actions, unknown }: PlanExample) {
  const from = asPlanned(before);
  return {
    bad: planOf({
      type,
      actions: actions ?? [bad ? "update" : "delete"],
      before: from,
      after: asPlanned(bad),
      unknown,
    }),
    good: planOf({ type, actions: ["update"], before: from, after: asPlanned(good) }),
  };
}
