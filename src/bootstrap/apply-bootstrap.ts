import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Environment } from "../delivery/terraform/offline-environment.ts";
import type { PlanJson } from "../delivery/terraform/plan-json.ts";
import { adoptable } from "./adoptable.ts";
import { nextStep } from "./next-step.ts";
import { planLines } from "./plan-text.ts";
import { remoteState, type StatePlace } from "./remote-state.ts";
import { StackTerraform } from "./stack-terraform.ts";
import { WorkFolder } from "./work-folder.ts";

export interface BootstrapRun {
  /** The synthesized stack. */
  readonly stackFile: string;
  readonly lockFile: string;
  readonly workFolder: string;
  readonly owner: { readonly partition: string; readonly accountId: string };
  readonly env: Environment;
  readonly say: (...lines: readonly string[]) => void;
  /** Whether the person agrees to what was said last. */
  readonly agrees: () => Promise<boolean>;
}

/**
 * Applies the bootstrap stack and brings its state into the bucket that it makes. Interrupted anywhere, the next run
 * goes on; with nothing left to do it changes nothing.
 *
 * @returns whether everything is in place; `false`: the person did not agree
 */
export async function applyBootstrap(run: BootstrapRun): Promise<boolean> {
  const work = new WorkFolder(run.workFolder);
  const place = await statePlace(run.stackFile);
  if (work.unsaved) {
    throw new Error(
      `got a state that could not be written in ${work.unsaved}; use \`terraform -chdir=${work.path} state push errored.tfstate\`, remove the file, then bootstrap again`,
    );
  }
  await work.prepare(run.stackFile, run.lockFile);
  const left = {
    local: await work.localState(),
    remote: await remoteState(place),
    isInterrupted: await work.isInterrupted(),
  };
  const next = nextStep(left, { bucket: place.bucket, folder: work.path });
  if (next.step === "stop") throw new Error(next.why);

  const terraform = new StackTerraform(work.path, run.env);
  if (next.step !== "apply locally, then migrate") {
    if (next.step !== "apply remotely") await work.dropLocalState();
    run.say(`state: s3://${place.bucket}/${place.key}`);
    await terraform.run("init", "-input=false", "-reconfigure");
    return planAndApply(run, work, terraform);
  }

  run.say(
    left.local
      ? "going on with the state of an earlier run"
      : "first run: the state stays here until its bucket exists",
  );
  await work.useLocalState();
  await terraform.run("init", "-input=false", "-reconfigure");
  if (!(await planAndApply(run, work, terraform))) return false;
  await migrate(run, work, terraform, place);
  return true;
}

async function planAndApply(run: BootstrapRun, work: WorkFolder, terraform: StackTerraform): Promise<boolean> {
  const file = "bootstrap.tfplan";
  let plan = await terraform.plan(file);
  if (plan && (await work.isInterrupted()) && (await takeOver(plan, run, terraform))) plan = await terraform.plan(file);
  if (!plan) {
    await work.endApply();
    run.say("nothing changes");
    return true;
  }
  run.say(...planLines(plan));
  if (!(await run.agrees())) return false;
  await work.beginApply();
  await terraform.apply(file);
  await work.endApply();
  return true;
}

/** Brings what an interrupted apply has made, and not written down, into the state. @returns whether there was any */
async function takeOver(plan: PlanJson, run: BootstrapRun, terraform: StackTerraform): Promise<boolean> {
  const candidates = adoptable(plan, run.owner);
  if (candidates.length > 0) run.say("looking for what the interrupted run has made; this takes some seconds each");
  let hasAny = false;
  for (const { address, id } of candidates) {
    if (!(await terraform.import(address, id))) continue;
    run.say(`took over ${address}, which the interrupted run had made: ${id}`);
    hasAny = true;
  }
  return hasAny;
}

async function migrate(run: BootstrapRun, work: WorkFolder, terraform: StackTerraform, place: StatePlace) {
  await work.leaveLocalState();
  const before = await work.localState();
  // nobody else can hold a state of a bucket that only this one knows; a lock would only outlive a run that is killed
  await terraform.run("init", "-input=false", "-migrate-state", "-force-copy", "-lock=false");
  const after = await remoteState(place);
  if (!before || typeof after === "string" || before.some((instance) => !after.includes(instance))) {
    throw new Error(
      `got no state of this run in s3://${place.bucket}/${place.key}; it is kept in ${work.path}, use bootstrap again`,
    );
  }
  await work.dropLocalState();
  run.say(`the state is in s3://${place.bucket}/${place.key}`);
}

async function statePlace(stackFile: string): Promise<StatePlace> {
  const { terraform } = JSON.parse(await readFile(join(stackFile), "utf8")) as {
    readonly terraform: { readonly backend: { readonly s3: StatePlace } };
  };
  return terraform.backend.s3;
}
