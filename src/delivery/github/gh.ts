import { spawn } from "node:child_process";
import type { Environment } from "../terraform/offline-environment.ts";

// a list of many pages or an artifact takes a while; the command line itself waits for ever
const callMs = 120_000;

/**
 * Runs the GitHub CLI, without a shell; `input` goes to its standard input, never among its arguments, which are limited
 * and which everybody on the machine can read.
 *
 * @returns what it wrote to standard output
 * @throws {@link GhError}
 */
export type Gh = (args: readonly string[], input?: string) => Promise<string>;

/** What the GitHub CLI said when it failed, and the HTTP status if it named one. */
export interface GhFailure {
  readonly said: string;
  readonly status: number | undefined;
}

/** @param longestMs how long one call may take */
export const ghWith =
  (env: Environment, longestMs = callMs): Gh =>
  (args, input = "") =>
    new Promise((resolve, reject) => {
      const child = spawn("gh", args, { env: { ...env, GH_PROMPT_DISABLED: "1" }, stdio: ["pipe", "pipe", "pipe"] });
      const timer = setTimeout(() => {
        child.kill("SIGKILL");
        // what it has started may hold these open
        child.stdout.destroy();
        child.stderr.destroy();
        reject(ghError(args, `no answer within ${longestMs / 1000} s`));
      }, longestMs);
      child.on("close", () => clearTimeout(timer));
      const stdout: Buffer[] = [];
      const stderr: Buffer[] = [];
      child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
      child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
      child.on("error", (cause: NodeJS.ErrnoException) => {
        clearTimeout(timer);
        reject(
          cause.code === "ENOENT"
            ? new Error("got no gh on the PATH; install the GitHub CLI (https://cli.github.com)", { cause })
            : cause,
        );
      });
      // it need not read what it has no use for
      child.stdin.on("error", () => undefined);
      child.stdin.end(input);
      child.on("close", (code, signal) => {
        if (code === 0) return resolve(Buffer.concat(stdout).toString("utf8"));
        const said = Buffer.concat(stderr).toString("utf8").trim() || `exit code ${code ?? signal}`;
        reject(ghError(args, said));
      });
    });

/** The failure behind an error of {@link Gh}; `undefined`: it is of another kind. */
export const ghFailure = (error: unknown): GhFailure | undefined =>
  error instanceof Error && isFailure(error.cause) ? error.cause : undefined;

/** What is said of a call that failed. */
export function ghError(args: readonly string[], said: string): Error {
  const status = /\(HTTP (\d{3})\)/.exec(said)?.[1] ?? /\bHTTP (\d{3})\b/.exec(said)?.[1];
  const failure: GhFailure = { said, status: status === undefined ? undefined : Number(status) };
  // only what was asked for: nothing else of the arguments is of use to a reader
  const asked = args.find((arg) => arg.startsWith("repos/")) ?? args.slice(0, 2).join(" ");
  return new Error(`${asked}: got ${said}; ${wayOut(failure)}`, { cause: failure });
}

function wayOut(failure: GhFailure): string {
  const { status, said } = failure;
  if (isPassing(failure)) return "GitHub is busy or out of reach; run the job again later";
  if (status === 401 || /gh auth login|GH_TOKEN/.test(said)) return "set GH_TOKEN to the token of the job";
  if (status === 403) return "give the job the permission that this needs (see docs/pipeline.md)";
  if (status === 404) return "check that it exists, and that the job may see it";
  if (status === 422) return "GitHub does not take what was sent; report it as a fault of Lockstep";
  return "see what it says";
}

/** Whether the same may work in a moment: limits of rate, faults on GitHub's side, no connection. */
export function isPassing({ status, said }: GhFailure): boolean {
  if (status === 429 || (status !== undefined && status >= 500)) return true;
  if (/rate limit/i.test(said)) return true;
  return (
    status === undefined &&
    /error connecting|connection reset|timed? ?out|no answer within|EOF|no such host|TLS handshake/i.test(said)
  );
}

const isFailure = (value: unknown): value is GhFailure =>
  typeof value === "object" && value !== null && "said" in value;
