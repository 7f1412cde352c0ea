// a process of its own, for the tests to kill: applies the stack that it is given
import { applyBootstrap } from "../../../src/bootstrap/apply-bootstrap.ts";
import { print, printError } from "../../../src/commands/print.ts";

const [stackFile = ""] = process.argv.slice(2);
try {
  await applyBootstrap({
    stackFile,
    lockFile: ".terraform.lock.hcl",
    workFolder: ".lockstep/bootstrap",
    owner: { partition: "aws", accountId: "222222222222" },
    env: process.env,
    say: print,
    agrees: async () => true,
  });
} catch (error) {
  printError((error as Error).message);
  process.exitCode = 1;
}
