import type { Command } from "commander";
import { count, exit, format, index, inWorkflow, onConfig, outdir } from "./options.ts";

/** Commands around the deploys: before the first, between them, and after the last. */
export function addUpkeepCommands(program: Command): void {
  onConfig(program, "preflight", "ask AWS whether the organization has what Terraform cannot give it; changes nothing")
    .addOption(format("text", "json"))
    .option("--github", "ask GitHub instead, by gh, whether the repository is set up; changes nothing", false)
    .option("--owners <list>", "with --github, who approves: @organization/team or @user, separated by commas")
    .action(async (options: { config: string; format: "text" | "json"; github: boolean; owners?: string }) =>
      exit(await preflightAsAsked(options)),
    );

  onConfig(program, "bootstrap", "apply the bootstrap stack, with administrator credentials in the shared account")
    .option("--github", "print the settings of GitHub as calls of its command line", false)
    .option("--owners <list>", "who has to agree to changes, for --github: @organization/team or @user, by commas")
    .option("--pipeline-owners <list>", "who has to agree to changes of the pipeline; default: the same")
    .option("--yes", "apply without asking", false)
    .action(async (options: BootstrapOptions) =>
      exit(
        await (await import("../commands/bootstrap.ts")).bootstrap(options.config, outdir, {
          ...options,
          owners: options.owners,
          pipelineOwners: options.pipelineOwners,
        }),
      ),
    );

  const drift = program.command("drift").description("look whether AWS still is what was applied");
  drift
    .command("select")
    .description("choose the stacks whose turn it is")
    .requiredOption("--head <dir>", "synthesized folder of what is merged")
    .requiredOption("--out <dir>", "folder for drift.json and the shards")
    .option("--hours-per-round <n>", "in so many hours every stack has its turn", count, 24)
    .option("--all", "all stacks, whosever turn it is", false)
    .option("--max-shards <n>", "at most so many shards", count, 60)
    .option("--per-shard <n>", "stacks in one", count, 25)
    .action(
      async (options: {
        head: string;
        out: string;
        hoursPerRound: number;
        all: boolean;
        maxShards: number;
        perShard: number;
      }) =>
        exit(
          await (await import("../commands/drift.ts")).driftSelect({
            ...options,
            githubOutput: inWorkflow("GITHUB_OUTPUT"),
            nowMs: Date.now(),
          }),
        ),
    );
  drift
    .command("detect")
    .description("plan one shard, without a lock")
    .requiredOption("--shard <i>", "the shard", index)
    .requiredOption("--synth <dir>", "folder with head/ and shards/")
    .requiredOption("--out <dir>", "folder for the summaries")
    .option("--jobs <n>", "how many at a time; default: one a core, at most 4", count)
    .action(async (options: { shard: number; synth: string; out: string; jobs?: number }) =>
      exit(await (await import("../commands/drift.ts")).driftDetect({ ...options, jobs: options.jobs })),
    );
  drift
    .command("report")
    .description("tell drift from what is merged and not applied yet, as the text of an issue")
    .requiredOption("--head <dir>", "synthesized folder of what is merged")
    .requiredOption("--shards <dir>", "shards that drift select wrote")
    .requiredOption("--summaries <dir>", "summaries that drift detect wrote; it may be missing")
    .requiredOption("--out <file>", "file for the issue's text")
    .option("--closed <file>", "file for what the issue says while it is closed")
    .option("--previous <file>", "the issue's text as it is; what earlier runs found stays in it")
    .option("--strict", "exit 1 when something is wrong", false)
    .action(
      async (options: {
        head: string;
        shards: string;
        summaries: string;
        out: string;
        closed?: string;
        previous?: string;
        strict: boolean;
      }) =>
        exit(
          await (await import("../commands/drift.ts")).driftReport({
            ...options,
            previous: options.previous,
            nowMs: Date.now(),
          }),
        ),
    );

  program
    .command("account-status")
    .description("ask AWS Organizations whether the account of a stack is closed; changes nothing")
    .requiredOption("--stack <id>", "the stack, such as app-orders-prod")
    .requiredOption("--out <file>", "file for what it says")
    .option("--head <dir>", "synthesized folder of what is merged", outdir)
    .action(async (options: { stack: string; out: string; head: string }) =>
      exit(await (await import("../commands/account-status.ts")).accountStatus(options)),
    );

  program
    .command("retire")
    .description("let go of the stack of a retired account: Terraform forgets it, everything stays in the account")
    .requiredOption("--stack <id>", "the stack, such as app-orders-prod")
    .requiredOption("--confirm <id>", "the stack again")
    .option("--head <dir>", "synthesized folder of what is merged", outdir)
    .option("--status <file>", "what account-status wrote: a closed account is not waited for")
    .option("--lock-timeout <time>", "how long to wait for whoever holds the state", "10m")
    .action(async (options: { stack: string; confirm: string; head: string; status?: string; lockTimeout: string }) =>
      exit(await (await import("../commands/retire.ts")).retire({ ...options, status: options.status })),
    );

  program
    .command("unlock")
    .description("show the lock that a killed run left on a stack's state, and remove it by its id")
    .requiredOption("--stack <id>", "the stack")
    .option("--head <dir>", "synthesized folder of what is merged", outdir)
    .option("--lock-id <id>", "the lock's id; without it the lock is only shown")
    .option("--force-young <reason>", "why a lock younger than half an hour is removed all the same")
    .action(async (options: { stack: string; head: string; lockId?: string; forceYoung?: string }) =>
      exit(
        await (await import("../commands/unlock.ts")).unlock({
          ...options,
          lockId: options.lockId || undefined,
          forceYoung: options.forceYoung || undefined,
          nowMs: Date.now(),
        }),
      ),
    );
}

interface BootstrapOptions {
  readonly config: string;
  readonly github: boolean;
  readonly owners?: string;
  readonly pipelineOwners?: string;
  readonly yes: boolean;
}

interface PreflightOptions {
  readonly config: string;
  readonly format: "text" | "json";
  readonly github: boolean;
  readonly owners?: string;
}

const preflightAsAsked = async ({ config, format, github, owners }: PreflightOptions): Promise<number> =>
  github
    ? (await import("../commands/preflight-github.ts")).preflightGitHub(config, { format, owners })
    : (await import("../commands/preflight.ts")).preflight(config, format);
