import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "../../../src/delivery/terraform/offline-environment.ts";
import { offlineEnvironment } from "../../../src/delivery/terraform/offline-environment.ts";
import { findProviderMirror, mirrorConfig } from "../../../src/delivery/terraform/provider-mirror.ts";
import { runTerraform, saidBy, type TerraformRun } from "../../../src/delivery/terraform/terraform.ts";

export interface PlannedChange {
  readonly address: string;
  /** `create`, `update`, `replace`, `delete`, … */
  readonly action: string;
}

/** A stack's Terraform JSON in a folder, and the real Terraform on it. */
export class TerraformStack {
  readonly folder: string;
  readonly #env: Environment;

  private constructor(folder: string, env: Environment) {
    this.folder = folder;
    this.#env = env;
  }

  /**
   * Writes the stack and Terraform's settings; nothing runs yet.
   *
   * @param text the synthesized JSON, as it is
   * @param env as the stand-in gives it
   */
  static async in(folder: string, text: string, env: Readonly<Record<string, string>>): Promise<TerraformStack> {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "cdk.tf.json"), text);
    const mirror = await findProviderMirror();
    const settings = join(folder, "mirror.tfrc");
    if (mirror) writeFileSync(settings, mirrorConfig(mirror.folder));
    const offline = offlineEnvironment(process.env, mirror ? settings : undefined);
    return new TerraformStack(folder, { ...offline, ...env });
  }

  /** Of a folder in which it is. @param env as the stand-in gives it, with what Terraform finds its provider by */
  static there(folder: string, env: Readonly<Record<string, string>>): TerraformStack {
    return new TerraformStack(folder, { ...offlineEnvironment(process.env, undefined), ...env });
  }

  /** The same folder, by somebody else. @param env as the stand-in gives it */
  as(env: Readonly<Record<string, string>>): TerraformStack {
    return new TerraformStack(this.folder, { ...this.#env, ...env });
  }

  /** @param args such as `-backend=false` */
  init(...args: readonly string[]): Promise<TerraformRun> {
    return this.run("init", "-no-color", "-input=false", ...args);
  }

  /**
   * Plans into a file. `show` gives all of it, which takes Terraform as long again.
   *
   * @returns whatever is to be done, reading aside
   * @throws with what Terraform said when it fails
   */
  async plan(...args: readonly string[]): Promise<readonly PlannedChange[]> {
    const { stdout } = await this.run("plan", "-json", "-input=false", `-out=${planFile}`, ...args);
    return messagesIn(stdout).flatMap(({ type, change }) =>
      type === "planned_change" && change && change.action !== "read"
        ? [{ address: change.resource.addr, action: change.action }]
        : [],
    );
  }

  /** The whole plan, as `terraform show -json` gives it. */
  async show(): Promise<unknown> {
    return JSON.parse((await this.run("show", "-json", planFile)).stdout);
  }

  /** Applies exactly what was planned. */
  apply(...args: readonly string[]): Promise<TerraformRun> {
    return this.run("apply", "-no-color", "-input=false", ...args, planFile);
  }

  /** Any other command. @throws with what Terraform said when it fails */
  async run(...args: readonly string[]): Promise<TerraformRun> {
    const run = await this.try(...args);
    if (run.end !== 0) throw new Error(`terraform ${args[0]}: ${errorsIn(run.stdout) || saidBy(run)}`);
    return run;
  }

  /** The same, but a failure is a result. */
  try(...args: readonly string[]): Promise<TerraformRun> {
    return runTerraform(args, { folder: this.folder, env: this.#env });
  }

  /** Makes the state a local file, whatever backend the stack names. */
  keepStateHere(): void {
    writeFileSync(
      join(this.folder, "backend_override.tf.json"),
      JSON.stringify({ terraform: { backend: { local: {} } } }),
    );
  }

  /** The local state. */
  state(): unknown {
    return JSON.parse(readFileSync(join(this.folder, "terraform.tfstate"), "utf8"));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const planFile = "plan.tfplan";

interface Message {
  readonly type?: string;
  readonly change?: { readonly action: string; readonly resource: { readonly addr: string } };
  readonly diagnostic?: { readonly severity: string; readonly summary: string; readonly detail: string };
}

const messagesIn = (stdout: string): readonly Message[] =>
  stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Message);

const errorsIn = (stdout: string): string =>
  messagesIn(stdout)
    .flatMap(({ diagnostic }) =>
      diagnostic?.severity === "error" ? [`${diagnostic.summary} ${diagnostic.detail}`.trim()] : [],
    )
    .join("\n");
