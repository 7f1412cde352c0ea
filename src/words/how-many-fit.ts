/** How many of some parts, from the first on and none left out between, there is room for. */
export function howManyFit(sizes: readonly number[], room: number): number {
  let left = room;
  const tooMuch = sizes.findIndex((size) => {
    left -= size;
    return left < 0;
  });
  return tooMuch < 0 ? sizes.length : tooMuch;
}
