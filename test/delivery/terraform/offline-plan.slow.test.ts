import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test, vi } from "vitest";
import { planOffline } from "../../../src/delivery/terraform/offline-plan.ts";
import { fakeTerraform } from "../support/fake-terraform.ts";
import { writeStacks } from "../support/synthesized-folder.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

function setup(does?: string) {
  const folder = temporaryFolder();
  const tmp = join(folder, "tmp");
  mkdirSync(tmp);
  vi.stubEnv("TMPDIR", tmp);
  onTestFinished(() => void vi.unstubAllEnvs());
  const outdir = writeStacks(join(folder, "out"), { shared: {}, "central-prod": {}, "app-payments": {} });
  return { folder, tmp, outdir, ...fakeTerraform(folder, does) };
}

/** What `ps` says of a process: empty when it is gone, `Z` when it is dead and nobody has asked about it yet. */
const stateOf = (process: string) =>
  spawnSync("ps", ["-o", "stat=", "-p", process], { encoding: "utf8" }).stdout.trim().slice(0, 1);

const planned = (stack: string) => ({ stack, outcome: "planned", add: 1, change: 0, remove: 0 });

test("plans every stack, in the order of the manifest", async () => {
  const { outdir, env } = setup();

  expect(await planOffline({ outdir, env })).toEqual([
    planned("shared"),
    planned("central-prod"),
    planned("app-payments"),
  ]);
});

test("plans the stacks it is asked to, and no other", async () => {
  const { outdir, env } = setup();

  expect(await planOffline({ outdir, env, stacks: ["app-payments"] })).toEqual([planned("app-payments")]);
  expect(await planOffline({ outdir, env, stacks: [] })).toEqual([]);
});

test("initializes without the backend, validates, then plans each", async () => {
  const { outdir, env, calls } = setup();

  await planOffline({ outdir, env, stacks: ["shared"] });

  expect(
    calls()
      .match(/(?<=^call ).*$/gm)
      ?.map((call) => call.replace(/-chdir=\S+\/stacks\//, "in ")),
  ).toEqual([
    "version -json",
    "in shared init -backend=false -input=false -no-color",
    "in shared validate -no-color",
    "in shared plan -input=false -json -no-color",
  ]);
});

test("tells of each stack as it is done, with the names of all", async () => {
  const { outdir, env } = setup('  *shared*init*) until grep -q "app-payments plan" "$CALLS"; do sleep 0.02; done ;;');
  const told: unknown[] = [];

  await planOffline({ outdir, env, jobs: 2, onStack: (plan, names) => told.push([plan.stack, names.length]) });

  expect(told).toEqual([
    ["central-prod", 3],
    ["app-payments", 3],
    ["shared", 3],
  ]);
});

test.each(["init", "validate", "plan"] as const)("goes on with the others when one fails at %s", async (step) => {
  const { outdir, env } = setup(`  *shared*${step}*) echo 'Error: all of it' >&2; exit 1 ;;`);

  expect(await planOffline({ outdir, env, jobs: 1 })).toEqual([
    { stack: "shared", outcome: "failed", step, output: "Error: all of it" },
    planned("central-prod"),
    planned("app-payments"),
  ]);
});

test("takes a failed plan for failed, although Terraform counts its changes", async () => {
  const { outdir, env } = setup(
    `  *plan*) echo '{"type":"change_summary","changes":{"add":1,"change":0,"remove":0}}'; exit 1 ;;`,
  );

  expect(await planOffline({ outdir, env, stacks: ["shared"] })).toEqual([
    { stack: "shared", outcome: "failed", step: "plan", output: "exit code 1" },
  ]);
});

test("gives terraform none of the caller's AWS credentials", async () => {
  const { outdir, env, calls } = setup();

  await planOffline({ outdir, env: { ...env, AWS_ACCESS_KEY_ID: "AKIAREAL", AWS_PROFILE: "prod" } });

  expect(calls()).not.toMatch(/AKIAREAL|AWS_PROFILE/);
});

test("validates what will be applied and plans the copy, without state and locks of the folder", async () => {
  const { folder, outdir, env } = setup(
    '  *validate*) cp -a "${1#-chdir=}" "$HOME/validated" ;;\n' +
      '  *plan*) cp -a "${1#-chdir=}" "$HOME/planned"; echo \'{"type":"change_summary","changes":{"add":1}}\' ;;',
  );
  const original = readFileSync(join(outdir, "stacks/shared/cdk.tf.json"), "utf8");
  mkdirSync(join(outdir, "stacks/shared/assets"));
  for (const file of ["assets/policy.json", ".terraform.lock.hcl", "terraform.tfstate"]) {
    writeFileSync(join(outdir, "stacks/shared", file), "{}");
  }

  await planOffline({ outdir, env, stacks: ["shared"] });

  expect(readFileSync(join(folder, "validated/cdk.tf.json"), "utf8")).toBe(original);
  expect(readFileSync(join(folder, "planned/cdk.tf.json"), "utf8")).toContain('"skip_credentials_validation": true');
  expect(readdirSync(join(folder, "planned"), { recursive: true }).sort()).toEqual([
    "assets",
    "assets/policy.json",
    "cdk.tf.json",
  ]);
});

test("leaves nothing behind and does not write to the synthesized folder", async () => {
  const { outdir, tmp, env } = setup('  *shared*init*) mkdir "${1#-chdir=}/.terraform"; exit 1 ;;');
  const before = readdirSync(outdir, { recursive: true });

  await planOffline({ outdir, env });

  expect(readdirSync(tmp)).toEqual([]);
  expect(readdirSync(outdir, { recursive: true })).toEqual(before);
});

test("leaves nothing behind when it can't go on", async () => {
  const { outdir, tmp, env } = setup();
  writeFileSync(join(outdir, "stacks/central-prod/cdk.tf.json"), "{");

  await expect(planOffline({ outdir, env })).rejects.toThrow(SyntaxError);
  expect(readdirSync(tmp)).toEqual([]);
});

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "on %s ends terraform and its providers and cleans up",
  { timeout: 30_000 },
  async (signal) => {
    const { folder, outdir, tmp, env } = setup('  *init*) sleep 60 & echo $! >"$HOME/provider"; wait ;;');
    const program = fileURLToPath(import.meta.resolve("../support/plan-until-interrupted.ts"));
    const run = spawn(process.execPath, ["--import", "tsx", program, outdir], { env: { ...env, TMPDIR: tmp } });
    await vi.waitFor(() => expect(existsSync(join(folder, "provider"))).toBe(true), { timeout: 20_000 });
    const provider = await vi.waitUntil(() => readFileSync(join(folder, "provider"), "utf8").trim());

    run.kill(signal);
    const [, endedBy] = await once(run, "exit");

    expect(endedBy).toBe(signal);
    expect(readdirSync(tmp).filter((name) => name.startsWith("lockstep-"))).toEqual([]);
    await vi.waitFor(() => expect(stateOf(provider)).toMatch(/^Z?$/));
  },
);

test("says what to install when there is no terraform", async () => {
  const { outdir, tmp } = setup();

  await expect(planOffline({ outdir, env: { PATH: tmp } })).rejects.toThrow("got no terraform on the PATH; install");
});

test("names the stack that may be meant when there is none of that name", async () => {
  const { outdir, env } = setup();

  await expect(planOffline({ outdir, env, stacks: ["app-paymnts"] })).rejects.toThrow(
    'no stack named "app-paymnts"; did you mean app-payments?',
  );
});

test.each([0, 1.5, Number.NaN])("refuses %d jobs", async (jobs) => {
  const { outdir, env } = setup();

  await expect(planOffline({ outdir, env, jobs })).rejects.toThrow(`got ${jobs} jobs; use a whole number from 1`);
});
