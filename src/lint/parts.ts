/** Places in a document that share something, by JSON Pointer. */
export interface Parts {
  /** Whether one of them is the pointer's place or lies in it. */
  readonly isIn: (pointer: string) => boolean;
  /** Whether the pointer's place is one of them or lies in one; the whole document holds none. */
  readonly hold: (pointer: string) => boolean;
}

export function partsAt(pointers: Iterable<string>): Parts {
  const own = new Set(pointers);
  const above = new Set([...own].flatMap(selfAndAbove));
  return {
    isIn: (pointer) => above.has(pointer),
    hold: (pointer) => own.has(pointer) || selfAndAbove(pointer).some((place) => place !== "" && own.has(place)),
  };
}

function selfAndAbove(pointer: string): readonly string[] {
  const places = [pointer];
  for (let end = pointer.lastIndexOf("/"); end >= 0; end = pointer.lastIndexOf("/", end - 1)) {
    places.push(pointer.slice(0, end));
    if (end === 0) break;
  }
  return places;
}
