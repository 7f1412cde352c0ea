import { counted } from "../../words/counted.ts";

/** What is planned for one resource. */
interface Planned {
  readonly actions: readonly string[];
  /** Only of one that exists already and that the state gets to know. */
  readonly takenOver?: unknown;
}

/**
 * What happens to a resource, in one word. `move`: only its place in the state changes; `takeover`: it exists, and the
 * state gets to know it.
 */
export type Deed = "create" | "update" | "replacement" | "delete" | "forget" | "move" | "takeover";

export function deedOf({ actions, takenOver }: Planned): Deed {
  if (actions.includes("forget")) return "forget";
  if (actions.includes("delete")) return actions.includes("create") ? "replacement" : "delete";
  if (actions.includes("create")) return "create";
  if (takenOver !== undefined) return "takeover";
  return actions.includes("update") ? "update" : "move";
}

const order: readonly Deed[] = ["delete", "replacement", "forget", "create", "update", "move", "takeover"];

/** `1 delete, 2 updates`; what only changes outputs says so. */
export function deedCounts(changes: readonly Planned[]): string {
  const deeds = changes.map(deedOf);
  const counts = order.flatMap((deed) => {
    const number = deeds.filter((other) => other === deed).length;
    if (number === 0) return [];
    return [deed === "takeover" ? takeoverText(number) : counted(number, deed)];
  });
  return counts.length > 0 ? counts.join(", ") : "outputs only";
}

export const takeoverText = (number: number) =>
  `takes over ${number} that ${number === 1 ? "exists" : "exist"} already`;
