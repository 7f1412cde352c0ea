import type { Lifecycle } from "./lifecycle.ts";
import type { Schedule } from "./schedule.ts";
import type { Selection } from "./selection.ts";

/** A plan as AWS makes it in an account from the backup policies that reach it. */
export interface Plan {
  readonly name: string;
  readonly regions: readonly string[];
  readonly rules: readonly Rule[];
  readonly selections: readonly Selection[];
}

export interface Rule {
  readonly name: string;
  readonly expression: string;
  readonly schedule: Schedule;
  readonly vaultName: string;
  readonly startWindowMinutes: number;
  readonly completionWindowMinutes: number;
  readonly isContinuous: boolean;
  readonly lifecycle: Lifecycle;
  /** `lifecycle: null`: that of the source. */
  readonly copies: readonly { readonly vaultArn: string; readonly lifecycle: Lifecycle | null }[];
}
