import type { Command } from "commander";
import { addConfigCommands } from "./config-commands.ts";
import { addGitHubCommands } from "./github-commands.ts";
import { addPipelineCommands } from "./pipeline-commands.ts";
import { addUpkeepCommands } from "./upkeep-commands.ts";

/** Everything that `lockstep` can do. A command is loaded when it is asked for: with all of them it takes seconds to start. */
export function addCommands(program: Command): void {
  addConfigCommands(program);
  addPipelineCommands(program);
  addGitHubCommands(program);
  addUpkeepCommands(program);
}
