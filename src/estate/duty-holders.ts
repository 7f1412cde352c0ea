import { type DutyName, dutyNames, type Estate } from "../model.ts";

export interface DutyHolder {
  readonly duty: DutyName;
  /** An ARN, in which `*` stands for any text. */
  readonly principal: string;
}

/** Everybody whom config gives a duty, in the order of the duties. */
export const dutyHolders = (estate: Estate): readonly DutyHolder[] =>
  dutyNames.flatMap((duty) => estate.duties[duty].principals.map((principal) => ({ duty, principal })));

/** Whether some name fits both patterns, in which `*` stands for any text. */
export function patternsOverlap(a: string, b: string): boolean {
  // fits[j]: the rest of `a` and the rest of `b` from j on have a name in common
  let fits: readonly boolean[] = [];
  for (let i = a.length; i >= 0; i--) {
    const row: boolean[] = [];
    for (let j = b.length; j >= 0; j--) {
      const star = a[i] === "*" || b[j] === "*";
      if (i === a.length && j === b.length) row[j] = true;
      else if (star) row[j] = (i < a.length && (fits[j] ?? false)) || (j < b.length && (row[j + 1] ?? false));
      else row[j] = i < a.length && a[i] === b[j] && (fits[j + 1] ?? false);
    }
    fits = row;
  }
  return fits[0] ?? false;
}
