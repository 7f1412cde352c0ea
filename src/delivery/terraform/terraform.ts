import { type ChildProcess, spawn } from "node:child_process";
import { type Environment, offlineEnvironment } from "./offline-environment.ts";

/** How a run of Terraform ended and all it said. */
export interface TerraformRun {
  /** Exit code, or the signal that ended it. */
  readonly end: number | NodeJS.Signals;
  readonly stdout: string;
  readonly stderr: string;
}

/** The `terraform` on the PATH, or what to do about there being none that is of use. */
export type TerraformSearch = { readonly version: string } | { readonly missing: string };

const install = "install Terraform 1.11 or newer (https://developer.hashicorp.com/terraform/install)";

/** Looks for a `terraform` that can run the stacks: 1.11 is the first that locks state in S3 without DynamoDB. */
export async function findTerraform(env: Environment = process.env): Promise<TerraformSearch> {
  const run = await runTerraform(["version", "-json"], { env: offlineEnvironment(env) }).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  });
  if (!run) return { missing: `got no terraform on the PATH; ${install}` };
  if (run.end !== 0) return { missing: `got ${saidBy(run)} from terraform version; ${install}` };

  const { terraform_version: version } = JSON.parse(run.stdout) as { terraform_version: string };
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 1 || (major === 1 && minor >= 11) ? { version } : { missing: `got terraform ${version}; ${install}` };
}

/** Longest that a command may take which writes nothing that could be lost, in milliseconds: it fetches from elsewhere. */
const fetchingMs = 600_000;

/** `undefined`: as long as it takes, for it may be writing a state. */
const longestOf = (args: readonly string[]): number | undefined =>
  ["init", "providers", "version"].includes(args[0] ?? "") && !args.includes("-migrate-state") ? fetchingMs : undefined;

/**
 * Runs `terraform`, without a shell. A run that fails is a result, not an error; so is one of a command that only fetches
 * and does not end.
 *
 * @param options.folder the configuration to run in; the process itself stays where the caller is, because version
 *   managers (tfenv, asdf) look there for the version to use
 * @param options.signal ends Terraform and its provider at once
 * @param options.longestMs how long it may take; by default ten minutes for `init`, `providers` and `version`, and for
 *   others as long as they take
 * @throws when `terraform` can't be started or `signal` ended it
 */
export function runTerraform(
  args: readonly string[],
  options: {
    readonly folder?: string;
    readonly env: Environment;
    readonly signal?: AbortSignal;
    readonly longestMs?: number;
  },
): Promise<TerraformRun> {
  const { folder, env, signal, longestMs = longestOf(args) } = options;

  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const { child, ended } = startTerraform(args, { folder, env });
    const kill = () => killGroup(child.pid);
    signal?.addEventListener("abort", kill);
    let late = "";
    const timer =
      longestMs === undefined
        ? undefined
        : setTimeout(() => {
            late = `terraform ${args[0]}: got no end of it within ${longestMs / 1000} s, and nothing was changed; the registry or the state bucket does not answer, try again later\n`;
            kill();
          }, longestMs);
    ended
      .then(
        (run) => (signal?.aborted ? reject(signal.reason) : resolve({ ...run, stderr: `${late}${run.stderr}` })),
        reject,
      )
      .finally(() => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", kill);
      });
  });
}

/** Starts `terraform`, without a shell; whoever started it decides how it is ended. `ended` fails when it can't be started. */
export function startTerraform(
  args: readonly string[],
  { folder, env }: { readonly folder: string | undefined; readonly env: Environment },
): { readonly child: ChildProcess; readonly ended: Promise<TerraformRun> } {
  const child = spawn("terraform", [...(folder ? [`-chdir=${folder}`] : []), ...args], {
    env: { ...env },
    stdio: ["ignore", "pipe", "pipe"],
    // a group of its own: the providers that Terraform starts end with it, and a terminal's Ctrl-C does not reach it
    detached: true,
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  const ended = new Promise<TerraformRun>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, endedBy) =>
      resolve({ end: code ?? endedBy ?? 1, stdout: text(stdout), stderr: text(stderr) }),
    );
  });
  return { child, ended };
}

/** Everything that a failed run said; if it said nothing, how it ended. */
export function saidBy({ end, stdout, stderr }: TerraformRun): string {
  const said = [stdout, stderr].map((stream) => stream.trim()).filter((stream) => stream !== "");
  return said.length > 0 ? said.join("\n\n") : typeof end === "number" ? `exit code ${end}` : end;
}

function killGroup(pid: number | undefined) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // it ended by itself in the meantime
  }
}

const text = (chunks: readonly Buffer[]) => Buffer.concat(chunks).toString("utf8");
