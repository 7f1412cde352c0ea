/** A place in a text as people count: from 1. */
export interface Spot {
  readonly line: number;
  readonly column: number;
}

/** Tells where an offset of a text stands; every kind of line end ends a line, as in editors. */
export function spotsIn(text: string): (offset: number) => Spot {
  const starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map(({ index, 0: end }) => index + end.length)];
  return (offset) => {
    const after = starts.findIndex((start) => start > offset);
    const line = after < 0 ? starts.length : after;
    return { line, column: offset - (starts[line - 1] ?? 0) + 1 };
  };
}
