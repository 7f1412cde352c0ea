import type { PlanComplaint } from "./plan-rule.ts";

/** Of an attribute whose value is needed and cannot be seen. */
export const unjudgedAttribute = (attribute: string): PlanComplaint => ({
  path: [attribute],
  got: `${attribute} is known only after the apply, or secret, and cannot be judged`,
  use: "use a value that the plan shows",
});
