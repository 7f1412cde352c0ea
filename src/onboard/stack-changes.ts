/** What differs between two synthesized estates, by stack. */
export interface StackChanges {
  readonly added: readonly AddedStack[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: readonly string[];
}

export interface AddedStack {
  readonly id: string;
  /** How many of each Terraform resource type, sorted by type. */
  readonly resources: readonly (readonly [type: string, count: number])[];
}

/** Compares Terraform JSON, by stack. */
export function stackChanges(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): StackChanges {
  const ids = [...after.keys()];
  const known = ids.filter((id) => before.has(id));
  return {
    added: ids.filter((id) => !before.has(id)).map((id) => ({ id, resources: countResources(after.get(id) ?? "{}") })),
    changed: known.filter((id) => before.get(id) !== after.get(id)),
    removed: [...before.keys()].filter((id) => !after.has(id)),
    unchanged: known.filter((id) => before.get(id) === after.get(id)),
  };
}

function countResources(text: string): AddedStack["resources"] {
  const { resource = {} } = JSON.parse(text) as { resource?: Readonly<Record<string, object>> };
  return Object.keys(resource)
    .sort()
    .map((type) => [type, Object.keys(resource[type] ?? {}).length]);
}
