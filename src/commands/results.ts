import { appendFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expectedStacks } from "../delivery/affected/expected-stacks.ts";
import { affectedFile } from "../delivery/handoff/affected-stacks.ts";
import { readHeldIfReported } from "../delivery/handoff/held-stacks.ts";
import { readResults } from "../delivery/handoff/stack-result.ts";
import { renderPending, renderResults } from "../delivery/report/render-results.ts";
import { print } from "./print.ts";

export interface ResultsOptions {
  /** What pending wrote: which stacks were to be applied. */
  readonly affected: string;
  /** Folder of the results that apply wrote; it may be missing. */
  readonly results: string;
  /** Folder of the report, whose `held.json` may be missing; `undefined`: there is none. */
  readonly report: string | undefined;
  /** Folder that gets `summary.md`, and `pending.md` for the issue that reminds of what is not applied. */
  readonly out: string;
  readonly githubStepSummary: string | undefined;
}

/** Writes what a deploy came to. The apply jobs say whether it is good or bad. @returns the exit code. */
export async function results(options: ResultsOptions): Promise<number> {
  const expected = expectedStacks(await affectedFile.read(options.affected));
  const input = {
    expected,
    results: await readResults(options.results),
    heldBack: await readHeldIfReported(options.report),
  };
  const summary = renderResults(input);
  await mkdir(options.out, { recursive: true });
  await writeFile(join(options.out, "summary.md"), summary);
  await writeFile(join(options.out, "pending.md"), renderPending(input));
  if (options.githubStepSummary) await appendFile(options.githubStepSummary, summary);
  print(summary.trimEnd());
  return 0;
}
