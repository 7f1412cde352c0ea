import { spawn } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { cancelStep, killGroup } from "../../pipeline/support/cancel-step.ts";
import { jobsOf, workflow } from "../../workflows/support/workflows.ts";
import { gateFolder, waitsAt } from "../run/support/gate-folder.ts";
import { missingPipelineTools, useMoto } from "../run/support/moto.ts";
import { commits, pipelineWorld } from "../run/support/pipeline-world.ts";
import { mainAt } from "../support/main-at.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const missing = await missingPipelineTools();

/** What the workflow runs to apply a shard, as it is written. */
function applyScript(): string {
  const [, job] = jobsOf(workflow("deploy.yml")).find(([id]) => id === "wave-2") ?? [];
  const script = job?.steps?.find(({ name }) => name === "Apply")?.run;
  if (script === undefined) throw new Error("got no step Apply");
  return script;
}

describe.skipIf(missing)("a step that applies, when its run is cancelled", () => {
  const moto = useMoto();

  test("hands it on to Terraform, which writes its state and frees the lock", async () => {
    const gate = gateFolder();
    const { synth, synthesize, pending, plan, folders, environment, store, object, reviewAll, result } = pipelineWorld(
      await moto.bucket(),
      moto.region,
    );
    const resources = { a: { input: "first" }, b: { input: "${terraform_data.a.output}", ...waitsAt(gate) } };
    synthesize({ "app-a": { resources } });
    await pending();
    await plan(1);
    const { summaries, results } = folders(1);
    reviewAll(summaries);
    const workspace = temporaryFolder();
    mkdirSync(results, { recursive: true });
    for (const [name, target] of Object.entries({
      synth,
      summaries,
      results,
      src: "src",
      node_modules: "node_modules",
    }))
      symlinkSync(resolve(target), join(workspace, name));
    symlinkSync(resolve("package.json"), join(workspace, "package.json"));
    mainAt(join(workspace, "tip"), commits.first);

    // of a file, as on GitHub, Bash does not become the last command by itself
    const script = join(workspace, "script.sh");
    writeFileSync(script, applyScript());
    const step = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", script], {
      cwd: workspace,
      env: { ...environment(1, commits.first), SCOPE: "app-nonprod", SHARD: "0" },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    let said = "";
    for (const stream of [step.stdout, step.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        said += text;
      });
    }
    const ended = new Promise((done) => step.on("close", done));
    const terraform = await gate.reached();
    onTestFinished(() => killGroup(terraform));
    await cancelStep(step.pid ?? 0);
    await ended;

    expect(said).toContain("interrupted: Terraform is asked to stop");
    expect(result(1, "app-a")).toMatchObject({
      outcome: "failed",
      message: expect.stringMatching(/^interrupted while it was applied: /),
    });
    // what was done is in the state, and nobody holds it
    expect(await object("state/app-nonprod/app-a.tfstate")).toMatchObject({
      resources: expect.arrayContaining([expect.objectContaining({ name: "a" })]),
    });
    expect(await store.list("state/")).toEqual(["state/app-nonprod/app-a.tfstate"]);
  });
});
