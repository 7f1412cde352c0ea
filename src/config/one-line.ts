import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Position } from "../diagnostics/place.ts";

/** A diagnostic shows what it got as it is written, but for what would break its line or speak to the terminal. */
export const onOneLine = <Id extends string>(diagnostic: Diagnostic<Position, Id>): Diagnostic<Position, Id> => ({
  ...diagnostic,
  place: { ...diagnostic.place, file: escaped(diagnostic.place.file), key: escaped(diagnostic.place.key) },
  got: escaped(diagnostic.got),
  why: escaped(diagnostic.why),
  use: escaped(diagnostic.use),
});

const escaped = (text: string) =>
  text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, (character) => {
    const known = JSON.stringify(character).slice(1, -1);
    return known === character ? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}` : known;
  });
