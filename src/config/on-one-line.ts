import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Position } from "../diagnostics/place.ts";
import { oneLine } from "../words/one-line.ts";

/** A diagnostic shows what it got as it is written, but for what would break its line or speak to the terminal. */
export const onOneLine = <Id extends string>(diagnostic: Diagnostic<Position, Id>): Diagnostic<Position, Id> => ({
  ...diagnostic,
  place: { ...diagnostic.place, file: oneLine(diagnostic.place.file), key: oneLine(diagnostic.place.key) },
  got: oneLine(diagnostic.got),
  why: oneLine(diagnostic.why),
  use: oneLine(diagnostic.use),
});
