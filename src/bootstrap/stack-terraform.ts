import { spawn } from "node:child_process";
import type { Environment } from "../delivery/terraform/offline-environment.ts";
import type { PlanJson } from "../delivery/terraform/plan-json.ts";
import { runTerraform, saidBy, type TerraformRun } from "../delivery/terraform/terraform.ts";

/** Terraform in one folder, with the caller's own credentials and provider installation. */
export class StackTerraform {
  readonly #folder: string;
  readonly #env: Environment;

  constructor(folder: string, env: Environment) {
    this.#folder = folder;
    this.#env = ownEnvironment(env);
  }

  /** @returns what it printed. @throws with all that Terraform said, when it failed */
  async run(...args: readonly string[]): Promise<string> {
    return (await this.#run(args, [0])).stdout;
  }

  /** Plans into a file. @returns what the plan says; `null`: applying it would change nothing, outputs included */
  async plan(file: string): Promise<PlanJson | null> {
    // a plan that is killed would leave its lock; the apply takes one, and refuses a plan of an older state
    const args = ["plan", "-input=false", "-lock=false", "-detailed-exitcode", `-out=${file}`];
    const planned = await this.#run(args, [0, 2]);
    if (planned.end === 0) return null;
    return JSON.parse(await this.run("show", "-json", file)) as PlanJson;
  }

  /** Takes something that exists into the state. @returns whether it existed */
  async import(address: string, id: string): Promise<boolean> {
    const args = ["import", "-input=false", "-no-color", address, id];
    return (await runTerraform(args, { folder: this.#folder, env: this.#env })).end === 0;
  }

  /**
   * Applies a saved plan before the person's eyes. Ctrl-C reaches Terraform, which ends what it has begun and writes the
   * state; this process waits for it.
   *
   * @throws when it failed
   */
  apply(file: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const child = spawn("terraform", [`-chdir=${this.#folder}`, "apply", "-input=false", file], {
        env: { ...this.#env },
        stdio: ["ignore", "inherit", "inherit"],
      });
      // a terminal sends Ctrl-C to both; the others it sends to this process only
      const wait = () => {};
      const forward = () => child.kill("SIGINT");
      process.on("SIGINT", wait);
      process.on("SIGTERM", forward);
      process.on("SIGHUP", forward);
      const end = (settle: () => void) => {
        process.off("SIGINT", wait);
        process.off("SIGTERM", forward);
        process.off("SIGHUP", forward);
        settle();
      };
      child.on("error", (error) => end(() => reject(error)));
      child.on("close", (code, signal) =>
        end(() => (code === 0 ? resolve() : reject(new Error(applyFailed(code ?? signal, this.#folder))))),
      );
    });
  }

  async #run(args: readonly string[], good: readonly TerraformRun["end"][]): Promise<TerraformRun> {
    const run = await runTerraform([args[0] ?? "", "-no-color", ...args.slice(1)], {
      folder: this.#folder,
      env: this.#env,
    });
    if (!good.includes(run.end)) throw new Error(`terraform ${args[0]} failed\n\n${saidBy(run)}`);
    return run;
  }
}

const applyFailed = (end: number | NodeJS.Signals | null, folder: string) =>
  `terraform apply ended with ${end}; mend what it says above, then bootstrap again (a lock that a killed run has left: terraform -chdir=${folder} force-unlock <its ID>)`;

// a workspace, a data directory or arguments from outside would put the state elsewhere
const elsewhere = /^(TF_CLI_ARGS.*|TF_DATA_DIR|TF_WORKSPACE)$/i;

function ownEnvironment(env: Environment): Environment {
  const kept = Object.entries(env).filter(([name]) => !elsewhere.test(name));
  return { ...Object.fromEntries(kept), CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" };
}
