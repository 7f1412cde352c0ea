import type { Command } from "commander";
import { printError } from "../commands/print.ts";
import type { WaveResult } from "../delivery/report/left-stacks.ts";
import {
  count,
  exit,
  format,
  index,
  inWorkflow,
  list,
  onConfig,
  outdir,
  share,
  today,
  waveResults,
} from "./options.ts";

/** Commands that the workflows run to get from config to what is applied. */
export function addPipelineCommands(program: Command): void {
  onConfig(program, "verify-synth", "refuse synthesized stacks that must not meet a credential")
    .argument("[dir]", "synthesized stacks", outdir)
    .option("--out <file>", "where to write what is found, for expectation")
    .action(async (dir: string, options: { config: string; out?: string }) =>
      exit(await (await import("../commands/verify-synth.ts")).verifySynth(options.config, dir, options.out)),
    );

  onConfig(
    program,
    "expectation",
    "say where a change expects other stacks than its base, and whether config allows it",
  )
    .requiredOption("--base <dir>", "checkout of the base")
    .requiredOption("--head <dir>", "checkout of the change")
    .requiredOption("--by-base <file>", "what the base's own verify-synth --out wrote of the head; it may be missing")
    .requiredOption("--out <file>", "where to write the changes for report and guard")
    .action(async (options: { config: string; base: string; head: string; byBase: string; out: string }) =>
      exit(
        await (await import("../commands/expectation.ts")).expectation(options.config, {
          ...options,
          today: today(),
          githubOutput: inWorkflow("GITHUB_OUTPUT"),
        }),
      ),
    );

  program
    .command("affected")
    .description("show which stacks a change affects, without AWS")
    .requiredOption("--base <dir>", "synthesized base; it may be missing")
    .requiredOption("--head <dir>", "synthesized head")
    .option("--base-lock <file>", "the base's .terraform.lock.hcl; it may be missing")
    .option("--head-lock <file>", "the head's .terraform.lock.hcl")
    .option("--out <file>", "where to write them for shard")
    .addOption(format("text", "markdown"))
    .action(
      async (options: {
        base: string;
        head: string;
        baseLock?: string;
        headLock?: string;
        out?: string;
        format: "text" | "markdown";
      }) =>
        exit(
          await (await import("../commands/affected.ts")).affected({
            ...options,
            baseLock: options.baseLock,
            headLock: options.headLock,
            out: options.out,
          }),
        ),
    );

  program
    .command("shard")
    .description("split affected stacks into shards, of which each is one job")
    .argument("<file>", "what affected --out wrote")
    .option("--max <n>", "at most so many shards", count, 60)
    .option("--per-shard <n>", "stacks in one", count, 25)
    .requiredOption("--out <dir>", "folder of the shards")
    .action(async (file: string, options: { max: number; perShard: number; out: string }) =>
      exit(
        await (await import("../commands/shard.ts")).shard(file, {
          ...options,
          githubOutput: inWorkflow("GITHUB_OUTPUT"),
        }),
      ),
    );

  program
    .command("pending")
    .description("hold what is merged against the ledger of what was applied")
    .requiredOption("--head <dir>", "synthesized folder of what is merged")
    .requiredOption("--out <dir>", "folder for pending.json and the shards")
    .option("--max-shards <n>", "at most so many shards", count, 60)
    .option("--per-shard <n>", "stacks in one", count, 25)
    .option(
      "--also <ids>",
      "stacks to plan whatever the ledger says, such as those that drifted, separated by commas",
      list,
      [],
    )
    .action(async (options: { head: string; out: string; maxShards: number; perShard: number; also: string[] }) =>
      exit(
        await (await import("../commands/pending.ts")).pending({
          ...options,
          githubOutput: inWorkflow("GITHUB_OUTPUT"),
        }),
      ),
    );

  onConfig(program, "plan", "plan stacks: all of them without AWS, or one shard of a pipeline's run")
    .option("--offline", "plan everything from nothing, on copies that are switched off from AWS", false)
    .option("--stacks <ids>", "with --offline, only these, separated by commas", list)
    .option("--shard <i>", "in a pipeline's run, the shard to plan", index)
    .option("--synth <dir>", "with --shard, the folder with head/ and shards/", "synth")
    .option("--out <dir>", "with --shard, the folder for the summaries", "summaries")
    .option("--save", "with --shard, keep the plans for their apply", false)
    .option("--jobs <n>", "how many at a time; default: one a core, at most 4", count)
    .action(async (options: PlanOptions) => exit(await planAsAsked(options)));

  onConfig(program, "guard", "say what plans would destroy or weaken, and whether config allows it")
    .requiredOption("--plans <dir>", "summaries that plan wrote")
    .requiredOption("--affected <file>", "what affected --out wrote")
    .option("--head <dir>", "synthesized head", outdir)
    .option("--expectation <file>", "in a pull request, what expectation --out wrote")
    .option("--reviewed <dir>", "in a deploy, its report, which says what was shown before")
    .option("--share <n>", "share of application accounts, 0 to 1, that may have something deleted at once", share)
    .action(async (options: GuardOptions) =>
      exit(
        await (await import("../commands/guard.ts")).guard(options.config, {
          ...options,
          expectation: options.expectation,
          reviewed: options.reviewed,
          share: options.share,
          today: today(),
        }),
      ),
    );

  onConfig(program, "report", "say what plans would change, and hold back what nobody reviewed")
    .requiredOption("--affected <file>", "what affected --out, or pending, wrote")
    .requiredOption("--summaries <dir>", "summaries that plan wrote")
    .requiredOption("--out <dir>", "folder of the report")
    .option("--head <dir>", "synthesized head; default: head beside the affected stacks")
    .option("--shards <dir>", "shards; default: shards beside the affected stacks")
    .option("--expectation <file>", "in a pull request, what expectation --out wrote")
    .option("--reviewed <dir>", "in a deploy, what reviewed wrote")
    .option("--accept <id>", "id of a report that somebody read and accepts")
    .option("--share <n>", "as for guard", share)
    .action(async (options: ReportOptions) =>
      exit(
        await (await import("../commands/report.ts")).report(options.config, {
          ...options,
          head: options.head,
          shards: options.shards,
          expectation: options.expectation,
          reviewed: options.reviewed,
          accept: options.accept,
          share: options.share,
          today: today(),
          commit: process.env["GITHUB_SHA"] ?? "",
          githubOutput: inWorkflow("GITHUB_OUTPUT"),
          githubStepSummary: inWorkflow("GITHUB_STEP_SUMMARY"),
        }),
      ),
    );

  program
    .command("apply")
    .description("apply one shard: exactly the saved plans, and write down what was applied")
    .requiredOption("--wave-scope <scope>", "scope of the environment that the job runs in")
    .requiredOption("--shard <i>", "the shard to apply", index)
    .requiredOption("--synth <dir>", "folder with head/ and shards/")
    .requiredOption("--summaries <dir>", "summaries that plan wrote, with the report's held.json")
    .requiredOption("--out <dir>", "folder for the results")
    .requiredOption("--tip <dir>", "checkout of main as it is now: what differs there is not applied")
    .option("--jobs <n>", "how many at a time; default: one a core, at most 4", count)
    .action(async (options: ApplyOptions) =>
      exit(await (await import("../commands/apply.ts")).applyShard({ ...options, jobs: options.jobs })),
    );

  program
    .command("results")
    .description("say what a deploy applied and what is left")
    .requiredOption("--affected <file>", "what pending wrote")
    .option("--results <dir>", "results that apply wrote; it may be missing; without it, nothing was applied yet")
    .requiredOption("--out <dir>", "folder for summary.md and pending.md")
    .option("--report <dir>", "the report, whose held.json says what was held back; without it, there was none")
    .option("--summaries <dir>", "summaries that plan wrote; it may be missing")
    .option(
      "--waves <results>",
      "how each wave's jobs came out, separated by commas; none: they are to come",
      waveResults,
      [],
    )
    .option("--deploy <when>", "`dispatch`: nothing is applied until somebody accepts the report", "")
    .action(async (options: ResultsOptions) =>
      exit(
        await (await import("../commands/results.ts")).results({
          ...options,
          results: options.results,
          report: options.report,
          summaries: options.summaries,
          onDispatch: (options.deploy ?? "") !== "",
          githubStepSummary: inWorkflow("GITHUB_STEP_SUMMARY"),
        }),
      ),
    );
}

interface ResultsOptions {
  readonly affected: string;
  readonly results?: string;
  readonly out: string;
  readonly report?: string;
  readonly summaries?: string;
  readonly waves: readonly WaveResult[];
  readonly deploy: string;
}

interface PlanOptions {
  readonly config: string;
  readonly offline: boolean;
  readonly stacks?: string[];
  readonly shard?: number;
  readonly synth: string;
  readonly out: string;
  readonly save: boolean;
  readonly jobs?: number;
}

async function planAsAsked({
  config,
  offline,
  stacks,
  shard: one,
  synth,
  out,
  save,
  jobs,
}: PlanOptions): Promise<number> {
  if (offline === (one !== undefined)) {
    printError(`got ${offline ? "both" : "neither"} --offline ${offline ? "and" : "nor"} --shard; use one of them`);
    return 1;
  }
  return one === undefined
    ? (await import("../commands/plan.ts")).plan(config, outdir, { stacks, jobs })
    : (await import("../commands/plan-shard.ts")).planShard({ shard: one, synth, out, save, jobs });
}

interface GuardOptions {
  readonly config: string;
  readonly plans: string;
  readonly affected: string;
  readonly head: string;
  readonly expectation?: string;
  readonly reviewed?: string;
  readonly share?: number;
}

interface ReportOptions {
  readonly config: string;
  readonly affected: string;
  readonly summaries: string;
  readonly out: string;
  readonly head?: string;
  readonly shards?: string;
  readonly expectation?: string;
  readonly reviewed?: string;
  readonly accept?: string;
  readonly share?: number;
}

interface ApplyOptions {
  readonly waveScope: string;
  readonly shard: number;
  readonly synth: string;
  readonly summaries: string;
  readonly tip: string;
  readonly out: string;
  readonly jobs?: number;
}
