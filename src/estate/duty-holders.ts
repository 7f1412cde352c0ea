import { type DutyName, dutyNames, type Estate } from "../model.ts";

export interface DutyHolder {
  readonly duty: DutyName;
  /** An ARN, in which `*` stands for any text. */
  readonly principal: string;
}

/** Everybody whom config gives a duty, in the order of the duties. */
export const dutyHolders = (estate: Estate): readonly DutyHolder[] =>
  dutyNames.flatMap((duty) => estate.duties[duty].principals.map((principal) => ({ duty, principal })));
