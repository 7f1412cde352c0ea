import { checkEstate } from "./checks/index.ts";
import { type Addition, load } from "./config/load.ts";
import type { Estate } from "./model.ts";
import { hasErrors, inFileOrder, type Problem } from "./problem.ts";

export interface Judged {
  /** `null`: there is an error among the problems, and nothing may be synthesized. */
  readonly estate: Estate | null;
  /** By file and place. */
  readonly problems: readonly Problem[];
}

/** Reads a config folder, as if `addition` were in it, and holds it against every rule. */
export function judge(config: string, addition?: Addition): Judged {
  const { estate, problems, locate } = load(config, addition);
  const all = inFileOrder([...problems, ...(estate ? locate(checkEstate(estate)) : [])]);
  return { estate: hasErrors(all) ? null : estate, problems: all };
}
