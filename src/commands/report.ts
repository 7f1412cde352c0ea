import { appendFile, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { readAllowances } from "../config/allowances.ts";
import type { Decision } from "../delivery/guard/decide.ts";
import { decideAll } from "../delivery/guard/decide-all.ts";
import { affectedFile } from "../delivery/handoff/affected-stacks.ts";
import { agreementFile, agreementName } from "../delivery/handoff/agreement.ts";
import { expectationFile } from "../delivery/handoff/expectation-changes.ts";
import { writeHeld } from "../delivery/handoff/held-stacks.ts";
import { type Reviewed, reviewedFile, reviewedName } from "../delivery/handoff/reviewed.ts";
import { readShards } from "../delivery/handoff/shard.ts";
import { readSummaries, type StackSummary } from "../delivery/handoff/stack-summary.ts";
import { headline } from "../delivery/report/headline.ts";
import { holdBack, reportIdOf } from "../delivery/report/hold-back.ts";
import { renderComment, renderJobSummary } from "../delivery/report/render-report.ts";
import type { ReportInput } from "../delivery/report/report-input.ts";
import { changedOf, reviewedOf } from "../delivery/report/reviewed.ts";
import { wavesToApply } from "../delivery/report/waves-to-apply.ts";
import { countApplicationStacks } from "../delivery/stack/count-application-stacks.ts";
import { hasErrors } from "../diagnostics/diagnostic.ts";
import { textLines } from "../diagnostics/render/text.ts";
import { andMore } from "../words/and-more.ts";
import { print, printError } from "./print.ts";

export interface ReportOptions {
  /** What `affected --out`, or pending, wrote. */
  readonly affected: string;
  /** Folder of the summaries that plan wrote. */
  readonly summaries: string;
  /** Folder that gets the report. */
  readonly out: string;
  /** Folder synthesized from what is to be applied; `undefined`: `head` beside the affected stacks. */
  readonly head: string | undefined;
  /** Folder of the shards; `undefined`: `shards` beside the affected stacks. Read in a deploy only. */
  readonly shards: string | undefined;
  /** What `expectation --out` wrote; `undefined`: in a deploy, which has no base. */
  readonly expectation: string | undefined;
  /** In a deploy, the folder that `reviewed` and `agreement` wrote; `undefined`: a pull request. */
  readonly reviewed: string | undefined;
  /** Id of a report that somebody accepted; empty counts as none. */
  readonly accept: string | undefined;
  /** The guard's share. */
  readonly share: number | undefined;
  /** As YYYY-MM-DD: allowances expire. */
  readonly today: string;
  /** That the plans were made of. */
  readonly commit: string;
  /** `GITHUB_OUTPUT` and `GITHUB_STEP_SUMMARY`; `undefined`: not in a workflow. */
  readonly githubOutput: string | undefined;
  readonly githubStepSummary: string | undefined;
}

/**
 * Writes what plans come to, for people: `comment.md`, `summary.md`; and for later jobs: `reviewed.json`, `held.json`.
 * Says nothing of good or bad: the guard does.
 *
 * @returns the exit code
 */
export async function report(config: string, options: ReportOptions): Promise<number> {
  const { entries, problems } = readAllowances(config, options.today);
  if (hasErrors(problems)) {
    printError(...textLines(problems), "nothing was reported");
    return 1;
  }
  const affected = await affectedFile.read(options.affected);
  const summaries = await readSummaries(options.summaries);
  const beside = dirname(options.affected);
  const accounts = await countApplicationStacks(options.head ?? join(beside, "head"));
  const { changes: expected } =
    options.expectation === undefined ? { changes: [] } : await expectationFile.read(options.expectation);
  const reviewed = await reviewedBefore(options);
  const decision = decideAll(affected, summaries, entries, {
    limit: { accounts, share: options.share },
    expectation: expected,
    ...(reviewed && { reviewed }),
  });
  const leaving = new Set(affected.retiring.map(({ stack }) => stack));
  const deploy = reviewed && (await deployOf(summaries, decision, reviewed, options, leaving));
  const input: ReportInput = { affected, summaries, decision, deploy };

  await mkdir(options.out, { recursive: true });
  const write = (file: string, text: string) => writeFile(join(options.out, file), text);
  const jobSummary = renderJobSummary(input);
  await write("comment.md", renderComment(input));
  await write("summary.md", jobSummary);
  // of a pull request what it shows, of a deploy what was shown before
  await reviewedFile.write(join(options.out, reviewedName), reviewed ?? reviewedOf(options.commit, summaries));
  await writeHeld(options.out, {
    reasons: Object.fromEntries(deploy?.held ?? []),
    reportId: deploy?.reportId ?? "",
  });
  if (options.githubStepSummary) await appendFile(options.githubStepSummary, jobSummary);

  const reportId = deploy?.reportId ?? reportIdOf(summaries);
  const outputs: Record<string, unknown> = { changed: changedOf(summaries).length, held: deploy?.held.size ?? 0 };
  const waves = deploy
    ? wavesToApply(await readShards(options.shards ?? join(beside, "shards")), summaries, deploy.held)
    : [];
  const lines = [
    ...Object.entries(outputs).map(([name, value]) => `${name}=${value}`),
    `report-id=${reportId}`,
    ...[...waves].map(([wave, jobs]) => `wave-${wave}=${JSON.stringify(jobs)}`),
  ];
  if (options.githubOutput) await appendFile(options.githubOutput, lines.map((line) => `${line}\n`).join(""));
  print(headline(input), ...heldLines(deploy), `report ${reportId}`);
  return 0;
}

/** @returns `null` in a pull request */
async function reviewedBefore({ reviewed, accept }: ReportOptions): Promise<Reviewed | null> {
  if (reviewed !== undefined) return reviewedFile.read(join(reviewed, reviewedName));
  if (accept) throw new Error(`--accept: got ${accept} without --reviewed; only a deploy accepts a report`);
  return null;
}

async function deployOf(
  summaries: readonly StackSummary[],
  decision: Decision,
  reviewed: Reviewed,
  { accept, reviewed: folder = "" }: ReportOptions,
  leaving: ReadonlySet<string>,
): Promise<NonNullable<ReportInput["deploy"]>> {
  // an input of a workflow that nobody filled in is an empty text
  const given = accept === undefined || accept === "" ? undefined : accept;
  if (given !== undefined && !/^[0-9a-f]{64}$/.test(given))
    throw new Error(`--accept: got ${JSON.stringify(given)}; use the id of a report, 64 hexadecimal digits`);
  const agreement = await agreementFile.read(join(folder, agreementName));
  return { ...holdBack(summaries, decision, reviewed, agreement, given, leaving), reviewed };
}

function heldLines(deploy: ReportInput["deploy"]): readonly string[] {
  if (!deploy || deploy.held.size === 0) return [];
  const stacks = [...deploy.held.keys()];
  const canBeAccepted = [...deploy.held.values()].some((reason) => reason !== "guard" && reason !== "waits");
  return [
    `held back: ${andMore(stacks, 20)}`,
    ...(deploy.accepted === "another" ? ["these plans differ from those that were accepted"] : []),
    ...deploy.whyAlone.map((why) => `nobody but the author has agreed: ${why}`),
    ...(canBeAccepted
      ? [`to apply what nobody reviewed, read the report and run the deploy workflow with accept=${deploy.reportId}`]
      : []),
  ];
}
