import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { vi } from "vitest";
import { applyShard } from "../../../../src/commands/apply.ts";
import { pending } from "../../../../src/commands/pending.ts";
import { planShard } from "../../../../src/commands/plan-shard.ts";
import { heldFile } from "../../../../src/delivery/handoff/held-stacks.ts";
import { s3Store } from "../../../../src/delivery/handoff/s3-store.ts";
import type { Scope } from "../../../../src/names.ts";
import { mainAt } from "../../support/main-at.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** What a stack of the tests holds: `terraform_data`, which needs no account. */
export interface StackContent {
  readonly scope?: Scope;
  /** @default one resource with this input */
  readonly input?: string;
  /** Arguments of the resource besides. */
  readonly more?: Readonly<Record<string, unknown>>;
  readonly resources?: Readonly<Record<string, unknown>>;
  /** Tags that say nothing to these resources: another config that plans the same. */
  readonly tags?: Readonly<Record<string, string>>;
}

export const accountId = "666666666601";
export const commits = { first: "1".repeat(40), second: "2".repeat(40) };

/** A command's exit code and all that it printed. */
export interface Said {
  readonly code: number;
  readonly text: string;
}

/** A repository's synthesized stacks, its state bucket, and workflow runs over them. */
export function pipelineWorld(bucket: string, region: string) {
  const synth = join(temporaryFolder(), "synth");
  const store = s3Store({ bucket, region });
  const folders = (run: number) => {
    const base = join(synth, "..", `run-${run}`);
    return { summaries: join(base, "summaries"), results: join(base, "results") };
  };
  const tipOf = (commit: string) => mainAt(join(synth, "..", `main-${commit}`), commit);
  const environment = (run: number, commit: string) => ({
    ...process.env,
    GITHUB_RUN_ID: String(run),
    GITHUB_RUN_ATTEMPT: "1",
    GITHUB_SHA: commit,
    GITHUB_REPOSITORY: "acme/backup",
  });

  return {
    synth,
    store,
    environment,
    folders,
    reviewAll,
    /** Writes stacks as a synthesis does, in place of those before. */
    synthesize(stacks: Readonly<Record<string, StackContent>>) {
      rmSync(join(synth, "head"), { recursive: true, force: true });
      for (const [stack, content] of Object.entries(stacks)) {
        const folder = join(synth, "head", "stacks", stack);
        mkdirSync(folder, { recursive: true });
        writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(stackOf(stack, content, bucket, region), null, 2));
      }
      const manifest = Object.fromEntries(Object.keys(stacks).map((stack) => [stack, { name: stack }]));
      writeFileSync(join(synth, "head", "manifest.json"), JSON.stringify({ stacks: manifest }));
      const lock = join(synth, ".terraform.lock.hcl");
      if (!existsSync(lock)) writeFileSync(lock, emptyLock);
    },
    pending: () =>
      capture(() =>
        pending({
          head: join(synth, "head"),
          out: synth,
          maxShards: 60,
          perShard: 25,
          also: [],
          githubOutput: undefined,
        }),
      ),
    plan: (run: number, { shard = 0, save = true, commit = commits.first } = {}) =>
      capture(() => planShard({ shard, synth, out: folders(run).summaries, save, jobs: 2 }, environment(run, commit))),
    apply: (
      run: number,
      {
        shard = 0,
        scope = "app-nonprod" as string,
        commit = commits.first,
        lockTimeout = "1m",
        jobs = 2,
        plannedBy = run,
      } = {},
    ) =>
      capture(() => {
        reviewAll(folders(plannedBy).summaries);
        return applyShard(
          {
            ...{ waveScope: scope, shard, synth, jobs, lockTimeout, tip: tipOf(commit) },
            summaries: folders(plannedBy).summaries,
            out: folders(run).results,
          },
          environment(run, commit),
        );
      }),
    /** The same in a process of its own, to be interrupted or to run beside another. */
    applyInProcess(run: number, { lockTimeout = "1m", commit = commits.first } = {}) {
      reviewAll(folders(run).summaries);
      const options = {
        ...{ waveScope: "app-nonprod", shard: 0, synth, jobs: 1, lockTimeout, tip: tipOf(commit) },
        summaries: folders(run).summaries,
        out: folders(run).results,
      };
      const code = `import { applyShard } from "./src/commands/apply.ts"; process.exitCode = await applyShard(${JSON.stringify(options)});`;
      const child = spawn(process.execPath, ["--import", tsx, "--input-type=module", "-e", code], {
        env: environment(run, commit),
        stdio: ["ignore", "pipe", "ignore"],
      });
      return { child, ended: endOf(child) };
    },
    summary: (run: number, stack: string) => read(join(folders(run).summaries, `${stack}.json`)),
    editSummary(run: number, stack: string, edit: (summary: Summary) => unknown) {
      const file = join(folders(run).summaries, `${stack}.json`);
      writeFileSync(file, JSON.stringify(edit(read(file) as Summary)));
    },
    result: (run: number, stack: string) => read(join(folders(run).results, `${stack}.json`)),
    async object(key: string) {
      const text = await store.get(key);
      return text === null ? null : (JSON.parse(text.toString("utf8")) as Readonly<Record<string, unknown>>);
    },
    /** Inputs of a stack's resources, by its state; `null`: it has none. */
    async applied(stack: string, scope = "app-nonprod") {
      const state = await store.get(`state/${scope}/${stack}.tfstate`);
      if (state === null) return null;
      const { resources } = JSON.parse(state.toString("utf8")) as State;
      return resources.map(({ name, instances }) => `${name}=${instances[0]?.attributes.input?.value}`);
    },
  };
}

/** What is locked where no stack asks for a provider that is no part of Terraform. */
export const emptyLock = "# nothing to lock\n";

/** What the report writes when all was reviewed, unless a test wrote something else. */
function reviewAll(summaries: string) {
  mkdirSync(summaries, { recursive: true });
  const file = join(summaries, "held.json");
  if (!existsSync(file)) writeFileSync(file, heldFile.text({ reasons: {}, reportId: "" }));
}

export interface Summary {
  readonly planFile: { readonly key: string; readonly sha256: string };
  readonly [field: string]: unknown;
}

interface State {
  readonly resources: readonly {
    readonly name: string;
    readonly instances: readonly { readonly attributes: { readonly input?: { readonly value: string } } }[];
  }[];
}

const read = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));

const tsx = pathToFileURL(resolve("node_modules/tsx/dist/loader.mjs")).href;

function endOf(child: ChildProcess) {
  let text = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    text += chunk.toString("utf8");
  });
  return new Promise<{ readonly end: number | NodeJS.Signals | null; readonly text: string }>((ended) => {
    child.on("close", (code, signal) => ended({ end: code ?? signal, text }));
  });
}

let printing: Promise<unknown> = Promise.resolve();

/** One at a time: what two commands print at once cannot be told apart. */
function capture(work: () => Promise<number>): Promise<Said> {
  const next = printing.then(async () => {
    const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    try {
      const code = await work();
      return { code, text: write.mock.calls.map(([text]) => text).join("") };
    } finally {
      write.mockRestore();
    }
  });
  printing = next.catch(() => undefined);
  return next;
}

function stackOf(stack: string, content: StackContent, bucket: string, region: string) {
  const { scope = "app-nonprod", input = "1", more = {}, resources = { a: { input, ...more } }, tags } = content;
  return {
    terraform: {
      backend: {
        s3: {
          ...{ bucket, region, key: `state/${scope}/${stack}.tfstate`, use_lockfile: true, use_path_style: true },
          skip_credentials_validation: true,
          skip_requesting_account_id: true,
          skip_metadata_api_check: true,
        },
      },
      required_version: ">= 1.11",
      // by the name of aws, the provider that is part of Terraform: it is never asked, and takes no seconds to start
      required_providers: { aws: { source: "terraform.io/builtin/terraform" } },
    },
    provider: {
      aws: [{ alias: region, region, allowed_account_ids: [accountId], ...(tags && { default_tags: [{ tags }] }) }],
    },
    resource: { terraform_data: resources },
  };
}
