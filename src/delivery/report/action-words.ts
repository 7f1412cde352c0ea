import type { PlanAction } from "../plan-json.ts";
import type { ChangeSummary } from "../stack-summary.ts";
import { count } from "./markdown.ts";

/** What happens to a resource, in one word. `move`: only its place in the state changes. */
export type Deed = "create" | "update" | "replacement" | "delete" | "forget" | "move";

export function deedOf(actions: readonly PlanAction[]): Deed {
  if (actions.includes("forget")) return "forget";
  if (actions.includes("delete")) return actions.includes("create") ? "replacement" : "delete";
  if (actions.includes("create")) return "create";
  return actions.includes("update") ? "update" : "move";
}

const order: readonly Deed[] = ["delete", "replacement", "forget", "create", "update", "move"];

/** `1 delete, 2 updates`; what only changes outputs says so. */
export function deedCounts(changes: readonly ChangeSummary[]): string {
  const deeds = changes.map(({ actions }) => deedOf(actions));
  const counts = order.flatMap((deed) => {
    const number = deeds.filter((other) => other === deed).length;
    return number === 0 ? [] : [count(number, deed)];
  });
  return counts.length > 0 ? counts.join(", ") : "outputs only";
}
