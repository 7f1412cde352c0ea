import { rmSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { mapConcurrently } from "../../../src/map-concurrently.ts";
import type { GitHubEvent } from "../../workflows/support/events.ts";
import { type Result, simulate } from "../../workflows/support/simulate.ts";
import { jobsOf, type Workflow, workflowOf } from "../../workflows/support/workflows.ts";
import { type JobRun, type JobSurroundings, runSteps } from "./run-steps.ts";

export interface Surroundings
  extends Pick<JobSurroundings, "checkout" | "artifacts" | "onUpload" | "onSpawn" | "env" | "credentials"> {
  readonly runners: Runners;
  /** What happens in the world just before a job begins, by job. */
  readonly before: Readonly<Record<string, () => Promise<unknown>>>;
  readonly event: GitHubEvent;
  /** Variables of the repository. */
  readonly vars: Readonly<Record<string, string>>;
  /** Variables of an environment. */
  readonly varsOf: (environment: string) => Readonly<Record<string, string>>;
}

export interface Runners {
  /** The empty folder of a runner that has nothing to do. */
  readonly take: () => string;
  readonly giveBack: (folder: string) => void;
}

/**
 * Folders that jobs use one after another.
 *
 * @param takeBack gets the workspace of each job that is over
 */
export function runnersIn(folder: string, takeBack: (workspace: string) => void): Runners {
  const free: string[] = [];
  let made = 0;
  return {
    take() {
      const runner = free.pop() ?? join(folder, `runner-${++made}`);
      rmSync(runner, { recursive: true, force: true });
      return runner;
    },
    giveBack: (runner) => {
      takeBack(join(runner, "workspace"));
      free.push(runner);
    },
  };
}

export interface Ran {
  readonly id: number;
  readonly conclusion: "success" | "failure";
  /** How each job ended; those that were not run are not there. */
  readonly results: Readonly<Record<string, Result>>;
  /** All that a job wrote, those of a matrix one after another. */
  readonly said: (job: string) => string;
  /** What a job wrote for the run's page. */
  readonly summary: (job: string) => string;
  /** Roles that a job took in AWS, by environment. */
  readonly roles: (job: string) => readonly string[];
  readonly outputs: (job: string) => Readonly<Record<string, string>>;
  /** All that anybody may see of the run: logs and pages. */
  readonly everything: string;
  /** Folder of the run's artifacts. */
  readonly artifacts: string;
}

/** Runs a workflow job by job, as far as GitHub would, and each job's steps as they are written. */
export async function runWorkflow(id: number, workflow: Workflow, around: Surroundings): Promise<Ran> {
  const results: Record<string, Result> = {};
  const outputs: Record<string, Readonly<Record<string, string>>> = {};
  const ran = new Map<string, readonly JobRun[]>();
  const all = jobsOf(workflow);

  for (const [place, [name, job]] of all.entries()) {
    // those after it ask for outputs that there are none of yet
    const upToHere = { ...workflow.content, jobs: Object.fromEntries(all.slice(0, place + 1)) };
    const part = workflowOf(workflow.file, stringify(upToHere, { aliasDuplicateObjects: false }));
    const running = (await simulate(part, { event: around.event, vars: around.vars, results, outputs })).get(name);
    if (!running) continue;

    await around.before[name]?.();
    const runs = await mapConcurrently(running.instances, 2, async ({ contexts, environment, matrix }) => {
      const runner = around.runners.take();
      const vars = { ...around.vars, ...(environment === null ? {} : around.varsOf(environment)) };
      const run = await runSteps(job, { ...around, folder: runner, contexts: { ...contexts, vars, matrix } });
      around.runners.giveBack(runner);
      return run;
    });
    ran.set(name, runs);
    results[name] = runs.some(({ result }) => result === "failure") ? "failure" : "success";
    outputs[name] = Object.assign({}, ...runs.map((run) => run.outputs));
  }

  const of = (job: string) => ran.get(job) ?? [];
  return {
    id,
    conclusion: Object.values(results).includes("failure") ? "failure" : "success",
    results,
    said: (job) =>
      of(job)
        .map(({ log }) => log)
        .join(""),
    summary: (job) =>
      of(job)
        .map(({ summary }) => summary)
        .join(""),
    roles: (job) => of(job).flatMap(({ role }) => role ?? []),
    outputs: (job) => outputs[job] ?? {},
    everything: [...ran.values()]
      .flat()
      .map(({ log, summary }) => log + summary)
      .join("\n"),
    artifacts: around.artifacts,
  };
}
