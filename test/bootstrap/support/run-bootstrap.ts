// a process of its own, with a folder of its own: bootstraps the config that it is given
import { bootstrap } from "../../../src/commands/bootstrap.ts";
import { printError } from "../../../src/commands/print.ts";

const [config = ""] = process.argv.slice(2);
try {
  process.exitCode = await bootstrap(config, "cdktf.out", {
    github: false,
    owners: undefined,
    pipelineOwners: undefined,
    yes: false,
  });
} catch (error) {
  printError((error as Error).message);
  process.exitCode = 1;
}
