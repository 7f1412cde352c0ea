import type { Command } from "commander";
import { affected } from "../commands/affected.ts";
import { guard } from "../commands/guard.ts";
import { shard } from "../commands/shard.ts";
import { verifySynth } from "../commands/verify-synth.ts";
import { count, exit, format, onConfig, outdir, share, today } from "./options.ts";

/** Commands that the workflows run. */
export function addPipelineCommands(program: Command): void {
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
        exit(await affected({ ...options, baseLock: options.baseLock, headLock: options.headLock, out: options.out })),
    );

  program
    .command("shard")
    .description("split affected stacks into shards, of which each is one job")
    .argument("<file>", "what affected --out wrote")
    .option("--max <n>", "at most so many shards", count, 60)
    .option("--per-shard <n>", "stacks in one", count, 25)
    .requiredOption("--out <dir>", "folder of the shards")
    .action(async (file: string, options: { max: number; perShard: number; out: string }) =>
      exit(await shard(file, { ...options, githubOutput: process.env["GITHUB_OUTPUT"] })),
    );

  onConfig(program, "verify-synth", "refuse synthesized stacks that must not meet a credential")
    .argument("[dir]", "synthesized stacks", outdir)
    .action(async (dir: string, options: { config: string }) => exit(await verifySynth(options.config, dir)));

  onConfig(program, "guard", "say what plans would destroy or weaken, and whether config allows it")
    .requiredOption("--plans <dir>", "summaries that plan wrote")
    .requiredOption("--affected <file>", "what affected --out wrote")
    .option("--head <dir>", "synthesized head", outdir)
    .option(
      "--share <n>",
      "share of the application accounts, from 0 to 1, that may have something deleted at once",
      share,
    )
    .action(async (options: { config: string; plans: string; affected: string; head: string; share?: number }) =>
      exit(await guard(options.config, { ...options, share: options.share, today: today() })),
    );
}
