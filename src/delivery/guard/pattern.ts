/**
 * Whether everything that the pattern `narrow` stands for, `wide` stands for too. Both may hold `*` (any text) and `?`
 * (any one character). Takes no longer than the two lengths multiplied: patterns come from whoever opens a pull request.
 */
export function covers(wide: string, narrow: string): boolean {
  let [at, here] = [0, 0];
  let star: { readonly at: number; readonly here: number } | undefined;
  while (here < narrow.length) {
    const [sign, got] = [wide[at], narrow[here]];
    if (sign === "*") {
      star = { at, here };
      at += 1;
    } else if (sign === got || (sign === "?" && got !== "*")) {
      at += 1;
      here += 1;
    } else if (star) {
      // the last * takes one character more
      star = { at: star.at, here: star.here + 1 };
      at = star.at + 1;
      here = star.here;
    } else {
      return false;
    }
  }
  return /^\**$/.test(wide.slice(at));
}

/**
 * Whether nothing at all is what both patterns stand for. It may say no where a proof would take more than their beginnings; it
 * never says yes wrongly.
 */
export function areApart(one: string, other: string): boolean {
  if (isLiteral(one)) return !covers(other, one);
  if (isLiteral(other)) return !covers(one, other);
  const [here, there] = [beginningOf(one), beginningOf(other)];
  return !here.startsWith(there) && !there.startsWith(here);
}

const isLiteral = (pattern: string) => !/[*?]/.test(pattern);
const beginningOf = (pattern: string) => pattern.slice(0, pattern.search(/[*?]/));
