import { ofUnreadableBase } from "./changes/base-unreadable.ts";
import { judgeChange } from "./changes/index.ts";
import { checkEstate } from "./checks/index.ts";
import { type Addition, load } from "./config/load.ts";
import type { ConfigKey } from "./diagnostics/config-key.ts";
import { type Diagnostic, hasErrors } from "./diagnostics/diagnostic.ts";
import { inFileOrder } from "./diagnostics/in-file-order.ts";
import type { Position } from "./diagnostics/place.ts";
import type { Estate } from "./model.ts";

export interface Judged {
  /** `null`: there is an error among the problems, and nothing may be synthesized. */
  readonly estate: Estate | null;
  /** By file and place. */
  readonly problems: readonly Diagnostic<Position>[];
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

function changesFrom(base: string, head: Estate): readonly Diagnostic<ConfigKey>[] {
  const { estate, problems } = load(base);
  return estate ? judgeChange(estate, head) : [ofUnreadableBase(problems)];
}
