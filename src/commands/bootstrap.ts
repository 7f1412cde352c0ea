import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { STSClient } from "@aws-sdk/client-sts";
import { managementRoles } from "../../stacks/pipeline-roles.ts";
import { applyBootstrap } from "../bootstrap/apply-bootstrap.ts";
import { type GitHubSettings, githubSettings } from "../bootstrap/github-settings.ts";
import { githubLines } from "../bootstrap/github-text.ts";
import { githubToSet } from "../bootstrap/github-to-set.ts";
import { lockCommand, writeLockFile } from "../bootstrap/lock-file.ts";
import { writeManagementRoles } from "../bootstrap/management-roles.ts";
import { type Owners, ownersFrom } from "../bootstrap/owners.ts";
import { findTerraform } from "../delivery/terraform/terraform.ts";
import { awsClient } from "../outside/aws-client.ts";
import { callerOf } from "../preflight/caller.ts";
import { synthesize } from "../synthesize.ts";
import { print, printError } from "./print.ts";
import { soundEstate } from "./sound-estate.ts";

export interface BootstrapOptions {
  /** Prints the settings of GitHub as calls of its command line. */
  readonly github: boolean;
  /** Who has to agree to changes, separated by commas; `undefined`: their names stand in for them. */
  readonly owners: string | undefined;
  /** Who has to agree to changes of the pipeline; `undefined`: the same. */
  readonly pipelineOwners: string | undefined;
  /** Applies without asking. */
  readonly yes: boolean;
}

const scratch = ".lockstep";
const lockFile = ".terraform.lock.hcl";

/** Applies what everything else stands on, and says what is left to do by hand. @returns the exit code. */
export async function bootstrap(config: string, outdir: string, options: BootstrapOptions): Promise<number> {
  const { github, yes } = options;
  const estate = soundEstate(config, "nothing was applied");
  if (!estate) return 1;
  const settings = githubSettings(estate);
  const owners = ownersOf(options, settings);
  const terraform = await findTerraform();
  if ("missing" in terraform) {
    printError(terraform.missing);
    return 1;
  }
  synthesize(estate, outdir);
  const stackFile = join(outdir, "stacks/bootstrap/cdk.tf.json");

  const { accountId, region } = estate.shared;
  const sts = awsClient(STSClient, { region });
  await callerOf(sts, estate, [accountId]).finally(() => sts.destroy());

  const isApplied = await applyBootstrap({
    stackFile,
    lockFile,
    workFolder: join(scratch, "bootstrap"),
    owner: { partition: estate.partition, accountId },
    env: process.env,
    say: print,
    agrees: async () => yes || (await askedFor("yes")),
  });
  if (!isApplied) {
    printError("nothing was applied");
    return 1;
  }

  if (!existsSync(lockFile)) {
    const failure = await writeLockFile(stackFile, lockFile, process.env);
    if (failure === null) print(`wrote ${lockFile}; commit it`);
    else
      printError(
        `warning: got no ${lockFile}; use, where the registry can be reached:`,
        `  ${lockCommand(stackFile)}`,
        failure,
      );
  }
  if (estate.management) {
    const commands = await writeManagementRoles(
      managementRoles(estate),
      join(scratch, "pipeline-roles.json"),
      estate.management.region,
    );
    print(
      "",
      `In the management account (${estate.management.accountId}), which the StackSet does not reach:`,
      ...commands,
    );
  }
  const { lines, warnings } = github
    ? await githubToSet(settings, owners, ".")
    : { lines: githubLines(settings), warnings: [] };
  print("", ...lines);
  if (warnings.length > 0) printError(...warnings);
  return 0;
}

/** @throws when an owner is none that GitHub knows: before anything is applied */
function ownersOf({ owners, pipelineOwners }: BootstrapOptions, { repository }: GitHubSettings): Owners | null {
  if (owners === undefined && pipelineOwners !== undefined)
    throw new Error("--pipeline-owners: got no --owners; use both, or --owners alone");
  if (owners === undefined) return null;
  const all = ownersFrom(owners, repository, "--owners");
  return {
    all,
    pipeline: pipelineOwners === undefined ? all : ownersFrom(pipelineOwners, repository, "--pipeline-owners"),
  };
}

async function askedFor(word: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    // without a person there is no answer: the input ends, and the question with it
    const ended = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
    return (await Promise.race([lines.question(`type ${word} to apply: `), ended])).trim() === word;
  } finally {
    lines.close();
  }
}
