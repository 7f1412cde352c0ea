import fc from "fast-check";
import type { Ending } from "./cloud.ts";
import type { Settings } from "./settings.ts";

/** How often each kind of action is drawn. */
const weights = {
  open: 4,
  push: 1,
  plan: 5,
  review: 4,
  merge: 5,
  whole: 6,
  revert: 2,
  "other base": 1,
  "push to main": 1,
  "force push": 1,
  dispatch: 2,
  accept: 2,
  approve: 14,
  reject: 1,
  cancel: 1,
  "run again": 2,
  drift: 1,
  unlock: 2,
  close: 1,
  reopen: 1,
  leave: 1,
  retire: 2,
  weaken: 2,
  "late push": 2,
  "lock file": 2,
  "other terraform": 1,
  "time passes": 3,
  schedule: 1,
} as const;

type Kind = keyof typeof weights;

/** Something that somebody does. What it is done to is drawn as a number, of whatever there is by then. */
export interface Action {
  readonly kind: Kind;
  readonly who: number;
  readonly which: number;
  readonly other: number;
  /** By kind: with code, without a deploy of its own, of stacks asked for. */
  readonly isOdd: boolean;
  /** Whether it deletes something; of what is done by hand, whether it puts back what was there before. */
  readonly isLoss: boolean;
  readonly ending: Ending;
}

const kinds = (Object.entries(weights) as (readonly [Kind, number])[]).map(([value, weight]) => ({
  arbitrary: fc.constant(value),
  weight,
}));

const endings: readonly { readonly arbitrary: fc.Arbitrary<Ending>; readonly weight: number }[] = [
  { arbitrary: fc.constant("well"), weight: 8 },
  { arbitrary: fc.constantFrom("refused", "half-way", "unsaved", "killed", "unanswered"), weight: 2 },
];

export const anyAction: fc.Arbitrary<Action> = fc.record({
  kind: fc.oneof(...kinds),
  who: fc.nat(2),
  which: fc.nat(20),
  other: fc.nat(20),
  isOdd: fc.integer({ min: 0, max: 4 }).map((number) => number === 4),
  isLoss: fc.integer({ min: 0, max: 3 }).map((number) => number === 3),
  ending: fc.oneof(...endings),
});

export const anySettings: fc.Arbitrary<Settings> = fc.record({
  review: fc.oneof(
    { arbitrary: fc.constant("strong" as const), weight: 3 },
    { arbitrary: fc.constantFrom("none" as const, "weak" as const), weight: 1 },
  ),
  approval: fc.constantFrom("nobody" as const, "anybody" as const, "another" as const),
});

/** @returns `undefined`: there is none */
export const pickFrom = <One>(all: readonly One[], which: number): One | undefined =>
  all.length === 0 ? undefined : all[which % all.length];
