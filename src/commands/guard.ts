import { join } from "node:path";
import { readAllowances } from "../config/allowances.ts";
import { decideAll } from "../delivery/guard/decide-all.ts";
import { decisionLines } from "../delivery/guard/decision-lines.ts";
import { affectedFile } from "../delivery/handoff/affected-stacks.ts";
import { expectationFile } from "../delivery/handoff/expectation-changes.ts";
import { reviewedFile, reviewedName } from "../delivery/handoff/reviewed.ts";
import { readSummaries } from "../delivery/handoff/stack-summary.ts";
import { countApplicationStacks } from "../delivery/stack/count-application-stacks.ts";
import { hasErrors } from "../diagnostics/diagnostic.ts";
import { textLines } from "../diagnostics/render/text.ts";
import { print, printError } from "./print.ts";

export interface GuardOptions {
  /** Folder of the summaries that plan wrote. */
  readonly plans: string;
  /** What `affected --out` wrote: which stacks must have been planned, and which are gone. */
  readonly affected: string;
  /** Folder synthesized from what is to be applied. */
  readonly head: string;
  /** What `expectation --out` wrote; `undefined`: in a deploy, which has no base. */
  readonly expectation: string | undefined;
  /** In a deploy, a folder with what pull requests have shown; `undefined`: a pull request. */
  readonly reviewed: string | undefined;
  /** Share of the application accounts, from 0 to 1, that may have something deleted at once. */
  readonly share: number | undefined;
  /** As YYYY-MM-DD: allowances expire. */
  readonly today: string;
}

/**
 * Says what the plans would destroy or weaken, and whether it is allowed.
 *
 * @returns the exit code: 1 when something stands without an allowance, or could not be judged
 */
export async function guard(config: string, options: GuardOptions): Promise<number> {
  const { entries, problems, warnOfUnused } = readAllowances(config, options.today);
  if (hasErrors(problems)) {
    printError(...textLines(problems), "nothing was judged");
    return 1;
  }
  const summaries = await readSummaries(options.plans);
  const affected = await affectedFile.read(options.affected);
  const accounts = await countApplicationStacks(options.head);
  const { changes: expected } =
    options.expectation === undefined ? { changes: [] } : await expectationFile.read(options.expectation);
  const decision = decideAll(affected, summaries, entries, {
    limit: { accounts, share: options.share },
    expectation: expected,
    ...(options.reviewed !== undefined && { reviewed: await reviewedFile.read(join(options.reviewed, reviewedName)) }),
  });

  printError(...textLines([...problems, ...warnOfUnused(decision.unused)]));
  print(...decisionLines(decision));
  return decision.standing.length + decision.notJudged.length > 0 ? 1 : 0;
}
