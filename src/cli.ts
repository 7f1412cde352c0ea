import { Command } from "commander";
import { addCommands } from "./cli/commands.ts";
import { exit } from "./cli/options.ts";
import { printError } from "./commands/print.ts";

// a note to whoever updates the AWS SDK, not to whoever reads a log
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";

const program = new Command("lockstep")
  .description("One backup strategy for an AWS Organization: config in, Terraform out")
  .showHelpAfterError()
  .showSuggestionAfterError();
addCommands(program);

try {
  await program.parseAsync();
} catch (error) {
  // what an operator can mend comes as a plain Error; anything else is a fault of the code
  const { message, stack } = error as Error;
  const isForOperator = Object.getPrototypeOf(error) === Error.prototype;
  printError(isForOperator ? message : (stack ?? message));
  exit(1);
}
