import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from "@actions/workflow-parser";
import type { GitHubEvent } from "./events.ts";
import { type Contexts, evaluate, fillIn, isTruthy } from "./expressions.ts";
import type { Job, Workflow } from "./workflows.ts";

export type Result = "success" | "failure" | "cancelled" | "skipped";

/** A job that runs, once for each member of its matrix. */
export interface RunningJob {
  readonly permissions: Readonly<Record<string, string>>;
  readonly instances: readonly JobInstance[];
}

export interface JobInstance {
  readonly environment: string | null;
  readonly matrix: Readonly<Record<string, unknown>>;
  /** For the job's other expressions. */
  readonly contexts: Contexts;
}

export interface Run {
  readonly event: GitHubEvent;
  /** Variables of the repository. */
  readonly vars?: Readonly<Record<string, string>>;
  /** How jobs end that do not succeed. */
  readonly results?: Readonly<Record<string, Result>>;
  /** What jobs say, by job. */
  readonly outputs?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The last job that ends before somebody cancels the run. */
  readonly cancelledAfter?: string;
}

/** Jobs that GitHub would run, in order; none when the event does not start the workflow. */
export async function simulate(workflow: Workflow, run: Run): Promise<ReadonlyMap<string, RunningJob>> {
  const running = new Map<string, RunningJob>();
  if (!starts(workflow, run.event)) return running;

  const results = new Map<string, Result>();
  let isCancelled = false;
  for (const { id, needs, condition } of await conditionsOf(workflow)) {
    const job = workflow.content.jobs?.[id] ?? {};
    const ancestors = [...ancestorsOf(id, workflow)].map((one) => results.get(one) ?? "skipped");
    const contexts: Contexts = {
      github: run.event.github,
      inputs: run.event.inputs,
      vars: run.vars ?? {},
      needs: Object.fromEntries(
        needs.map((one) => [one, { result: results.get(one), outputs: run.outputs?.[one] ?? {} }]),
      ),
    };
    const status = {
      // a job that was skipped, however far up, is none that succeeded (actions/runner#491)
      success: !isCancelled && ancestors.every((result) => result === "success"),
      failure: ancestors.includes("failure"),
      cancelled: isCancelled,
      always: true,
    };
    if (isTruthy(evaluate(condition, contexts, status))) {
      results.set(id, run.results?.[id] ?? "success");
      running.set(id, { permissions: job.permissions ?? {}, instances: instancesOf(job, contexts) });
    } else {
      results.set(id, isCancelled ? "cancelled" : "skipped");
    }
    isCancelled ||= id === run.cancelledAfter;
  }
  return running;
}

/** @throws for an empty matrix, which is an error on GitHub */
function instancesOf(job: Job, contexts: Contexts): readonly JobInstance[] {
  const { matrix } = job.strategy ?? {};
  const members = matrix ? matrixOf(matrix, contexts) : [{}];
  if (members.length === 0) throw new Error("got an empty matrix; use an `if` that skips the job");
  return members.map((member) => {
    const own = { ...contexts, matrix: member };
    const { environment } = job;
    const name = fillIn(typeof environment === "object" ? environment.name : environment, own);
    return { environment: typeof name === "string" ? name : null, matrix: member, contexts: own };
  });
}

/** Either a list under `include`, or one key with a list: all that these workflows use. */
function matrixOf(
  matrix: Readonly<Record<string, unknown>>,
  contexts: Contexts,
): readonly Readonly<Record<string, unknown>>[] {
  const [[key, value] = ["", []], ...more] = Object.entries(matrix);
  const list = fillIn(value, contexts);
  if (more.length > 0 || !Array.isArray(list)) throw new Error(`got matrix ${JSON.stringify(matrix)}; use one list`);
  return key === "include" ? list : list.map((one) => ({ [key]: one }));
}

async function conditionsOf({ file, text }: Workflow) {
  const { context, value } = parseWorkflow({ name: file, content: text }, new NoOperationTraceWriter());
  if (!value) throw new Error(`${file} is no workflow`);
  const { jobs } = await convertWorkflowTemplate(context, value);
  return jobs.map(({ id, needs, if: condition }) => ({
    id: id.value,
    needs: (needs ?? []).map((one) => one.value),
    // with the `success() &&` that GitHub puts before a condition that does not ask for the status
    condition: condition.expression,
  }));
}

function ancestorsOf(id: string, workflow: Workflow): ReadonlySet<string> {
  const needs = workflow.content.jobs?.[id]?.needs ?? [];
  return new Set(needs.flatMap((one) => [one, ...ancestorsOf(one, workflow)]));
}

function starts({ content }: Workflow, { github }: GitHubEvent): boolean {
  const { event_name: name, ref } = github;
  if (!Object.hasOwn(content.on ?? {}, name)) return false;
  const { branches } = (content.on?.[name] ?? {}) as { readonly branches?: readonly string[] };
  return name !== "push" || branches === undefined || branches.some((branch) => ref === `refs/heads/${branch}`);
}
