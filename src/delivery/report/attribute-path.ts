/** Keys of a path of {@link AttributeChange}, such as `content`, `plans`, `lockstep-gold`; places in lists as numbers. */
export function pathKeys(path: string): readonly (string | number)[] {
  return [...path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(([whole, quoted, place, plain]) => {
    if (place !== undefined) return Number(place);
    return plain ?? (quoted === undefined ? whole : unquoted(quoted));
  });
}

function unquoted(text: string): string {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text;
  }
}
