/** The first of many, and how many there are besides. What all begin with is said once: `the role a, b and 3 more`. */
export function few(items: readonly string[], most: number): string {
  const [first = "", ...others] = items.slice(0, items.length === most + 1 ? most + 1 : most);
  const start = sharedStart(items);
  const named = [first, ...others.map((item) => item.slice(start.length))];
  const rest = items.length - named.length;
  return rest === 0 ? named.join(", ") : `${named.join(", ")} and ${rest} more`;
}

/** Whole words alone. */
function sharedStart(items: readonly string[]): string {
  const [first = ""] = items;
  let start = first.slice(0, first.lastIndexOf(" ") + 1);
  while (!items.every((item) => item.startsWith(start))) start = start.slice(0, start.trimEnd().lastIndexOf(" ") + 1);
  return start;
}
