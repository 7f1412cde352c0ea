/** Fields of a form as AWS's query protocol nests them: `Tags.member.1.Key=a` is `{ Tags: [{ Key: "a" }] }`. */
export function queryInput(form: URLSearchParams): Readonly<Record<string, unknown>> {
  const root: Tree = new Map();
  for (const [key, value] of form) {
    if (key === "Action" || key === "Version") continue;
    put(root, key.split("."), value);
  }
  return plain(root) as Readonly<Record<string, unknown>>;
}

type Tree = Map<string, Tree | string>;

function put(tree: Tree, [head = "", ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    tree.set(head, value);
    return;
  }
  const known = tree.get(head);
  const below: Tree = known instanceof Map ? known : new Map();
  tree.set(head, below);
  put(below, rest, value);
}

function plain(node: Tree | string): unknown {
  if (typeof node === "string") return node;
  // lists of the query protocol are `Name.member.1`, those of SNS's maps `Name.entry.1`
  const list = node.get("member") ?? node.get("entry");
  if (list instanceof Map && node.size === 1) return [...list.values()].map(plain);
  return Object.fromEntries([...node].map(([key, value]) => [key, plain(value)]));
}
