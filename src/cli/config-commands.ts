import type { Command } from "commander";
import type { ProblemFormat } from "../commands/check.ts";
import { exit, format, list, minuteOf, onConfig, outdir, today } from "./options.ts";

/** Commands that a person runs on config, without AWS. */
export function addConfigCommands(program: Command): void {
  onConfig(program, "check", "show every problem of the config, all at once")
    .option("--base <dir>", "config before the change, such as the merge base's, to judge the change too")
    .addOption(format("text", "github", "json"))
    .action(async (options: { config: string; base?: string; format: ProblemFormat }) =>
      exit(
        (await import("../commands/check.ts")).check(options.config, {
          format: options.format,
          base: options.base,
          today: today(),
        }),
      ),
    );

  onConfig(program, "overview", "show accounts, plans, central targets and locks at a glance")
    .addOption(format("text", "json"))
    .action(async (options: { config: string; format: "text" | "json" }) =>
      exit((await import("../commands/overview.ts")).overview(options.config, options.format)),
    );

  onConfig(program, "synth", `write Terraform JSON of every stack to ${outdir}`).action(
    async (options: { config: string }) => exit((await import("../commands/synth.ts")).synth(options.config, outdir)),
  );

  onConfig(program, "onboard", "write the file of a new application account")
    .argument("<name>", "name of the account, of its file and of its stack")
    .requiredOption("--account <id>", "the account's twelve digits")
    .requiredOption("--class <class>", "prod or nonprod")
    .requiredOption("--owner <owner>", "who answers for the account")
    .option("--plans <names>", "plans, separated by commas; an account in a unit has the unit's", list, [])
    .option("--unit <name>", "the unit (OU) it is in")
    .option("--regions <names>", "Regions, separated by commas; default: the organization's", list, [])
    .action(
      async (
        name: string,
        options: {
          config: string;
          account: string;
          class: string;
          owner: string;
          plans: string[];
          unit?: string;
          regions: string[];
        },
      ) =>
        exit(
          (await import("../commands/onboard.ts")).onboard(options.config, { name, ...options, unit: options.unit }),
        ),
    );

  program
    .command("lint-policy")
    .description("judge backup policies of an organization, whoever wrote them; several files are parent and child")
    .argument("<file...>", "policies in JSON, the parent first")
    .addOption(format("text", "github", "json"))
    .action(async (files: string[], options: { format: ProblemFormat }) =>
      exit((await import("../commands/lint-policy.ts")).lintPolicy(files, options.format)),
    );

  onConfig(program, "effective-policy", "show what AWS Backup runs in an account, every backup policy merged")
    .requiredOption("--account <name>", "name of the account, as its file is called")
    .addOption(format("text", "json"))
    .action(async (options: { config: string; account: string; format: "text" | "json" }) =>
      exit(
        (await import("../commands/effective-policy.ts")).effectivePolicy(
          options.config,
          options.account,
          options.format,
        ),
      ),
    );

  onConfig(
    program,
    "explain",
    "tell of one account when backups start, where they are, until when, and what is lost at worst",
  )
    .argument("<account>", "name of an application account")
    .option("--resource-type <type>", "only this type, as config names it")
    .option(
      "--at <time>",
      "from when on to look for the next backups, such as 2026-12-01T00:00; default: now",
      minuteOf,
    )
    .addOption(format("text", "json"))
    .action(
      async (
        account: string,
        options: { config: string; resourceType?: string; at?: number; format: "text" | "json" },
      ) =>
        exit(
          (await import("../commands/explain.ts")).explain(options.config, account, {
            resourceType: options.resourceType,
            atMinute: options.at ?? Math.floor(Date.now() / 60_000),
            format: options.format,
          }),
        ),
    );

  onConfig(
    program,
    "rehearse",
    "overview, synthesis and offline plan of everything: the main job without AWS (npm start)",
  ).action(async (options: { config: string }) =>
    exit(await (await import("../commands/rehearse.ts")).rehearse(options.config, outdir)),
  );

  onConfig(program, "schema", "write the JSON Schemas with which editors complete and check config").action(
    async (options: { config: string }) => exit((await import("../commands/schema.ts")).schema(options.config)),
  );
}
