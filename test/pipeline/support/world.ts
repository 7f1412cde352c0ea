import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, onTestFailed } from "vitest";
import { s3Store } from "../../../src/delivery/handoff/s3-store.ts";
import { sha256 } from "../../../src/delivery/stack/sha256.ts";
import { findProviderMirror } from "../../../src/delivery/terraform/provider-mirror.ts";
import { missingPipelineTools, useMoto } from "../../delivery/run/support/moto.ts";
import { bundler } from "../../support/bundle.ts";
import { lightTerraform } from "../../support/light-terraform.ts";
import { lockOfMirror } from "../../support/lock-of-mirror.ts";
import { missingTerraformTools } from "../../support/terraform-tools.ts";
import { dispatch, events, type GitHubEvent } from "../../workflows/support/events.ts";
import { workflow } from "../../workflows/support/workflows.ts";
import { cancelStep, killGroup } from "./cancel-step.ts";
import { emulated, type RealTypes } from "./emulate.ts";
import { author, fakeGithub } from "./fake-github.ts";
import { type Edits, type GitRepository, gitRepository } from "./git-repository.ts";
import { type Ran, type Runners, runnersIn, runWorkflow } from "./run-workflow.ts";
import { repositoryName, stateBucket } from "./small-estate.ts";

export interface Pull {
  readonly number: number;
  readonly head: string;
  readonly merge: string;
  readonly name: string;
  /** Its plan. */
  readonly plan: Ran;
}

const region = "eu-west-2";

/**
 * What has to be installed before the workflows can be run; `undefined` when nothing has to.
 *
 * @throws with `CI` set, where a skipped test would prove nothing
 */
export async function missingTools(): Promise<string | undefined> {
  const missing = (await missingTerraformTools()) ?? (await missingPipelineTools());
  if (missing || (await findProviderMirror())?.unpacked) return missing;
  if (process.env["CI"]) throw new Error(noUnpackedMirror);
  console.warn(`tests that run the workflows are skipped: ${noUnpackedMirror}`);
  return noUnpackedMirror;
}

const noUnpackedMirror =
  "got no unpacked AWS provider; set TF_PLUGIN_MIRROR to the .terraform/providers of a folder that was initialized";

/** A repository on GitHub, its state in S3, and its workflows: for the tests of a file, which run in order. */
export function useWorld(files: Edits) {
  useMoto();
  let folder = "";
  let git: GitRepository;
  let github: ReturnType<typeof fakeGithub>;
  let runners: Runners;
  let lastStep = 0;
  let runs = 0;
  let pulls = 0;
  /** Variables of the repository besides roles and Region. */
  let vars: Readonly<Record<string, string>> = {};
  /** Types that stay what they are, by stack. */
  let real: Readonly<Record<string, RealTypes>> = {};
  /** Stacks whose applies the tests can stop or let fail. */
  let switched: readonly string[] = [];

  beforeAll(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "pipeline-")));
    git = gitRepository(join(folder, "repository"), { ...files, ".terraform.lock.hcl": await lockOfMirror() });
    runners = runnersIn(join(folder, "runners"), git.takeBack);
    github = fakeGithub(join(folder, "github"));
    await makeTools(folder);
    const s3 = new S3Client({ region, endpoint: process.env["AWS_ENDPOINT_URL_S3"] ?? "", forcePathStyle: true });
    await s3.send(
      new CreateBucketCommand({ Bucket: stateBucket, CreateBucketConfiguration: { LocationConstraint: region } }),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const address = () => process.env["AWS_ENDPOINT_URL_S3"] ?? "";
  const store = () => s3Store({ bucket: stateBucket, region });

  async function run(
    file: string,
    event: GitHubEvent,
    { commit, headSha = commit, branch = "main" }: { commit: string; headSha?: string; branch?: string },
    { before = {}, by }: RunOptions = {},
  ): Promise<Ran> {
    const id = ++runs;
    const { github: context } = event;
    // who dispatches has read what somebody else wrote
    const actor = by ?? (context.event_name === "workflow_dispatch" ? "grace" : author);
    const done = await runWorkflow(id, workflow(file), {
      ...{ runners, before },
      onSpawn: (pid) => {
        lastStep = pid;
      },
      event: {
        ...event,
        github: { ...context, repository: repositoryName, run_id: String(id), sha: commit, token: "token-of-the-job" },
      } as GitHubEvent,
      artifacts: github.artifactsOf(id),
      checkout: (to, depth, branch) => git.checkout(branch === undefined ? commit : git.main(), to, depth),
      ...{
        vars: { LOCKSTEP_REGION: region, ...hubRoles, ...vars },
        varsOf: (scope) => ({ LOCKSTEP_APPLY_ROLE: hub(`apply-${scope}`) }),
      },
      onUpload: (name, uploaded) => {
        if (name === "synth") emulateTree(join(uploaded, "head"));
      },
      env: {
        PATH: `${join(folder, "bin")}:${dirname(process.execPath)}:${process.env["PATH"]}`,
        LANG: "C.UTF-8",
        CI: "true",
        GITHUB_ACTIONS: "true",
        GITHUB_SHA: commit,
        GITHUB_REF: context.ref,
        GITHUB_EVENT_NAME: context.event_name,
        GITHUB_REPOSITORY: repositoryName,
        GITHUB_SERVER_URL: "https://github.com",
        GITHUB_RUN_ID: String(id),
        GITHUB_RUN_ATTEMPT: "1",
        GITHUB_ACTOR: actor,
        GITHUB_TRIGGERING_ACTOR: actor,
        FAKE_GITHUB: github.folder,
        // Terraform looks for providers there before it asks the registry
        XDG_DATA_DIRS: join(folder, "data"),
        CHECKPOINT_DISABLE: "1",
        ...lightTerraform,
        AWS_EC2_METADATA_DISABLED: "true",
        // a job without credentials that asks AWS all the same is refused at once
        AWS_ENDPOINT_URL: "http://127.0.0.1:9",
      },
      credentials: {
        AWS_ENDPOINT_URL: address(),
        AWS_ACCESS_KEY_ID: "test-key-of-nobody",
        AWS_SECRET_ACCESS_KEY: "test-secret-of-nobody",
        AWS_REGION: region,
      },
    });
    github.addRun({
      ...{ id, conclusion: done.conclusion, event: context.event_name, path: `.github/workflows/${file}` },
      ...{ head_branch: branch, head_sha: headSha },
    });
    // what a person would look at first
    for (const [job, result] of Object.entries(done.results)) {
      if (result === "failure")
        onFailure(() => console.log(`--- ${file} run ${id}, job ${job}\n${done.said(job).slice(-4000)}`));
    }
    return done;
  }

  function emulateTree(head: string) {
    for (const stack of readdirSync(join(head, "stacks"))) {
      const file = join(head, "stacks", stack, "cdk.tf.json");
      const text = emulated(readFileSync(file, "utf8"), real[stack] ?? []);
      writeFileSync(file, switched.includes(stack) ? withSwitch(text, stack) : text);
    }
  }

  /** Merges a pull request whose deploy does not get to run: it was cancelled, rejected or gave way. */
  function mergeOnly({ number, head, merge, name }: Pull): void {
    git.moveMain(merge);
    github.addMergedPull({ number, sha: head, ref: name, mergeCommit: merge, files: git.changedBy(merge) });
  }

  /** Its last resource asks the tests before it is made, whenever anything of the stack changes. */
  function withSwitch(text: string, stack: string): string {
    const json = JSON.parse(text);
    const others = Object.keys(json.resource.terraform_data).map((name) => `terraform_data.${name}`);
    json.resource.terraform_data.switch = {
      triggers_replace: sha256(text),
      depends_on: others,
      provisioner: [{ "local-exec": { command: `exec sh ${join(folder, "switch.sh")} ${stack}` } }],
    };
    return JSON.stringify(json);
  }

  return {
    get github() {
      return github;
    },
    get store() {
      return store();
    },
    get git() {
      return git;
    },
    address,
    configure(more: { vars?: typeof vars; real?: typeof real; switched?: typeof switched }) {
      ({ vars = vars, real = real, switched = switched } = more);
    },
    /** Opens a pull request and runs its plan. */
    async pull(name: string, edits: Edits, from: "here" | "fork" = "here"): Promise<Pull> {
      const number = ++pulls;
      const { head, merge } = git.branch(name, edits);
      const event = from === "fork" ? events.fork : events.pullRequest;
      const plan = await run("plan.yml", numbered(event, number), { commit: merge, headSha: head, branch: name });
      return { number, head, merge, name, plan };
    },
    /** Merges a pull request and runs what that starts. */
    merge(pull: Pull, options?: RunOptions): Promise<Ran> {
      mergeOnly(pull);
      return run("deploy.yml", events.push, { commit: pull.merge }, options);
    },
    mergeOnly,
    /** Runs the deploy of a merge again, whatever was merged since. */
    deployAgain: ({ merge }: Pull) => run("deploy.yml", events.push, { commit: merge }),
    push: (edits: Edits) => run("deploy.yml", events.push, { commit: git.push(edits) }),
    dispatch: (file: string, inputs: Readonly<Record<string, unknown>> = {}, options?: RunOptions) =>
      run(file, dispatch(inputs), { commit: git.main() }, options),
    schedule: (file: string) => run(file, events.schedule, { commit: git.main() }),

    /** Makes applies of a stack that has a switch fail, or wait and say so. */
    switch: {
      set: (stack: string, to: "fails" | "waits") => writeFileSync(join(folder, `${to}-${stack}`), ""),
      clear: (stack: string) => {
        for (const to of ["fails", "waits"]) rmSync(join(folder, `${to}-${stack}`), { force: true });
      },
      /** Waits for an apply to wait. @returns Terraform's process group */
      async reached(stack: string): Promise<number> {
        const file = join(folder, `reached-${stack}`);
        while (!existsSync(file)) await new Promise((resolved) => setTimeout(resolved, 50));
        const pid = Number(readFileSync(file, "utf8"));
        rmSync(file);
        return pid;
      },
    },

    /** As when the machine of the last step is gone: nothing of it gets to say a word. */
    killRunner(terraform: number) {
      for (const group of [lastStep, terraform]) process.kill(-group, "SIGKILL");
    },

    /** Cancels the last step. @param terraform Terraform's process group, which goes with the machine */
    async cancelStep(terraform: number): Promise<void> {
      await cancelStep(lastStep);
      killGroup(terraform);
    },

    async object(key: string): Promise<Json | null> {
      const bytes = await store().get(key);
      return bytes === null ? null : (JSON.parse(bytes.toString("utf8")) as Json);
    },
    /** Addresses in a stack's state, sorted. */
    async addresses(scope: string, stack: string): Promise<readonly string[]> {
      const bytes = await store().get(`state/${scope}/${stack}.tfstate`);
      if (bytes === null) return [];
      const { resources } = JSON.parse(bytes.toString("utf8")) as { resources: { type: string; name: string }[] };
      return resources.map(({ type, name }) => `${type}.${name}`).sort();
    },
  };
}

export interface RunOptions {
  /** Who begins it. @default who wrote everything, but for a dispatch */
  readonly by?: string;
  /** What happens in the world just before a job begins, by job. */
  readonly before?: Readonly<Record<string, () => Promise<unknown>>>;
}

export type Json = Readonly<Record<string, unknown>>;

const hub = (name: string) => `arn:aws:iam::222222222222:role/lockstep-hub-${name}`;
const hubRoles = { LOCKSTEP_PLAN_ROLE: hub("plan"), LOCKSTEP_DEPLOY_PLAN_ROLE: hub("deploy-plan") };

const numbered = (event: GitHubEvent, number: number): GitHubEvent => {
  const pull = event.github.event["pull_request"] as Json;
  return { ...event, github: { ...event.github, event: { pull_request: { ...pull, number } } } };
};

function onFailure(tell: () => void) {
  try {
    onTestFailed(tell);
  } catch {
    // not within a test, but in what goes before: always told
    tell();
  }
}

async function makeTools(folder: string) {
  const bin = join(folder, "bin");
  mkdirSync(bin);
  symlinkSync(resolve("test/pipeline/support/gh.mjs"), join(bin, "gh"));
  const command = (name: string, script: string) =>
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}`, { mode: 0o755 });
  command(
    "npm",
    `if [ "$1" = ci ]; then exec ln -sfn ${resolve("node_modules")} node_modules; fi
if [ "$1 $2" != "run -s" ]; then echo "got npm $*; say what it does here" >&2; exit 1; fi
script=$(jq -er --arg name "$3" '.scripts[$name]' package.json)
shift 3
if [ "$1" = -- ]; then shift; fi
exec sh -c "$script "'"$@"' npm "$@"
`,
  );
  // the program as one file, made once for all commits with the same code: tsx takes ten times as long to start
  const bundles = join(folder, "bundles");
  mkdirSync(bundles);
  command(
    "tsx",
    `set -e
made=${bundles}/$(git rev-parse HEAD:src HEAD:stacks | git hash-object --stdin)
if [ ! -e "$made" ]; then
  making=$(mktemp -d ${bundles}/making-XXXXXX)
  ${bundler.map((arg) => `'${arg}'`).join(" ")} --outdir="$making" "$1"
  mv "$making" "$made"
fi
program=$made/$(basename "$1" .ts).mjs
shift
exec node "$program" "$@"
`,
  );
  // steps that start Terraform become the command line
  command(
    "node",
    `if [ "$1 $2" = "--import tsx" ]; then shift 2; exec ${join(bin, "tsx")} "$@"; fi
exec '${process.execPath}' "$@"
`,
  );
  // what a workflow unpacks for all stacks, by the name that emulated stacks have for what they need instead
  command(
    "terraform",
    `if [ "$1" = -chdir=provider ]; then sed -i.orig 's#terraform.io/builtin/terraform#hashicorp/aws#' provider/main.tf.json; fi
here=\${1#-chdir=}
# what stands for a stack needs no provider, and Terraform refuses a lock file that knows more than it asks for
case "$*" in *-lockfile=readonly*) if grep -q terraform.io/builtin/terraform "$here/cdk.tf.json"; then echo "# nothing to lock" >"$here/.terraform.lock.hcl"; fi ;; esac
exec ${commandPath("terraform")} "$@"
`,
  );
  writeFileSync(
    join(folder, "switch.sh"),
    `cd "$(dirname "$0")"
if [ -e "waits-$1" ]; then ps -o pgid= -p $PPID > "reaching-$1"; mv "reaching-$1" "reached-$1"; fi
while [ -e "waits-$1" ]; do sleep 0.1; done
if [ -e "fails-$1" ]; then echo "got no quota in this Region" >&2; exit 1; fi
`,
  );
  const mirror = await findProviderMirror();
  if (!mirror?.unpacked) throw new Error(noUnpackedMirror);
  mkdirSync(join(folder, "data/terraform"), { recursive: true });
  symlinkSync(mirror.folder, join(folder, "data/terraform/plugins"));
}

const commandPath = (name: string) => execFileSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
