import { Command, InvalidArgumentError, Option } from "commander";
import { check, type ProblemFormat } from "./commands/check.ts";
import { onboard } from "./commands/onboard.ts";
import { overview } from "./commands/overview.ts";
import { plan } from "./commands/plan.ts";
import { printError } from "./commands/print.ts";
import { rehearse } from "./commands/rehearse.ts";
import { schema } from "./commands/schema.ts";
import { synth } from "./commands/synth.ts";

const outdir = "cdktf.out";
const program = new Command("lockstep")
  .description("One backup strategy for an AWS Organization: config in, Terraform out")
  .showHelpAfterError()
  .showSuggestionAfterError();

/** A command on a config folder; what it returns is the exit code. */
function command(name: string, description: string) {
  return program
    .command(name)
    .description(description)
    .option("--config <dir>", "folder with organization.yaml", "config");
}
const format = (...choices: readonly string[]) =>
  new Option("--format <format>", "how to print it").choices(choices).default("text");
const list = (value: string) => value.split(",").filter((part) => part !== "");
function count(value: string) {
  const parsed = Number(value);
  if (!Number.isInteger(parsed) || parsed < 1)
    throw new InvalidArgumentError(`got ${value}; use a whole number from 1`);
  return parsed;
}
const exit = (code: number) => {
  process.exitCode = code;
};

command("check", "show every problem of the config, all at once")
  .addOption(format("text", "github", "json"))
  .action((options: { config: string; format: ProblemFormat }) => exit(check(options.config, options.format)));

command("overview", "show accounts, plans, central targets and locks at a glance")
  .addOption(format("text", "json"))
  .action((options: { config: string; format: "text" | "json" }) => exit(overview(options.config, options.format)));

command("synth", `write Terraform JSON of every stack to ${outdir}`).action((options: { config: string }) =>
  exit(synth(options.config, outdir)),
);

command("plan", "plan every stack from nothing, without AWS")
  .option("--offline", "plan on copies whose provider and backend are switched off from AWS", false)
  .option("--stacks <ids>", "only these, separated by commas", list)
  .option("--jobs <n>", "how many at a time; default: one a core, at most 4", count)
  .action(async (options: { config: string; offline: boolean; stacks?: string[]; jobs?: number }) =>
    exit(await plan(options.config, outdir, { offline: options.offline, stacks: options.stacks, jobs: options.jobs })),
  );

command("onboard", "write the file of a new application account")
  .argument("<name>", "name of the account, of its file and of its stack")
  .requiredOption("--account <id>", "the account's twelve digits")
  .requiredOption("--class <class>", "prod or nonprod")
  .requiredOption("--owner <owner>", "who answers for the account")
  .option("--plans <names>", "plans, separated by commas; an account in a unit has the unit's", list, [])
  .option("--unit <name>", "the unit (OU) it is in")
  .option("--regions <names>", "Regions, separated by commas; default: the organization's", list, [])
  .action(
    (
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
    ) => exit(onboard(options.config, { name, ...options, unit: options.unit })),
  );

command("rehearse", "overview, synthesis and offline plan of everything: the main job without AWS (npm start)").action(
  async (options: { config: string }) => exit(await rehearse(options.config, outdir)),
);

command("schema", "write the JSON Schemas with which editors complete and check config").action(
  (options: { config: string }) => exit(schema(options.config)),
);

try {
  await program.parseAsync();
} catch (error) {
  // what an operator can mend comes as a plain Error; anything else is a fault of the code
  const { message, stack } = error as Error;
  const isForOperator = Object.getPrototypeOf(error) === Error.prototype;
  printError(isForOperator ? message : (stack ?? message));
  exit(1);
}
