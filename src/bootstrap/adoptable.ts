import { isObject } from "../delivery/stack/json-object.ts";
import { importId } from "../delivery/takeover/import-id.ts";
import type { PlanJson } from "../delivery/terraform/plan-json.ts";

/** Something that a plan would create and that may exist already, by the id that `terraform import` takes. */
export interface Adoptable {
  readonly address: string;
  readonly id: string;
}

/**
 * What an apply that was killed may have made without telling the state: AWS refuses to make it again, because its name
 * is taken. Keys have no name; one that was lost this way stays, empty and unused.
 */
export function adoptable(plan: PlanJson, owner: { partition: string; accountId: string }): readonly Adoptable[] {
  return (plan.resource_changes ?? []).flatMap(({ address, type, change }) => {
    if (change.actions.join() !== "create" || !isObject(change.after)) return [];
    const id = importId(type, change.after, owner);
    return id === null ? [] : [{ address, id }];
  });
}
