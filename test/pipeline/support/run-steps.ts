import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Contexts, evaluate, fillIn, isTruthy } from "../../workflows/support/expressions.ts";
import type { Job, Step } from "../../workflows/support/workflows.ts";
import { downloadArtifact, uploadArtifact } from "./artifacts.ts";

/** What a job finds around itself. */
export interface JobSurroundings {
  /** A new folder of its own. */
  readonly folder: string;
  readonly contexts: Contexts;
  /** Checks out the commit of the run, or a branch as it is now. @param depth 0: with all its history */
  readonly checkout: (to: string, depth: number, branch?: string) => void;
  /** Artifacts of the run, a folder each. */
  readonly artifacts: string;
  /** Called with each artifact that is uploaded, before any other job sees it. */
  readonly onUpload: (name: string, folder: string) => void;
  /** Called with the process of each `run`, which leads a group of its own. */
  readonly onSpawn: (pid: number) => void;
  /** Variables of every step. */
  readonly env: Readonly<Record<string, string>>;
  /** What a job gets that took a role in AWS. */
  readonly credentials: Readonly<Record<string, string>>;
}

export interface JobRun {
  readonly result: "success" | "failure";
  readonly outputs: Readonly<Record<string, string>>;
  /** All that its steps wrote. */
  readonly log: string;
  /** What it wrote for the run's page. */
  readonly summary: string;
  /** Role that it took in AWS; `null`: none. */
  readonly role: string | null;
}

/** Runs the steps of a job: each `run` as it is written, in Bash; what an action does is done in its place. */
export async function runSteps(job: Job, around: JobSurroundings): Promise<JobRun> {
  const workspace = join(around.folder, "workspace");
  const temp = join(around.folder, "temp");
  const files = { output: join(temp, "output"), summary: join(temp, "summary"), env: join(temp, "env") };
  for (const folder of [workspace, temp, join(around.folder, "home")]) mkdirSync(folder, { recursive: true });
  for (const file of Object.values(files)) writeFileSync(file, "");
  writeFileSync(join(temp, "event.json"), JSON.stringify((around.contexts["github"] as { event: unknown }).event));

  const steps: Record<string, { outputs: Record<string, string>; outcome: string }> = {};
  let role: string | null = null;
  let failed = false;
  let log = "";

  for (const step of job.steps ?? []) {
    const contexts = { ...around.contexts, steps, runner: { temp } };
    const status = { success: !failed, failure: failed, cancelled: false, always: true };
    if (!isTruthy(evaluate(conditionOf(step, workspace), contexts, status))) continue;

    writeFileSync(files.output, "");
    const filled = (value: unknown) => fillIn(withHashes(value, workspace), contexts);
    const stepWith = Object.fromEntries(Object.entries(step.with ?? {}).map(([key, value]) => [key, filled(value)]));
    let ok = true;
    try {
      if (step.run !== undefined) {
        const env = Object.fromEntries(
          Object.entries(step.env ?? {}).map(([key, value]) => [key, String(filled(value) ?? "")]),
        );
        const said = await bash(String(filled(step.run)), workspace, around.onSpawn, {
          ...around.env,
          ...(role === null ? {} : around.credentials),
          HOME: join(around.folder, "home"),
          RUNNER_TEMP: temp,
          GITHUB_WORKSPACE: workspace,
          GITHUB_EVENT_PATH: join(temp, "event.json"),
          GITHUB_OUTPUT: files.output,
          GITHUB_STEP_SUMMARY: files.summary,
          GITHUB_ENV: files.env,
          FAKE_PERMISSIONS: JSON.stringify(job.permissions ?? {}),
          ...env,
        });
        log += said.text;
        ok = said.code === 0;
        if (readFileSync(files.env, "utf8") !== "") throw new Error("got GITHUB_ENV written; this runner has none");
      } else {
        const took = act(step, stepWith, workspace, job, around);
        role = took ?? role;
      }
    } catch (error) {
      log += `${(error as Error).message}\n`;
      ok = false;
    }
    if (step.id !== undefined) {
      const outputs = outputsIn(readFileSync(files.output, "utf8"));
      steps[step.id] = { outputs, outcome: ok ? "success" : "failure" };
    }
    failed ||= !ok;
  }

  const contexts = { ...around.contexts, steps };
  const outputs = Object.entries(job.outputs ?? {}).map(([key, value]) => [key, String(fillIn(value, contexts) ?? "")]);
  return {
    result: failed ? "failure" : "success",
    outputs: Object.fromEntries(outputs),
    log,
    summary: readFileSync(files.summary, "utf8"),
    role,
  };
}

/** @returns the role that it took, if it is the action that takes one */
function act(
  step: Step,
  { path, name, pattern, ...given }: Readonly<Record<string, unknown>>,
  workspace: string,
  job: Job,
  { checkout, artifacts, onUpload }: JobSurroundings,
): string | undefined {
  const [action] = (step.uses ?? "").split("@");
  switch (action) {
    case "actions/checkout":
      if (job.permissions?.["contents"] !== "read") throw new Error("got a checkout without the permission to read");
      checkout(
        folderIn(workspace, path),
        given["fetch-depth"] === undefined ? 1 : Number(given["fetch-depth"]),
        given["ref"] === undefined ? undefined : String(given["ref"]),
      );
      return undefined;
    case "actions/setup-node":
    case "hashicorp/setup-terraform":
    case "actions/cache":
      return undefined;
    case "aws-actions/configure-aws-credentials": {
      const role = given["role-to-assume"];
      if (job.permissions?.["id-token"] !== "write") throw new Error("got no permission for an id token");
      if (typeof role !== "string" || role === "") throw new Error("got no role to assume");
      return role;
    }
    case "actions/upload-artifact": {
      const folder = join(artifacts, String(name));
      const paths = String(path)
        .trim()
        .split(/\s*\n\s*/);
      const isAny = uploadArtifact(folder, { workspace, paths, withHidden: given["include-hidden-files"] === true });
      if (!isAny && given["if-no-files-found"] === "error") throw new Error(`no files were found: ${path}`);
      if (isAny) onUpload(String(name), folder);
      return undefined;
    }
    case "actions/download-artifact":
      downloadArtifact(artifacts, join(workspace, String(path ?? ".")), {
        ...(name !== undefined && { name: String(name) }),
        ...(pattern !== undefined && { pattern: String(pattern) }),
      });
      return undefined;
    default:
      throw new Error(`got action ${action}; say what it does here`);
  }
}

function folderIn(workspace: string, path: unknown): string {
  const folder = join(workspace, String(path ?? "."));
  mkdirSync(folder, { recursive: true });
  return folder;
}

function conditionOf({ if: condition = "success()" }: Step, workspace: string): string {
  const bare = String(withHashes(condition, workspace))
    .trim()
    .replace(/^\$\{\{(.*)\}\}$/s, "$1");
  return /\b(?:success|failure|cancelled|always)\(\)/.test(bare) ? bare : `success() && (${bare})`;
}

/** `hashFiles` of one file, which the evaluator does not know. */
const withHashes = (value: unknown, workspace: string): unknown =>
  typeof value === "string"
    ? value.replace(/hashFiles\('([^']+)'\)/g, (_, file: string) =>
        existsSync(join(workspace, file)) ? "'of a file'" : "''",
      )
    : value;

function outputsIn(text: string): Record<string, string> {
  if (text.includes("<<")) throw new Error("got an output of several lines; this runner reads one");
  const lines = text.split("\n").filter((line) => line !== "");
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}

function bash(script: string, cwd: string, onSpawn: JobSurroundings["onSpawn"], env: Readonly<Record<string, string>>) {
  const file = join(env["RUNNER_TEMP"] ?? cwd, "script.sh");
  writeFileSync(file, script);
  return new Promise<{ readonly code: number; readonly text: string }>((resolve, reject) => {
    // as GitHub starts it for `shell: bash`
    const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", file], {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    if (child.pid !== undefined) onSpawn(child.pid);
    let text = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
    }
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, text }));
  });
}
