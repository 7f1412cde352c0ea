import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { s3Store } from "../../../src/delivery/handoff/s3-store.ts";
import { didNothing, explainFailure, explainLock } from "../../../src/delivery/terraform/explain-failure.ts";
import { pipelineEnvironment } from "../../../src/delivery/terraform/pipeline-environment.ts";
import { findProviderMirror, mirrorConfig } from "../../../src/delivery/terraform/provider-mirror.ts";
import { runTerraform, saidBy } from "../../../src/delivery/terraform/terraform.ts";
import { missingTerraformTools } from "../../support/terraform-tools.ts";
import { missingPipelineTools, useMoto } from "../run/support/moto.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { editZip } from "./support/edit-zip.ts";
import { refusingServer } from "./support/refusing-server.ts";

const missing = (await missingTerraformTools()) ?? (await missingPipelineTools());
const source = "registry.terraform.io/hashicorp/aws";
const place = { stack: "app-a", scope: "app-nonprod", accountId: "666666666601" } as const;
const lockText = ".terraform.lock.hcl";
const cache = `.terraform/providers/${source}/5.100.0`;

/** A mirror with one package a version, each of its own bytes. */
async function mirrorWith(versions: readonly string[]): Promise<string> {
  const mirror = await findProviderMirror();
  const folder = temporaryFolder();
  const [own = ""] = readdirSync(join(mirror?.folder ?? "", source));
  for (const version of versions) {
    const to = join(folder, source, version);
    cpSync(join(mirror?.folder ?? "", source, own), to, { recursive: true });
    const [platform = ""] = readdirSync(to);
    writeFileSync(join(to, platform, "of.txt"), version);
  }
  return folder;
}

interface World {
  readonly resource?: object;
  readonly provider?: object;
  readonly required?: object;
  readonly versions?: readonly string[];
}
const builtIn = { terraform: { source: "terraform.io/builtin/terraform" } };
const data = { terraform_data: { a: { input: "1" } } };
const offline = {
  ...{ access_key: "offline", secret_key: "offline", skip_credentials_validation: true },
  ...{ skip_requesting_account_id: true, skip_metadata_api_check: "true" },
};
const withAws = {
  required: { aws: { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" } },
  provider: { aws: [{ region: "eu-west-2", ...offline }] },
  // one with the provider in its hands, and one that is done without it
  resource: { ...data, aws_backup_vault: { v: { name: "lockstep-local" } } },
  versions: ["5.100.0"],
} as const;

/** A stack whose plan is made, in a folder of its own, with its state in a bucket. */
async function planned(bucket: string, { resource = data, provider, required = builtIn, versions = [] }: World = {}) {
  const folder = temporaryFolder();
  const mirror = versions.length > 0 ? await mirrorWith(versions) : "";
  const settings = join(temporaryFolder(), "mirror.tfrc");
  writeFileSync(settings, mirrorConfig(mirror === "" ? folder : mirror));
  const env = {
    ...pipelineEnvironment(process.env),
    ...{ TF_CLI_CONFIG_FILE: settings, AWS_MAX_ATTEMPTS: "1" },
  };
  const backend = {
    ...{ bucket, key: "app-a", region: "eu-west-2", use_lockfile: true, use_path_style: true },
    ...{ skip_credentials_validation: true, skip_requesting_account_id: true, skip_metadata_api_check: true },
    max_retries: 1,
  };
  const terraform = { backend: { s3: backend }, required_providers: required };
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify({ terraform, resource, ...(provider && { provider }) }));
  let elsewhere = {};
  const run = (command: string, ...args: readonly string[]) =>
    runTerraform([command, "-input=false", "-no-color", ...args], { folder, env: { ...env, ...elsewhere } });
  const good = async (command: string, ...args: readonly string[]) => {
    const ended = await run(command, ...args);
    if (ended.end !== 0) throw new Error(saidBy(ended));
  };
  const at = (name: string) => join(folder, name);
  await good("init");
  await good("plan", "-out=plan.tfplan");
  return {
    states: s3Store({ bucket, region: "eu-west-2" }),
    mirror,
    at,
    good,
    run,
    /** From now on there is another S3. */
    moveTo(url: string) {
      elsewhere = { AWS_ENDPOINT_URL_S3: url };
    },
    /** What an operator is told of an apply that must fail, up to its end in Terraform's own words. */
    async applied() {
      const ended = await run("apply", "-lock-timeout=0s", "plan.tfplan");
      expect(ended.end).toBe(1);
      const failed = { said: saidBy({ ...ended, stdout: "" }), progress: ended.stdout };
      return { means: explainFailure(failed, place).split("\n")[0], nothing: didNothing(failed), failed };
    },
    /** The same of an init. */
    async init() {
      rmSync(at(".terraform"), { recursive: true });
      const ended = await run("init", "-lockfile=readonly");
      expect(ended.end).toBe(1);
      return explainLock(saidBy({ ...ended, stdout: "" }))?.split(";")[0];
    },
  };
}

const told = (means: string) => ({ means: expect.stringMatching(`^${means}`) as unknown as string, nothing: true });

describe.skipIf(missing)("an apply that the real Terraform ends before its first change", () => {
  const moto = useMoto();

  test.each<readonly [what: string, means: string, spoil: (world: Awaited<ReturnType<typeof planned>>) => unknown]>([
    [
      "of another version of Terraform",
      "got a plan that another Terraform made; nothing was changed: ",
      ({ at }) => {
        const edit = (text: Buffer) =>
          Buffer.from(text.toString("latin1").replace(/\d+\.\d+\.\d+/, "1.10.9"), "latin1");
        writeFileSync(at("plan.tfplan"), editZip(readFileSync(at("plan.tfplan")), "tfplan", edit));
      },
    ],
    [
      "that is no plan",
      "got a plan that Terraform cannot read; nothing was changed: ",
      ({ at }) => writeFileSync(at("plan.tfplan"), "cut off"),
    ],
    [
      "whose plan is broken",
      "got a plan that Terraform cannot read; nothing was changed: ",
      ({ at }) => {
        const broken = editZip(readFileSync(at("plan.tfplan")), "tfplan", () => Buffer.from([255, 255]));
        writeFileSync(at("plan.tfplan"), broken);
      },
    ],
    [
      "whose snapshot of the state is broken",
      "got a plan that Terraform cannot read; nothing was changed: ",
      ({ at }) => {
        const broken = editZip(readFileSync(at("plan.tfplan")), "tfstate", () => Buffer.from("{"));
        writeFileSync(at("plan.tfplan"), broken);
      },
    ],
    ["of a state that was changed since", "got a stale plan: ", async ({ good }) => good("apply", "-auto-approve")],
    [
      "of another state",
      "got a plan of another state, which somebody has put another in the place of; nothing was changed: ",
      async ({ states, good }) => {
        await good("apply", "-auto-approve");
        await good("plan", "-replace=terraform_data.a", "-out=plan.tfplan");
        const state = JSON.parse(String(await states.get("app-a")));
        await states.put("app-a", JSON.stringify({ ...state, lineage: "11111111-2222-3333-4444-555555555555" }));
      },
    ],
    [
      "of a state that is cut off",
      "got no way to read the state; nothing was changed: ",
      ({ states }) => states.put("app-a", '{"version":'),
    ],
    [
      "of a state that only a newer Terraform reads",
      "got no way to read the state; nothing was changed: ",
      ({ states }) => states.put("app-a", '{"version":5,"terraform_version":"9.9.9"}'),
    ],
    [
      "where the bucket gives nothing out",
      "got no way to read the state; nothing was changed: ",
      ({ moveTo }) => moveTo("http://127.0.0.1:9"),
    ],
    [
      "where the bucket takes no lock",
      "got no lock of the state, which another run may have let go of just then; nothing was changed: ",
      async ({ moveTo }) => moveTo(await refusingServer()),
    ],
    [
      "where somebody holds the lock",
      "got a locked state: somebody holds lock 4711 since 2026-\\S+ \\S+ \\S+ UTC \\(OperationTypeApply\\); nothing was changed",
      ({ states }) => {
        const lock = { ID: "4711", Who: "somebody", Operation: "OperationTypeApply", Created: "2026-11-30T00:00:00Z" };
        return states.put("app-a.tflock", JSON.stringify(lock));
      },
    ],
  ])("%s", async (what, means, spoil) => {
    const world = await planned(await moto.bucket());
    await spoil(world);

    const { failed, ...came } = await world.applied();

    expect([what, failed.said, came]).toEqual([what, failed.said, told(means)]);
  });

  test.each<readonly [what: string, means: string, spoil: (world: Awaited<ReturnType<typeof planned>>) => unknown]>([
    [
      "by another release of a provider than planned it",
      "got a plan made with other providers than those that would apply it; nothing was changed: ",
      async ({ at, mirror, good }) => {
        cpSync(join(mirror, source, "5.100.0"), join(mirror, source, "5.101.0"), { recursive: true });
        unlinkSync(at(lockText));
        await good("init");
      },
    ],
    [
      "by another package of the same release",
      "got a plan made with other providers than those that would apply it; nothing was changed: ",
      ({ at }) => writeFileSync(at(lockText), `${readFileSync(at(lockText), "utf8").replace('"h1:', '"h1:a=", "h1:')}`),
    ],
    [
      "whose lock file is gone",
      "got a plan made with other providers than those that would apply it; nothing was changed: ",
      ({ at }) => unlinkSync(at(lockText)),
    ],
    [
      "whose provider is gone",
      "got another provider than init has just installed; nothing was changed: ",
      ({ at }) => rmSync(at(cache), { recursive: true }),
    ],
    [
      "whose provider was put in another's place",
      "got another provider than init has just installed; nothing was changed: ",
      ({ at }) => {
        const [platform = ""] = readdirSync(at(cache));
        rmSync(join(at(cache), platform), { recursive: true });
        mkdirSync(join(at(cache), platform));
        writeFileSync(join(at(cache), platform, "terraform-provider-aws_v5.100.0_x5"), "#!/bin/sh\n");
        chmodSync(join(at(cache), platform, "terraform-provider-aws_v5.100.0_x5"), 0o755);
      },
    ],
  ])("%s", async (what, means, spoil) => {
    const world = await planned(await moto.bucket(), withAws);
    await spoil(world);

    const { failed, ...came } = await world.applied();

    expect([what, failed.said, came]).toEqual([what, failed.said, told(means)]);
    expect(await world.states.list("")).toEqual([]);
  });

  test("whose provider does not start", async () => {
    const { at, mirror, applied } = await planned(await moto.bucket(), withAws);
    const [platform = ""] = readdirSync(at(cache));
    const [program = ""] = readdirSync(join(mirror, source, "5.100.0", platform)).filter((name) => name !== "of.txt");
    // without a checksum any package passes
    const open = readFileSync(at(lockText), "utf8").replace(/ {2}hashes = \[[^\]]*\]\n/, "");
    writeFileSync(at(lockText), open);
    const edited = editZip(readFileSync(at("plan.tfplan")), lockText, () => Buffer.from(open));
    writeFileSync(at("plan.tfplan"), edited);
    writeFileSync(join(mirror, source, "5.100.0", platform, program), "#!/bin/sh\nexit 1\n");

    const { failed, ...came } = await applied();

    expect([failed.said, came]).toEqual([
      failed.said,
      told("got a provider that does not start; nothing was changed: "),
    ]);
  });
});

describe.skipIf(missing)("an init that the real Terraform ends by its lock file", () => {
  const moto = useMoto();

  test.each<readonly [what: string, means: string, spoil: (lock: string) => string]>([
    ["that knows no provider", "got a lock file without the provider that the stacks ask for", () => "# nothing\n"],
    [
      "that knows another provider besides",
      "got a lock file without the provider that the stacks ask for",
      (lock) => `${lock}${lock.replace("/aws", "/time")}`,
    ],
    [
      "of a release that the stacks do not take",
      "got a lock file without the provider that the stacks ask for",
      (lock) => lock.replace('"5.100.0"', '"5.99.0"'),
    ],
    [
      "of another package",
      "got a provider that the lock file has no checksum of",
      (lock) => lock.replace(/h1:[^"]{9}/, "h1:AAAAAAAAA"),
    ],
    [
      "of a release that there is no more",
      "got a provider version in the lock file that is not to be had any more",
      (lock) => lock.replace('"5.100.0"', '"5.105.0"'),
    ],
    ["that is cut off", "got a lock file that cannot be read", () => 'provider "registry'],
  ])("%s", async (_, means, spoil) => {
    const { at, init } = await planned(await moto.bucket(), withAws);
    writeFileSync(at(lockText), spoil(readFileSync(at(lockText), "utf8")));

    expect(await init()).toBe(means);
  });
});
