import { appendFile } from "node:fs/promises";
import { readAllowances } from "../config/allowances.ts";
import { decide } from "../delivery/guard/decide.ts";
import { decisionLines } from "../delivery/guard/decision-lines.ts";
import { expectationChanges } from "../delivery/guard/expected/expectation-changes.ts";
import { readExpectations } from "../delivery/guard/expected/read-expectation.ts";
import { judgeByGuard } from "../delivery/guard/guard-rule.ts";
import { expectationChanged } from "../delivery/guard/rules/expectation-changed.ts";
import { expectationFile } from "../delivery/handoff/expectation-changes.ts";
import { hasErrors } from "../diagnostics/diagnostic.ts";
import { textLines } from "../diagnostics/render/text.ts";
import { print, printError } from "./print.ts";

export interface ExpectationOptions {
  /** Checkouts of both sides of the change. */
  readonly base: string;
  readonly head: string;
  /** What the base's own `verify-synth --out` wrote of the head's stacks; it may be missing. */
  readonly byBase: string;
  /** Where the changes go, for `report` and `guard`. */
  readonly out: string;
  /** As YYYY-MM-DD: allowances expire. */
  readonly today: string;
  /** `undefined`: not in a workflow. */
  readonly githubOutput: string | undefined;
}

/**
 * Says where a change expects something else of stacks than its base does, and whether that is allowed. Gives the job's
 * output `expectation`: `holds`, or `stands` where something stands without an allowance.
 *
 * @returns the exit code: 0 whatever is found, so that the report is made all the same; the gate reads the output
 */
export async function expectation(config: string, options: ExpectationOptions): Promise<number> {
  const { entries, problems } = readAllowances(config, options.today);
  if (hasErrors(problems)) {
    printError(...textLines(problems), "nothing was compared");
    return 1;
  }
  const compared = await readExpectations(options.base, options.head, options.byBase);
  const changes = expectationChanges(compared);
  const decision = decide([], [], judgeByGuard(expectationChanged, changes), entries);

  await expectationFile.write(options.out, { changes });
  const answer = decision.standing.length > 0 ? "stands" : "holds";
  if (options.githubOutput) await appendFile(options.githubOutput, `expectation=${answer}\n`);
  if (compared.base === null) print("the base expects nothing of its stacks yet: there is nothing to compare with");
  else print(...decisionLines(decision));
  return 0;
}
