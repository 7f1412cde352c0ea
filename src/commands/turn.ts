import { appendFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { repositoryPath } from "../delivery/github/ask.ts";
import { coveringRun } from "../delivery/github/covering-run.ts";
import { ghWith } from "../delivery/github/gh.ts";
import { type RunAtWork, runsAtWork } from "../delivery/github/runs-at-work.ts";
import { withRetries } from "../delivery/github/with-retries.ts";
import type { Environment } from "../delivery/terraform/offline-environment.ts";
import { print, printError } from "./print.ts";

export interface TurnClock {
  readonly wait: (milliseconds: number) => Promise<unknown>;
  /** Milliseconds, from whenever. */
  readonly nowMs: () => number;
}

const real: TurnClock = { wait: setTimeout, nowMs: () => performance.now() };
// GitHub allows a thousand requests an hour, and each look takes one a run
const lookEveryMs = 60_000;
// no job that applies may take longer than 210 minutes
const longestMs = 240 * 60_000;

/**
 * Waits until no other run applies anything, so that what is planned next is not stale by the time it is applied. A run
 * that waits for somebody's approval keeps nobody waiting. Of two that would wait, the older leaves it to the newer, and
 * says so as the output `turn=newer`.
 *
 * @returns the exit code
 */
export async function turn(env: Environment = process.env, { wait, nowMs }: TurnClock = real): Promise<number> {
  const repository = repositoryPath(env["GITHUB_REPOSITORY"]);
  const own = Number(env["GITHUB_RUN_ID"]);
  if (!Number.isSafeInteger(own) || own <= 0)
    throw new Error(`GITHUB_RUN_ID: got ${JSON.stringify(env["GITHUB_RUN_ID"])}; run this in a workflow`);

  const begunMs = nowMs();
  let told = "";
  for (;;) {
    const runs = await withRetries(() => runsAtWork(ghWith(env), repository, own), wait, nowMs);
    if (runs.length === 0) {
      print(told === "" ? "no other run is at work" : "no other run is at work any more");
      return 0;
    }
    const newer = await withRetries(() => coveringRun(ghWith(env), repository, own), wait, nowMs);
    if (newer !== null) {
      print(`left to run ${newer} of deploy.yml, which is newer and applies all that this one would`);
      if (env["GITHUB_OUTPUT"]) await appendFile(env["GITHUB_OUTPUT"], "turn=newer\n");
      return 0;
    }
    if (nowMs() - begunMs >= longestMs) {
      printError(
        `got ${named(runs)} at work for ${longestMs / 3_600_000} hours; see what keeps it, cancel it if nothing does, then dispatch deploy`,
      );
      return 1;
    }
    if (named(runs) !== told) print(`waiting for ${named(runs)}, at work`);
    told = named(runs);
    await wait(lookEveryMs);
  }
}

const named = (runs: readonly RunAtWork[]) => runs.map(({ workflow, id }) => `run ${id} of ${workflow}`).join(", ");
