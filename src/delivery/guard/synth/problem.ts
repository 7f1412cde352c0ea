import { cut } from "../../../words/cut.ts";

/** Something that a synthesized stack must not hold. */
export interface SynthProblem {
  readonly stack: string;
  /** Such as `resource.aws_kms_key.eu-west-2_key.lifecycle`. */
  readonly place: string;
  readonly message: string;
}

/** A problem of a stack that is already known. */
export interface PlaceProblem {
  readonly place: string;
  readonly message: string;
}

const longest = 80;

/** A value as a message shows it. */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  const written = JSON.stringify(value) ?? String(value);
  return cut(written, longest);
}

/** @returns a problem unless the value is exactly what it must be. */
export function mustBe(place: string, got: unknown, use: unknown): readonly PlaceProblem[] {
  if (sorted(got) === sorted(use)) return [];
  return [
    {
      place,
      message: use === undefined ? `got ${show(got)}; leave it out` : `got ${show(got)}; use ${JSON.stringify(use)}`,
    },
  ];
}

/** JSON whose keys are in order, so that it says the same of equal values. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
