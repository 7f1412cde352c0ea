/** A policy as plain JSON. */
export interface PolicyJson {
  readonly [key: string]: PolicyJson | string | readonly string[];
}

type Effective = { [key: string]: Effective | string | readonly string[] };

const control = "@@operators_allowed_for_child_policies";
const every = ["@@assign", "@@append", "@@remove"];

/**
 * The effective policy by AWS's wording, level by level from the root, each level in the order of attachment. It goes
 * by what the documentation says and its examples show, and by nothing else; it looks up every path anew.
 * Sources: docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html, inheritance-examples.html,
 * orgs_manage_policies_backup_syntax.html
 */
export function naiveMerge(levels: readonly (readonly PolicyJson[])[]): Effective {
  const effective: Effective = {};
  let limits: ReadonlyMap<string, readonly string[]> = new Map();
  for (const documents of levels) {
    // "if you include child control operators in a parent policy, they limit the value-setting operators in all child
    // policies": those of one level bind the next levels only, all of them together
    const next = new Map(limits);
    const setHere = new Set<string>();
    for (const document of documents) {
      const setBefore = new Set(setHere);
      const before = structuredClone(effective);
      for (const { path, operators } of nodesOf(document)) {
        const refused = path.some((_, depth) => {
          const parent = path.slice(0, depth);
          const isNew = !isThere(valueAt(before, path.slice(0, depth + 1)));
          return isNew && !(limits.get(keyOf(parent)) ?? every).includes("@@append");
        });
        if (refused) continue;
        const allowed = limits.get(keyOf(path)) ?? every;
        for (const [operator, value] of Object.entries(operators)) {
          if (operator === control) {
            const named = operatorsNamed(value as readonly string[]);
            next.set(
              keyOf(path),
              (next.get(keyOf(path)) ?? every).filter((each) => named.includes(each)),
            );
          } else if (allowed.includes(operator) && !setBefore.has(keyOf(path))) {
            const inherited = valueAt(effective, path);
            // "removes the specified inherited settings, if they exist": where there is none, none comes to be
            if (operator === "@@remove" && inherited === undefined) continue;
            set(effective, path, applied(operator, inherited, value));
            setHere.add(keyOf(path));
          }
        }
      }
    }
    limits = next;
  }
  return shown(effective, []) ?? {};
}

function applied(operator: string, inherited: unknown, value: string | readonly string[]) {
  if (operator === "@@assign" || typeof value === "string") return value;
  const before = (inherited ?? []) as readonly string[];
  if (operator === "@@append") return [...before, ...value.filter((each) => !before.includes(each))];
  return before.filter((each) => !value.includes(each));
}

function operatorsNamed(names: readonly string[]): readonly string[] {
  if (names.includes("@@all")) return every;
  return names.filter((name) => name !== "@@none");
}

/** Every node of a document with the operators at it, those above first. */
function nodesOf(
  node: PolicyJson,
  path: readonly string[] = [],
): readonly { path: readonly string[]; operators: Record<string, string | readonly string[]> }[] {
  const entries = Object.entries(node);
  const operators = Object.fromEntries(entries.filter(([key]) => key.startsWith("@@")));
  return [
    { path, operators: operators as Record<string, string | readonly string[]> },
    ...entries
      .filter(([key]) => !key.startsWith("@@"))
      .flatMap(([key, child]) => nodesOf(child as PolicyJson, [...path, key])),
  ];
}

const keyOf = (path: readonly string[]) => path.join("\n");

/** A list that lost all its values is gone, and with it what held nothing else (inheritance example 3). */
function isThere(node: Effective[string] | undefined): boolean {
  if (node === undefined || typeof node === "string") return node !== undefined;
  return Array.isArray(node) ? node.length > 0 : Object.values(node).some(isThere);
}

function valueAt(effective: Effective, path: readonly string[]): Effective[string] | undefined {
  return path.reduce<Effective[string] | undefined>((node, key) => (node as Effective | undefined)?.[key], effective);
}

function set(effective: Effective, path: readonly string[], value: string | readonly string[]) {
  let node = effective;
  for (const key of path.slice(0, -1)) {
    node[key] ??= {};
    node = node[key] as Effective;
  }
  node[path.at(-1) ?? ""] = value;
}

/** Without what is empty, and with the names of rules and selections in lower case, as AWS's examples show it. */
function shown(node: Effective, path: readonly string[]): Effective | undefined {
  const lowered = ["rules", "tags", "resources"].includes(path.at(-1) ?? "");
  const entries = Object.entries(node).flatMap(([key, value]): [string, Effective[string]][] => {
    const part = typeof value === "string" || Array.isArray(value) ? value : shown(value as Effective, [...path, key]);
    const isEmpty = part === undefined || (Array.isArray(part) && part.length === 0);
    return isEmpty ? [] : [[lowered ? key.toLowerCase() : key, part]];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
