/** Whether a text is what a pattern of AWS describes; `*` is any text, the rest stands for itself. */
export function matchesPattern(pattern: string, text: string): boolean {
  const known = compiled.get(pattern) ?? compile(pattern);
  compiled.set(pattern, known);
  return known.test(text);
}

const compiled = new Map<string, RegExp>();

const compile = (pattern: string) =>
  new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`, "s");
