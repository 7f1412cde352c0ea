import { judgeChange } from "./changes/index.ts";
import { checkEstate } from "./checks/index.ts";
import { type Addition, load } from "./config/load.ts";
import { type Finding, inOrganization, warning } from "./finding.ts";
import type { Estate } from "./model.ts";
import { hasErrors, inFileOrder, type Problem } from "./problem.ts";

export interface Judged {
  /** `null`: there is an error among the problems, and nothing may be synthesized. */
  readonly estate: Estate | null;
  /** By file and place. */
  readonly problems: readonly Problem[];
}

/**
 * Reads a config folder, as if `addition` were in it, and holds it against every rule; with a `base` folder, the config
 * before the change, the change as well. Problems of the base are not repeated.
 */
export function judge(config: string, addition?: Addition, base?: string): Judged {
  const { estate, problems, locate } = load(config, addition);
  const changes = estate && base !== undefined ? changesFrom(base, estate) : [];
  const all = inFileOrder([...problems, ...(estate ? locate([...checkEstate(estate), ...changes]) : [])]);
  return { estate: hasErrors(all) ? null : estate, problems: all };
}

function changesFrom(base: string, head: Estate): readonly Finding[] {
  const { estate, problems } = load(base);
  if (estate) return judgeChange(estate, head);
  const [first] = problems.filter(({ severity }) => severity === "error");
  const message = `got a base with errors of its own, the first in ${first?.file}: ${first?.message}; nothing was held against it: use the config that was deployed last`;
  return [warning("base-unreadable", inOrganization(), message)];
}
