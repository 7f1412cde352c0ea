import type { AttributeChange, ChangeSummary } from "../handoff/stack-summary.ts";

/**
 * Changes of values that say something: not what children of a backup policy may change while the policy itself is being
 * made, and not what Terraform tells twice, tags with and without those that all resources have.
 */
export function shownAttributes({ actions, attributes }: ChangeSummary): readonly AttributeChange[] {
  const told = new Set(attributes.map(textOf));
  const isNew = actions.length === 1 && actions[0] === "create";
  return attributes.filter((attribute) => {
    if (isNew && attribute.path.includes("@@operators_allowed_for_child_policies")) return false;
    if (isNew && attribute.after === "(known after apply)") return false;
    const [first, ...rest] = attribute.path;
    return first !== "tags_all" || !told.has(textOf({ ...attribute, path: ["tags", ...rest] }));
  });
}

const textOf = ({ path, before, after }: AttributeChange) => JSON.stringify([path, before, after]);
