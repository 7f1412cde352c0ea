import fc from "fast-check";

/** Random choices that fast-check can take back one by one when a property fails. */
export interface Pick {
  readonly number: (min: number, max: number) => number;
  readonly one: <T>(options: readonly T[]) => T;
  /** True so many times in a hundred. */
  readonly chance: (percent: number) => boolean;
  /** At least `least` of the options, in their order. */
  readonly some: <T>(options: readonly T[], least?: number, most?: number) => readonly T[];
}

export function pickWith(generate: fc.GeneratorValue): Pick {
  const number = (min: number, max: number) => generate(fc.integer, { min, max });
  return {
    number,
    one: <T>(options: readonly T[]) => options[number(0, options.length - 1)] as T,
    // 0 is what fast-check makes of a number when it looks for a simpler failure
    chance: (percent) => number(0, 99) >= 100 - percent,
    some: <T>(options: readonly T[], least = 0, most = options.length) => {
      const wanted = number(least, Math.min(most, options.length));
      const left = [...options];
      while (left.length > wanted) left.splice(number(0, left.length - 1), 1);
      return left;
    },
  };
}
