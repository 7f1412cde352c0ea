import type { Command } from "commander";
import type { AgreedOptions } from "../commands/agreed.ts";
import type { AgreementOptions } from "../commands/agreement.ts";
import type { IssueOptions } from "../commands/issue.ts";
import type { ReviewedOptions } from "../commands/reviewed.ts";
import { count, exit, inWorkflow, onConfig } from "./options.ts";

/** Commands that talk to GitHub, by its own command line. */
export function addGitHubCommands(program: Command): void {
  program
    .command("comment")
    .description("keep the one comment of a pull request that shows its plans")
    .requiredOption("--file <file>", "text of the comment")
    .requiredOption("--pull <n>", "number of the pull request", count)
    .action(async (options: { file: string; pull: number }) =>
      exit(await (await import("../commands/comment.ts")).comment(options.file, options.pull)),
    );

  program
    .command("reviewed")
    .description("find what people were shown of planned changes before they merged them")
    .requiredOption("--commit <sha>", "the commit on the deploying branch")
    .requiredOption("--affected <file>", "what pending wrote")
    .requiredOption("--summaries <dir>", "folder of the summaries that plan wrote")
    .requiredOption("--out <dir>", "folder for reviewed.json")
    .action(async (options: ReviewedOptions) =>
      exit(await (await import("../commands/reviewed.ts")).reviewed(options)),
    );

  onConfig(program, "agreement", "find whether somebody else than its author has to agree to what is applied")
    .requiredOption("--commit <sha>", "the commit on the deploying branch")
    .requiredOption("--affected <file>", "what pending wrote")
    .requiredOption("--summaries <dir>", "folder of the summaries that plan wrote")
    .option("--accept <id>", "id of a report that somebody read and accepts", "")
    .requiredOption("--out <dir>", "folder for agreement.json, beside reviewed.json")
    .action(async ({ config, ...options }: AgreementOptions & { config: string }) =>
      exit(await (await import("../commands/agreement.ts")).agreement(config, options)),
    );

  onConfig(program, "agreed", "see that it is somebody else than its author who asks for something of a stack")
    .requiredOption("--stack <id>", "the stack")
    .requiredOption("--scope <scope>", "scope of the environment that the job runs in")
    .requiredOption("--to <what>", "what is asked for: retire, or unlock")
    .option("--lock-id <id>", "with unlock: empty where the lock is only shown, which nobody has to agree to")
    .requiredOption("--head <dir>", "synthesized folder of what is merged, which says where the ledger is")
    .action(async ({ config, ...options }: AgreedOptions & { config: string }) =>
      exit(await (await import("../commands/agreed.ts")).agreed(config, options)),
    );

  program
    .command("supersede")
    .description("cancel older runs that only wait for approval")
    .requiredOption("--workflow <file>", "the workflow, such as deploy.yml")
    .requiredOption("--commit <sha>", "the commit that covers them")
    .action(async (options: { workflow: string; commit: string }) =>
      exit(await (await import("../commands/supersede.ts")).supersede(options.workflow, options.commit)),
    );

  program
    .command("turn")
    .description("wait for runs that are applying something, and not for those that wait for approval")
    .action(async () => exit(await (await import("../commands/turn.ts")).turn()));

  program
    .command("heartbeat")
    .description("say when a scheduled workflow does its work no longer")
    .requiredOption("--workflow <file>", "the workflow, such as drift.yml")
    .requiredOption("--issue <file>", "text of an issue that is told too")
    .action(async (options: { workflow: string; issue: string }) => {
      const told = { ...options, githubStepSummary: inWorkflow("GITHUB_STEP_SUMMARY"), nowMs: Date.now() };
      exit(await (await import("../commands/heartbeat.ts")).heartbeat(told));
    });

  program
    .command("issue")
    .description("keep the one issue that shows what is wrong, and close it when nothing is")
    .requiredOption("--file <file>", "text of the issue; empty closes it")
    .requiredOption("--title <title>", "title of the issue")
    .requiredOption("--label <label>", "label that it is found by")
    .option("--closed <file>", "text of the issue while it is closed; default: that nothing is left")
    .option("--commit <sha>", "the commit that a deploy is of; what a newer one has written is left as it is")
    .option("--read-at <time>", "with --commit: when the ledger was read, as ISO 8601; empty: now")
    .action(async (options: IssueOptions) => exit(await (await import("../commands/issue.ts")).issue(options)));
}
