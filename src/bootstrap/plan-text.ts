import type { PlanJson, ResourceChange } from "../delivery/terraform/plan-json.ts";
import { columns } from "../words/columns.ts";
import { counted } from "../words/counted.ts";

/** What a plan would do, one line a resource that it touches, then how many. */
export function planLines(plan: PlanJson): readonly string[] {
  const changes = changesIn(plan);
  const rows = columns(changes.map(({ address, change }) => [`  ${change.actions.join(", ")}`, address]));
  return [...rows, `${counted(changes.length, "resource")} to change`];
}

function changesIn({ resource_changes }: PlanJson): readonly ResourceChange[] {
  return (resource_changes ?? []).filter(
    ({ mode, change }) =>
      mode === "managed" && (change.importing !== undefined || change.actions.some((action) => action !== "no-op")),
  );
}
