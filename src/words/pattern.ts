/**
 * Whether everything that the pattern `narrow` stands for, `wide` stands for too. Both may hold `*` (any text) and `?`
 * (any one character). Takes no longer than the two lengths multiplied: patterns come from whoever opens a pull request.
 */
export const covers = (wide: string, narrow: string): boolean =>
  fits(wide, narrow, (sign, got) => sign === got || (sign === "?" && got !== "*"));

/** Whether some text is what both patterns stand for. */
export function meet(one: string, other: string): boolean {
  if (!other.includes("*")) return fits(one, other, mayBeOne);
  if (!one.includes("*")) return fits(other, one, mayBeOne);
  // what stands between the first * and the last one of each follows one after the other in some text of both
  const heads = [one, other].map((pattern) => pattern.slice(0, pattern.indexOf("*")).split(""));
  const tails = [one, other].map((pattern) =>
    pattern
      .slice(pattern.lastIndexOf("*") + 1)
      .split("")
      .reverse(),
  );
  return [heads, tails].every(([first = [], second = []]) =>
    first.every((sign, index) => mayBeOne(sign, second[index] ?? sign)),
  );
}

const mayBeOne = (sign: string, other: string) => sign === other || sign === "?" || other === "?";

/** Whether a pattern takes a text, sign by sign; its `*` takes any number of them. */
function fits(pattern: string, text: string, takes: (sign: string, got: string) => boolean): boolean {
  let [at, here] = [0, 0];
  let star: { readonly at: number; readonly here: number } | undefined;
  while (here < text.length) {
    const [sign, got] = [pattern[at], text[here] ?? ""];
    if (sign === "*") {
      star = { at, here };
      at += 1;
    } else if (sign !== undefined && takes(sign, got)) {
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
  return /^\**$/.test(pattern.slice(at));
}
