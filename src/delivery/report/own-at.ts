/** What a table holds under a key that anybody may have chosen: not what every object inherits, such as `constructor`. */
export const ownAt = <Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
