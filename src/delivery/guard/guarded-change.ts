import { isObject, type JsonObject } from "../stack/json-object.ts";
import type { Change, ResourceChange } from "../terraform/plan-json.ts";

/** What a plan does to one resource, in one word. */
export type WholeAction = "create" | "update" | "delete" | "replace" | "forget";

/** A change as the rules look at it. */
export interface GuardedChange {
  readonly address: string;
  readonly type: string;
  readonly action: WholeAction;
  /** `null`: it is created. */
  readonly before: JsonObject | null;
  /** `null`: it is deleted or forgotten. */
  readonly after: JsonObject | null;
  /** Whether an attribute of `after` is known only after the apply, or kept secret: it cannot be judged. */
  readonly isHidden: (attribute: string) => boolean;
}

/** @returns `null` for a change that changes nothing, text for one that cannot be made sense of. */
export function guardedChange({ address, type, change }: ResourceChange): GuardedChange | string | null {
  const action = wholeAction(change.actions);
  if (action === null) return null;
  if (action === undefined) return `got actions ${JSON.stringify(change.actions)}`;
  const before = asObject(change.before);
  const after = asObject(change.after);
  const wants = { before: action !== "create", after: action !== "delete" && action !== "forget" };
  if ((wants.before && !before) || (wants.after && !after)) return `got ${action} without saying of what`;
  return {
    address,
    type,
    action,
    before: wants.before ? before : null,
    after: wants.after ? after : null,
    isHidden: (attribute) => isHidden(change, attribute),
  };
}

function wholeAction(actions: Change["actions"]): WholeAction | null | undefined {
  const has = (action: Change["actions"][number]) => actions.includes(action);
  const known = ["no-op", "create", "read", "update", "delete", "forget"];
  if (actions.length === 0 || actions.some((action) => !known.includes(action))) return undefined;
  if (has("forget")) return "forget";
  if (has("delete")) return has("create") ? "replace" : "delete";
  if (has("create")) return "create";
  return has("update") ? "update" : null;
}

const asObject = (value: unknown) => (isObject(value) ? value : null);

function isHidden(change: Change, attribute: string): boolean {
  return [change.after_unknown, change.before_sensitive, change.after_sensitive].some(
    (marks) => marks === true || (isObject(marks) && isMarked(marks[attribute])),
  );
}

/** Marks are `true`, or a tree with `true` where something is unknown or secret. */
function isMarked(marks: unknown): boolean {
  if (Array.isArray(marks)) return marks.some(isMarked);
  return isObject(marks) ? Object.values(marks).some(isMarked) : marks === true;
}
