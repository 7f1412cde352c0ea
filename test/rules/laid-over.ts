type Mapping = Readonly<Record<string, unknown>>;
const isMapping = (value: unknown): value is Mapping =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Mappings merged, everything else replaced, and what is `null` taken out. */
export function laidOver(under: unknown, over: unknown): unknown {
  if (!isMapping(over)) return over;
  const all = { ...(isMapping(under) ? under : {}) };
  for (const [key, value] of Object.entries(over)) {
    if (value === null) delete all[key];
    else all[key] = laidOver(all[key], value);
  }
  return all;
}
