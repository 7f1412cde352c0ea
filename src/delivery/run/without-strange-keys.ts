import { isDeepStrictEqual } from "node:util";
import type { StrangeKey } from "../handoff/stack-summary.ts";
import { keysOfAws } from "../resources/keys-of-aws.ts";
import { isObject, type JsonObject } from "../stack/json-object.ts";
import type { Change, PlanJson, ResourceChange } from "../terraform/plan-json.ts";

/** A plan as it is judged, and what of AWS's own settings config and AWS do not have in common. */
interface JudgedPlan {
  readonly plan: PlanJson;
  readonly keys: readonly StrangeKey[];
}

/**
 * A plan without keys that AWS has added to its settings since this version was made. Terraform shows each as removed, in
 * every plan for good, since no config can name it and `ignore_changes` names only what is known. The apply sends the keys
 * of the config alone, and AWS leaves the others as they are: nothing changes, so nothing is to be reviewed, put back or
 * held. What config names stays in the plan, whatever AWS has there.
 */
export function withoutStrangeKeys(plan: PlanJson): JudgedPlan {
  const keys: StrangeKey[] = [];
  const changes = plan.resource_changes?.map((resource) => {
    const found = strangeKeys(resource);
    keys.push(...found);
    const added = found.filter(({ is }) => is === "added");
    return added.length === 0 ? resource : { ...resource, change: without(resource.change, added) };
  });
  return { plan: changes === undefined ? plan : { ...plan, resource_changes: changes }, keys };
}

function strangeKeys({ address, type, change }: ResourceChange): readonly StrangeKey[] {
  const { before, after } = change;
  // what is created or replaced is told as a whole
  if (change.actions.join() !== "update" || !isObject(before) || !isObject(after)) return [];
  return Object.entries(keysOfAws(type)).flatMap(([attribute, known]) => {
    const was = before[attribute];
    if (isMarked(change, attribute) || !isObject(was)) return [];
    const becomes = isObject(after[attribute]) ? after[attribute] : {};
    const [there, named] = [Object.keys(was), Object.keys(becomes)];
    const added = there.filter((key) => !named.includes(key) && !known.includes(key));
    const gone = there.length === 0 ? [] : named.filter((key) => !there.includes(key));
    return [
      ...added.map((key): StrangeKey => ({ address, attribute, key, is: "added" })),
      ...gone.map((key): StrangeKey => ({ address, attribute, key, is: "gone" })),
    ];
  });
}

function without(change: Change, added: readonly StrangeKey[]): Change {
  const before = change.before as JsonObject;
  const after = change.after as JsonObject;
  const attributes = new Set(added.map(({ attribute }) => attribute));
  const left = Object.fromEntries(
    [...attributes].map((attribute) => {
      const own = added.filter((one) => one.attribute === attribute).map(({ key }) => key);
      const map = Object.fromEntries(
        Object.entries(before[attribute] as JsonObject).filter(([key]) => !own.includes(key)),
      );
      const becomes = after[attribute] ?? null;
      // a map that config leaves out is none
      return [attribute, Object.keys(map).length === 0 && becomes === null ? null : map];
    }),
  );
  const own = { ...change, before: { ...before, ...left } };
  const isSame = isDeepStrictEqual(own.before, after) && !isUnknown(change.after_unknown);
  return isSame ? { ...own, actions: ["no-op"] } : own;
}

const isMarked = (change: Change, attribute: string) =>
  [change.after_unknown, change.before_sensitive, change.after_sensitive].some(
    (marks) => marks === true || (isObject(marks) && isUnknown(marks[attribute])),
  );

/** Marks are `true`, or a tree with `true` in it. */
const isUnknown = (marks: unknown): boolean =>
  marks === true ||
  (typeof marks === "object" && marks !== null && Object.values(marks as Record<string, unknown>).some(isUnknown));
