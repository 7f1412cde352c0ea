import { existsSync } from "node:fs";
import { appendFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expectedStacks } from "../delivery/affected/expected-stacks.ts";
import { affectedFile } from "../delivery/handoff/affected-stacks.ts";
import { readHeldIfReported } from "../delivery/handoff/held-stacks.ts";
import { readResults } from "../delivery/handoff/stack-result.ts";
import { readSummaries } from "../delivery/handoff/stack-summary.ts";
import type { ResultsInput, WaveResult } from "../delivery/report/left-stacks.ts";
import { renderPending, renderResults } from "../delivery/report/render-results.ts";
import { print } from "./print.ts";

export interface ResultsOptions {
  /** What pending wrote: which stacks were to be applied. */
  readonly affected: string;
  /** Folder of the results that apply wrote; it may be missing; `undefined`: nothing was applied yet. */
  readonly results: string | undefined;
  /** Folder of the report, whose `held.json` may be missing; `undefined`: there is none. */
  readonly report: string | undefined;
  /** Folder of the summaries that plan wrote; it may be missing. */
  readonly summaries: string | undefined;
  /** How the jobs of each wave came out; none: the waves are still to come. */
  readonly waves: readonly WaveResult[];
  /** Whether nothing is applied until somebody accepts the report. */
  readonly onDispatch: boolean;
  /** Folder that gets `summary.md`, and `pending.md` for the issue that reminds of what is not applied. */
  readonly out: string;
  readonly githubStepSummary: string | undefined;
}

/** Writes what a deploy came to. The apply jobs say whether it is good or bad. @returns the exit code. */
export async function results(options: ResultsOptions): Promise<number> {
  const affected = await affectedFile.read(options.affected);
  const waves = new Map(
    [...affected.added, ...affected.changed, ...affected.retiring].map(({ stack, wave }) => [stack, wave ?? 0]),
  );
  const { summaries } = options;
  const input: ResultsInput = {
    expected: new Map(expectedStacks(affected).map((stack) => [stack, waves.get(stack) ?? 0])),
    plans: summaries !== undefined && existsSync(summaries) ? await readSummaries(summaries) : [],
    heldBack: await readHeldIfReported(options.report),
    waves: options.waves,
    onDispatch: options.onDispatch,
    results: options.results === undefined ? [] : await readResults(options.results),
  };
  const summary = renderResults(input);
  await mkdir(options.out, { recursive: true });
  await writeFile(join(options.out, "summary.md"), summary);
  await writeFile(join(options.out, "pending.md"), renderPending(input));
  if (options.githubStepSummary) await appendFile(options.githubStepSummary, summary);
  print(summary.trimEnd());
  return 0;
}
