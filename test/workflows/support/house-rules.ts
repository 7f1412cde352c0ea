import { existsSync, readFileSync } from "node:fs";
import { callsIn, inOneLine } from "./calls.ts";
import { hasCredentials, type Job, jobsOf, type Step, type Workflow } from "./workflows.ts";

/** Places that break a rule; none when it is kept. */
export type HouseRule = (workflow: Workflow) => readonly string[];

const events = ["pull_request", "merge_group", "push", "workflow_dispatch", "schedule"];
// a run of another workflow may be cancelled half-way with nothing lost; these only look
const mayBeCancelled = ["validate", "plan"];
const writes = ["id-token", "pull-requests", "issues", "actions"];
const onMain = "github.ref == 'refs/heads/main'";
const fromHere = "github.event.pull_request.head.repo.full_name == github.repository";

/** What these workflows keep to, beyond what GitHub itself asks for. */
export const houseRules: Readonly<Record<string, HouseRule>> = {
  "nothing is permitted but by a job": ({ content }) =>
    JSON.stringify(content.permissions) === "{}" ? [] : ["permissions"],

  "every job says what it is permitted": (workflow) =>
    jobsOf(workflow).flatMap(([id, { permissions }]) => (typeof permissions === "object" ? [] : [id])),

  "every permission says what it is for": ({ text }) =>
    text.split("\n").filter((line) => /^ +[a-z-]+: (read|write)\b/.test(line) && !/ # ./.test(line)),

  "only known permissions are to write": (workflow) =>
    jobsOf(workflow).flatMap(([id, job]) => writesOf(job).flatMap((one) => (writes.includes(one) ? [] : [id]))),

  "whoever may ask for an identity may write nothing": (workflow) =>
    jobsOf(workflow).flatMap(([id, job]) => (hasCredentials(job) && writesOf(job).length > 1 ? [id] : [])),

  "a workflow is started by what nobody else controls": ({ content }) =>
    Object.keys(content.on ?? {}).filter((event) => !events.includes(event)),

  "a push counts on the deploying branch only": ({ content }) =>
    content.on && "push" in content.on && JSON.stringify(content.on["push"]) !== '{"branches":["main"]}'
      ? ["on.push"]
      : [],

  "no schedule is at the full hour, when everybody's are": ({ content }) =>
    ((content.on?.["schedule"] ?? []) as readonly { readonly cron: string }[]).flatMap(({ cron }) =>
      /^([1-9]|[1-5]\d) /.test(cron) ? [] : [cron],
    ),

  "no path filter keeps a required check from coming": ({ content }) =>
    Object.entries(content.on ?? {}).flatMap(([event, filter]) =>
      /"paths/.test(JSON.stringify(filter)) ? [event] : [],
    ),

  "actions are pinned by commit, and their inputs are known": ({ text }) =>
    usesIn(text).flatMap(({ uses, sha }) =>
      sha && existsSync(`test/workflows/actions/${sha}.json`) && uses.startsWith(`${metadataOf(sha).action}@`)
        ? []
        : [uses],
    ),

  "each pin says its version": ({ text }) =>
    usesIn(text).flatMap(({ uses, sha, comment }) =>
      sha && existsSync(`test/workflows/actions/${sha}.json`) && comment !== metadataOf(sha).version ? [uses] : [],
    ),

  "expressions get into scripts as variables": (workflow) =>
    stepsOf(workflow).flatMap(([id, { run }]) => (run?.includes("${{") ? [`${id}: ${run.trim()}`] : [])),

  "scripts run in bash": ({ content }) => (content.defaults?.run?.shell === "bash" ? [] : ["defaults.run.shell"]),

  "no checkout leaves its token behind": (workflow) =>
    stepsOf(workflow).flatMap(([id, step]) =>
      isUse(step, "actions/checkout") && step.with?.["persist-credentials"] !== false ? [id] : [],
    ),

  "there is no stored secret": ({ text }) =>
    text.split("\n").filter((line) => /\bsecrets\b|aws-(access-key-id|secret-access-key|session-token)/.test(line)),

  "credentials come by identity, and only where one is asked for": (workflow) =>
    jobsOf(workflow).flatMap(([id, job]) =>
      hasCredentials(job) === (job.steps ?? []).some((step) => isUse(step, "aws-actions/configure-aws-credentials"))
        ? []
        : [id],
    ),

  "what applies is in an environment and on the deploying branch": (workflow) =>
    jobsOf(workflow).flatMap(([id, job]) =>
      JSON.stringify(job.steps ?? []).includes("LOCKSTEP_APPLY_ROLE") && !(job.environment && job.if?.includes(onMain))
        ? [id]
        : [],
    ),

  "pull requests from elsewhere get neither credentials nor a token that writes": (workflow) =>
    workflow.content.on && "pull_request" in workflow.content.on
      ? jobsOf(workflow).flatMap(([id, job]) => (writesOf(job).length > 0 && !job.if?.includes(fromHere) ? [id] : []))
      : [],

  "no package runs its scripts beside credentials or a token that writes": (workflow) =>
    jobsOf(workflow).flatMap(([id, job]) =>
      writesOf(job).length > 0 &&
      (job.steps ?? []).some(({ run }) => /\bnpm (ci|i|install)\b(?!.*--ignore-scripts)/.test(run ?? ""))
        ? [id]
        : [],
    ),

  "beside credentials only providers are cached, by their lock file": (workflow) =>
    jobsOf(workflow).flatMap(([id, job]) =>
      hasCredentials(job) && (job.steps ?? []).some((step) => isCache(step) && !isProviderCache(step)) ? [id] : [],
    ),

  "setting up Node caches nothing": (workflow) =>
    stepsOf(workflow).flatMap(([id, step]) =>
      isUse(step, "actions/setup-node") && (step.with?.["package-manager-cache"] !== false || step.with?.["cache"])
        ? [id]
        : [],
    ),

  "Terraform's exit codes arrive": (workflow) =>
    stepsOf(workflow).flatMap(([id, step]) =>
      isUse(step, "hashicorp/setup-terraform") && step.with?.["terraform_wrapper"] !== false ? [id] : [],
    ),

  // GitHub tells the step's own process alone, and npm does not hand it on
  "Terraform hears that a run is cancelled": (workflow) =>
    jobsOf(workflow).flatMap(([id, { steps = [] }]) =>
      steps.some((step) => isUse(step, "hashicorp/setup-terraform"))
        ? steps.flatMap(({ run = "" }) => (callsIn(run).length > 0 && !endsAsCommandLine(run) ? [id] : []))
        : [],
    ),

  "runs in which nobody is asked know of each other": (workflow) => {
    const { group, "cancel-in-progress": cancel } = concurrencyOf(workflow.content.concurrency);
    return asksSomebody(workflow) || (group !== undefined && cancel !== undefined) ? [] : ["concurrency"];
  },

  // GitHub gives a group to a run or job before it asks for approval, and takes it back when that has ended
  "nothing that waits for a person keeps others waiting": (workflow) => [
    ...(asksSomebody(workflow) && workflow.content.concurrency !== undefined ? ["concurrency"] : []),
    ...jobsOf(workflow).flatMap(([id, job]) => (job.environment && job["concurrency"] !== undefined ? [id] : [])),
  ],

  // GitHub makes that many jobs of a matrix at a time, and asks for each that it makes after somebody has answered
  "a matrix of jobs asks for one approval": (workflow) =>
    jobsOf(workflow).flatMap(([id, { environment, strategy }]) =>
      environment && strategy?.["max-parallel"] !== undefined ? [id] : [],
    ),

  "nothing that changes something is cancelled half-way": (workflow) => [
    ...(mayCancel(workflow.content.concurrency) && !mayBeCancelled.includes(workflow.content.name ?? "")
      ? ["concurrency"]
      : []),
    ...jobsOf(workflow).flatMap(([id, job]) => (mayCancel(job["concurrency"]) ? [id] : [])),
  ],

  // whatever else is asked from a script is asked by the command line, which gives it a deadline
  "a script that fetches by itself ends soon": (workflow) =>
    stepsOf(workflow).flatMap(([id, step]) =>
      /\bterraform\b.* init\b|(?:^|[|;&(] *|\s)(?:gh|curl|wget|aws) /m.test(step.run ?? "") &&
      !(Number(step["timeout-minutes"]) <= 10)
        ? [id]
        : [],
    ),

  "every job ends": (workflow) =>
    jobsOf(workflow).flatMap(([id, job]) => (typeof job["timeout-minutes"] === "number" ? [] : [id])),

  "credentials outlive their job": (workflow) =>
    jobsOf(workflow).flatMap(([id, job]) =>
      (job.steps ?? []).some(
        (step) =>
          isUse(step, "aws-actions/configure-aws-credentials") &&
          !(Number(step.with?.["role-duration-seconds"]) > Number(job["timeout-minutes"]) * 60),
      )
        ? [id]
        : [],
    ),

  "the runner does not change by itself": (workflow) =>
    jobsOf(workflow).flatMap(([id, job]) => (job["runs-on"] === "ubuntu-24.04" ? [] : [id])),

  "no failure is passed over": ({ text }) => text.split("\n").filter((line) => line.includes("continue-on-error")),

  "one job of a matrix does not end the others": (workflow) =>
    jobsOf(workflow).flatMap(([id, { strategy }]) => (strategy && strategy["fail-fast"] !== false ? [id] : [])),

  "an artifact can be uploaded again when a job runs again": (workflow) =>
    stepsOf(workflow).flatMap(([id, step]) =>
      isUse(step, "actions/upload-artifact") && step.with?.["overwrite"] !== true ? [id] : [],
    ),

  "an artifact comes from a job that is waited for": (workflow) =>
    jobsOf(workflow).flatMap(([id, job]) => {
      const waitedFor = [...ancestors(id, workflow)].flatMap((one) => workflow.content.jobs?.[one]?.steps ?? []);
      const names = waitedFor
        .filter((step) => isUse(step, "actions/upload-artifact"))
        .map((step) => stem(step.with?.["name"]));
      return (job.steps ?? []).flatMap((step) =>
        isUse(step, "actions/download-artifact") && !names.includes(stem(step.with?.["name"] ?? step.with?.["pattern"]))
          ? [`${id}: ${step.with?.["name"] ?? step.with?.["pattern"]}`]
          : [],
      );
    }),

  "what pull requests start has one gate that always comes": (workflow) => {
    const { content } = workflow;
    if (!content.on || !("pull_request" in content.on)) return [];
    const gate = content.jobs?.[`${content.name}-gate`];
    const others = jobsOf(workflow)
      .map(([id]) => id)
      .filter((id) => id !== `${content.name}-gate`);
    const isSound =
      gate?.if === "always()" &&
      JSON.stringify(gate.permissions) === "{}" &&
      JSON.stringify([...(gate.needs ?? [])].sort()) === JSON.stringify(others.sort());
    return isSound ? [] : [`${content.name}-gate`];
  },
};

/** Whether the command line is called once, and takes the place of the step's shell. */
const endsAsCommandLine = (run: string) =>
  callsIn(run).length === 1 &&
  /^exec node --import tsx src\/cli\.ts [^;&|<>]+$/.test(inOneLine(run).trim().split("\n").at(-1) ?? "");

/** Whether somebody may have to approve a job of it. */
const asksSomebody = (workflow: Workflow) => jobsOf(workflow).some(([, { environment }]) => environment !== undefined);

interface Concurrency {
  readonly group?: string;
  readonly "cancel-in-progress"?: unknown;
}

const concurrencyOf = (value: unknown): Concurrency =>
  typeof value === "object" && value !== null ? (value as Concurrency) : {};

const mayCancel = (concurrency: unknown) => (concurrencyOf(concurrency)["cancel-in-progress"] ?? false) !== false;

const writesOf = ({ permissions }: Job) =>
  Object.entries(permissions ?? {}).flatMap(([name, level]) => (level === "write" ? [name] : []));

const stepsOf = (workflow: Workflow): readonly (readonly [string, Step])[] =>
  jobsOf(workflow).flatMap(([id, { steps }]) => (steps ?? []).map((step) => [id, step] as const));

const isUse = ({ uses }: Step, action: string) => uses?.startsWith(`${action}@`) ?? false;
const isCache = (step: Step) => step.uses?.startsWith("actions/cache") ?? false;
const isProviderCache = ({ if: condition, with: inputs }: Step) =>
  condition === "hashFiles('.terraform.lock.hcl') != ''" &&
  inputs?.["path"] === "~/.terraform.d/plugins" &&
  inputs["key"] === "terraform-providers-${{ hashFiles('.terraform.lock.hcl') }}" &&
  inputs["restore-keys"] === undefined;

const usesIn = (text: string) =>
  [...text.matchAll(/^ *(?:- )?(?:&\S+\s+)?uses: (\S+)(?: # (\S+))?/gm)].map(([, uses = "", comment]) => ({
    uses,
    sha: /@([0-9a-f]{40})$/.exec(uses)?.[1],
    comment,
  }));

const metadataOf = (sha: string) =>
  JSON.parse(readFileSync(`test/workflows/actions/${sha}.json`, "utf8")) as { action: string; version: string };

function ancestors(id: string, workflow: Workflow): ReadonlySet<string> {
  const needs = workflow.content.jobs?.[id]?.needs ?? [];
  return new Set(needs.flatMap((one) => [one, ...ancestors(one, workflow)]));
}

/** What the names of a matrix's artifacts and the pattern that finds them have in common. */
const stem = (name: unknown) => String(name).replace(/(\$\{\{.*|\*)$/, "");
