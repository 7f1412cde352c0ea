import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { devNull } from "node:os";
import { join } from "node:path";
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { affectedFile } from "../../../src/delivery/handoff/affected-stacks.ts";
import { writeHeld } from "../../../src/delivery/handoff/held-stacks.ts";
import { shardFile } from "../../../src/delivery/handoff/shard.ts";
import type { StackSummary } from "../../../src/delivery/handoff/stack-summary.ts";
import { parseStateLock, type StateLock } from "../../../src/delivery/unlock/state-lock.ts";
import type { Estate } from "../../../src/model.ts";
import { hubApplyRole, hubDeployPlanRole, roleArn, type Scope, stateBucket, stateKey } from "../../../src/names.ts";
import { pending } from "../../delivery/handoff/support/samples.ts";
import { mainAt } from "../../delivery/support/main-at.ts";
import { administratorOf } from "../../emulator/deploy/seed-organization.ts";
import type { StandIn } from "../../emulator/server/stand-in.ts";
import { wireClients } from "../../emulator/testing/wire-clients.ts";

type Variables = Readonly<Record<string, string>>;

/** A command's exit code, or the signal that ended it, and all that it printed. */
export interface Said {
  readonly end: number | NodeJS.Signals;
  readonly text: string;
}

/** A command under way. */
export interface Job {
  readonly pid: number;
  readonly ended: Promise<Said>;
}

export interface TrialProps {
  readonly standIn: StandIn;
  readonly estate: Estate;
  /** A folder of its own. */
  readonly folder: string;
  /** Folder with `head/`, which all trials share, and `shards/`. */
  readonly synth: string;
  /** Folder of the programs. */
  readonly programs: string;
  readonly provider: Variables;
  readonly stacks: readonly string[];
  readonly shard: number;
  readonly nextRun: () => number;
}

export const trialScope: Scope = "app-nonprod";

/** Some stacks of one wave and shard, to which something is to happen while the pipeline's own commands are at work on them. */
export class Trial {
  readonly standIn: StandIn;
  readonly estate: Estate;
  readonly stacks: readonly string[];
  readonly #props: TrialProps;
  readonly #s3: S3Client;

  constructor(props: TrialProps) {
    this.#props = props;
    this.standIn = props.standIn;
    this.estate = props.estate;
    this.stacks = props.stacks;
    const { accountId, region } = props.estate.shared;
    this.#s3 = wireClients(props.standIn.url, props.standIn.credentialsOf(administratorOf(accountId).arn), region).s3;
    mkdirSync(join(props.synth, "shards"), { recursive: true });
    const shard = { index: props.shard, scope: trialScope, wave: 2, stacks: props.stacks };
    writeFileSync(join(props.synth, "shards", `${props.shard}.json`), shardFile.text(shard));
    // of what the ledger has of a stack nothing is known, which every trial may share
    writeFileSync(join(props.synth, "pending.json"), affectedFile.text({ ...pending, since: {} }));
  }

  accountOf(stack: string): string {
    const account = this.estate.accounts.find(({ name }) => stack === `app-${name}`);
    if (!account) throw new Error(`got no account of ${stack}`);
    return account.accountId;
  }

  /** Plans by a new run, whose report is accepted. */
  async plan(variables: Variables = {}): Promise<Said & { readonly run: number }> {
    const { synth, shard, nextRun } = this.#props;
    const run = nextRun();
    const { summaries } = this.#foldersOf(run);
    await writeHeld(summaries, { reasons: {}, reportId: "" });
    const args = ["plan", "--shard", String(shard), "--synth", synth, "--out", summaries, "--save", "--jobs", "1"];
    return { run, ...(await this.#start(run, cli, args, hubDeployPlanRole, variables).ended) };
  }

  /** What a run has planned of a stack. */
  planned(run: number, stack = this.#first()): StackSummary {
    return JSON.parse(readFileSync(join(this.#foldersOf(run).summaries, `${stack}.json`), "utf8")) as StackSummary;
  }

  apply(run: number, variables: Variables = {}): Promise<Said> {
    return this.startApply(run, variables).ended;
  }

  startApply(run: number, variables: Variables = {}): Job {
    const { synth, shard } = this.#props;
    const { summaries, results } = this.#foldersOf(run);
    const tip = mainAt(join(this.#props.folder, `main-${run}`), commitOf(run));
    const args = ["apply", "--wave-scope", trialScope, "--shard", String(shard), "--synth", synth];
    return this.#start(
      run,
      cli,
      [...args, "--summaries", summaries, "--tip", tip, "--out", results, "--jobs", "1"],
      hubApplyRole(trialScope),
      variables,
    );
  }

  /** The same, but it waits for a state that is locked for one second, not for ten minutes. */
  applyWithoutPatience(run: number): Promise<Said> {
    const { synth, shard } = this.#props;
    const { summaries, results } = this.#foldersOf(run);
    const tip = mainAt(join(this.#props.folder, `main-${run}`), commitOf(run));
    const options = { waveScope: trialScope, shard, synth, summaries, tip, out: results, jobs: 1, lockTimeout: "1s" };
    return this.#start(run, impatientApply, [JSON.stringify(options)], hubApplyRole(trialScope), {}).ended;
  }

  /** @param args of the command `unlock`, besides the stack */
  unlock(stack: string, ...args: readonly string[]): Promise<Said> {
    const command = ["unlock", "--stack", stack, "--head", join(this.#props.synth, "head"), ...args];
    return this.#start(this.#props.nextRun(), cli, command, hubApplyRole(trialScope), {}).ended;
  }

  /** Who holds the state of a stack. */
  async lock(stack = this.#first()): Promise<StateLock | null> {
    const text = await this.object(`${stateKey(trialScope, stack)}.tflock`);
    return text === null ? null : parseStateLock(text);
  }

  /** What is merged and not applied, of the trial's stacks. */
  async pending(): Promise<readonly string[]> {
    const { folder, synth, nextRun } = this.#props;
    const run = nextRun();
    const out = join(folder, `pending-${run}`);
    const args = ["pending", "--head", join(synth, "head"), "--out", out];
    const said = await this.#start(run, cli, args, hubDeployPlanRole, {}).ended;
    if (said.end !== 0) throw new Error(said.text);
    const { reasons } = JSON.parse(readFileSync(join(out, "pending.json"), "utf8")) as { readonly reasons: Variables };
    return this.stacks.filter((stack) => stack in reasons);
  }

  /** An object of the state bucket. */
  async object(key: string): Promise<string | null> {
    try {
      const { Body } = await this.#s3.send(new GetObjectCommand({ Bucket: stateBucket(this.estate), Key: key }));
      return (await Body?.transformToString()) ?? "";
    } catch (error) {
      if (error instanceof Error && error.name === "NoSuchKey") return null;
      throw error;
    }
  }

  /** A stack as it is synthesized. */
  synthesized(stack: string): string {
    return readFileSync(join(this.#props.synth, "head/stacks", stack, "cdk.tf.json"), "utf8");
  }

  #first(): string {
    return this.stacks[0] ?? "";
  }

  #foldersOf(run: number) {
    const base = join(this.#props.folder, `run-${run}`);
    return { summaries: join(base, "summaries"), results: join(base, "results") };
  }

  #start(run: number, program: string, args: readonly string[], role: string, variables: Variables): Job {
    const { standIn, estate, folder, programs, provider } = this.#props;
    const hub = estate.shared.accountId;
    const { AWS_DEFAULT_REGION: _, ...credentials } = standIn.env(roleArn(estate, hub, role));
    mkdirSync(join(folder, "tmp"), { recursive: true });
    const child = spawn(process.execPath, ["--no-warnings", join(programs, program), ...args], {
      env: {
        PATH: process.env["PATH"] ?? "",
        HOME: folder,
        // what a killed run leaves goes with the trial
        TMPDIR: join(folder, "tmp"),
        AWS_CONFIG_FILE: devNull,
        AWS_SHARED_CREDENTIALS_FILE: devNull,
        GITHUB_RUN_ID: String(run),
        GITHUB_RUN_ATTEMPT: "1",
        GITHUB_SHA: commitOf(run),
        GITHUB_REPOSITORY: estate.pipeline.repository,
        ...provider,
        ...credentials,
        ...variables,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    // 0 would be this process and all that it has started
    if (child.pid === undefined) throw new Error(`got no process of ${program}`);
    return { pid: child.pid, ended: endOf(child) };
  }
}

export const programFiles = ["src/cli.ts", "test/faults/support/impatient-apply.ts"] as const;
const [cli, impatientApply] = programFiles.map((file) => file.replace(/\.ts$/, ".mjs")) as [string, string];

function endOf(child: ChildProcess): Promise<Said> {
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
    });
  }
  return new Promise((ended, failed) => {
    child.on("error", failed);
    child.on("close", (code, signal) => ended({ end: code ?? signal ?? 1, text }));
  });
}

const commitOf = (run: number) => String(run).padStart(40, "0");
