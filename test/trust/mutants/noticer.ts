import type { Mutant } from "./mutant.ts";

/** Somebody who is shown each mutant and says whether anything is wrong with it. */
export interface Noticer {
  readonly who: string;
  readonly notices: (mutant: Mutant) => Promise<boolean> | boolean;
}
