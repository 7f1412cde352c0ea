import type { Diagnostic } from "./diagnostic.ts";
import type { Position } from "./place.ts";

/** By file, then by place in it; equal places keep their order. */
export const inFileOrder = <Id extends string>(diagnostics: readonly Diagnostic<Position, Id>[]) =>
  [...diagnostics].sort(
    ({ place: a }, { place: b }) =>
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
  );
