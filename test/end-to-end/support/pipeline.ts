import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { agreementFile, agreementName } from "../../../src/delivery/handoff/agreement.ts";
import { reviewedFile, reviewedName } from "../../../src/delivery/handoff/reviewed.ts";
import type { StackResult } from "../../../src/delivery/handoff/stack-result.ts";
import type { StackSummary } from "../../../src/delivery/handoff/stack-summary.ts";
import type { ApplyJob } from "../../../src/delivery/report/waves-to-apply.ts";
import { mapConcurrently } from "../../../src/map-concurrently.ts";
import type { Estate } from "../../../src/model.ts";
import type { Scope } from "../../../src/names.ts";
import { synthesize } from "../../../src/synthesize.ts";
import { mainAt } from "../../delivery/support/main-at.ts";
import type { LoggedRequest } from "../../emulator/server/request-log.ts";
import type { StandIn } from "../../emulator/server/stand-in.ts";
import { type PlannedChange, TerraformStack } from "../../emulator/testing/terraform-stack.ts";
import { bundleOf } from "../../support/bundle.ts";
import { lockOfMirror } from "../../support/lock-of-mirror.ts";
import { type Credentials, hubRoles } from "./hub-roles.ts";
import { lightProvider } from "./light-provider.ts";
import { noteAsApplied } from "./note-as-applied.ts";
import { runCommand, type Said } from "./run-command.ts";
import { makeStatePlace } from "./state-place.ts";

type Variables = Readonly<Record<string, string>>;

export interface Deployment {
  /** What each stack that was planned would change, by stack. */
  readonly plans: ReadonlyMap<string, StackSummary>;
  /** Why stacks are not applied, once somebody has accepted the report. */
  readonly held: Readonly<Record<string, string>>;
  /** Why each of them waits before that. */
  readonly heldAtFirst: Readonly<Record<string, string>>;
  /** What became of each stack, wave by wave. */
  readonly results: readonly StackResult[];
  /** What was asked of AWS while it planned, and while it applied. */
  readonly planning: readonly LoggedRequest[];
  readonly applying: readonly LoggedRequest[];
}

export interface Dispatched extends Pick<Deployment, "plans" | "held" | "results"> {
  readonly reportId: string;
  /** What people read. */
  readonly report: string;
}

/** An entry of `allowances.yaml`. */
export interface Allowed {
  readonly stack: string;
  readonly address: string;
  /** Id of the guard's rule. */
  readonly action: string;
}

/**
 * The workflows `deploy` and `retire` on AWS over the wire: the commands that their jobs run, each with the role that its
 * job takes by GitHub's token, and nothing else to tell them where AWS is but environment variables.
 */
export function usePipeline(standIn: () => StandIn, estate: Estate) {
  const programs = () => bundleOf("src/cli.ts");
  const take = hubRoles(standIn, estate);
  let folder = "";
  let provider: Variables = {};
  let runs = 0;

  beforeAll(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "pipeline-")));
    provider = await lightProvider(folder);
    mkdirSync(synth(), { recursive: true });
    writeFileSync(join(synth(), ".terraform.lock.hcl"), await lockOfMirror());
    await makeStatePlace(standIn(), estate);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const synth = () => join(folder, "synth");
  const stackFile = (stack: string) => join(synth(), "head/stacks", stack, "cdk.tf.json");

  /** What a job's programs see of the machine. */
  const machine = (run: number): Variables => ({
    PATH: process.env["PATH"] ?? "",
    HOME: folder,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: "true",
    GITHUB_RUN_ID: String(run),
    GITHUB_RUN_ATTEMPT: "1",
    GITHUB_SHA: commitOf(run),
    GITHUB_REPOSITORY: estate.pipeline.repository,
    ...provider,
  });

  /** `npm run -s lockstep -- …` */
  function lockstep(run: number, args: readonly string[], more: Variables = {}): Promise<Said> {
    return runCommand(join(programs(), "cli.mjs"), args, { env: { ...machine(run), ...more } });
  }

  async function good(run: number, args: readonly string[], more: Variables = {}): Promise<string> {
    const { code, text } = await lockstep(run, args, more);
    if (code !== 0) throw new Error(`lockstep ${args[0]}: ${text}`);
    return text;
  }

  /** Writes what is merged. @param edits of a stack's JSON, which no synthesis writes */
  function merge(merged: Estate, edits: Readonly<Record<string, (text: string) => string>> = {}): void {
    mkdirSync(synth(), { recursive: true });
    synthesize(merged, join(synth(), "head"));
    for (const [stack, edit] of Object.entries(edits)) {
      writeFileSync(stackFile(stack), edit(readFileSync(stackFile(stack), "utf8")));
    }
  }

  /** Jobs `pending` and `plan`. @param stacks to be planned whatever the ledger says, separated by commas */
  async function plan(run: number, stacks = ""): Promise<ReadonlyMap<string, StackSummary>> {
    const role = await take.deployPlan();
    const at = (name: string) => join(synth(), name);
    await good(run, ["pending", "--head", at("head"), "--out", synth(), "--also", stacks], role);
    const shards = readdirSync(at("shards")).map((file) => file.replace(".json", ""));
    const summaries = join(folder, `summaries-${run}`);
    mkdirSync(summaries);
    await mapConcurrently(shards, 2, (shard) =>
      lockstep(run, ["plan", "--shard", shard, "--synth", synth(), "--out", summaries, "--save", "--jobs", "2"], role),
    );
    return resultsIn<StackSummary>(summaries);
  }

  /** A config folder as far as `report` reads it. */
  function configWith(allowed: readonly Allowed[]): string {
    const config = join(folder, "config");
    mkdirSync(config, { recursive: true });
    const expires = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
    const entries = allowed.map((one) => ({ ...one, reason: "it is meant", expires }));
    // JSON is YAML
    writeFileSync(join(config, "allowances.yaml"), JSON.stringify(entries));
    return config;
  }

  /** Job `report`. @returns what it tells the jobs after it */
  async function report(run: number, accept: string, allowed: readonly Allowed[] = []) {
    const [summaries, reviewed, output] = ["summaries", "reviewed", "output"].map((name) =>
      join(folder, `${name}-${run}`),
    ) as [string, string, string];
    await reviewedFile.write(join(reviewed, reviewedName), { commit: "", digests: [], why: "a dispatch" });
    // somebody else accepts
    const agreement = { environments: [], branch: true, reasons: {}, alone: "" };
    await agreementFile.write(join(reviewed, agreementName), agreement);
    rmSync(output, { force: true });
    const pending = join(synth(), "pending.json");
    const [from, to] = [
      ["--summaries", summaries, "--reviewed", reviewed],
      ["--out", join(folder, `report-${run}`)],
    ];
    await good(
      run,
      ["report", "--config", configWith(allowed), "--affected", pending, ...from, "--accept", accept, ...to],
      { GITHUB_OUTPUT: output },
    );
    const outputs = Object.fromEntries(
      readFileSync(output, "utf8")
        .trim()
        .split("\n")
        .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
    ) as Variables;
    const held = readFileSync(join(folder, `report-${run}`, "held.json"), "utf8");
    return {
      outputs,
      id: outputs["report-id"] ?? "",
      held,
      reasons: (JSON.parse(held) as { readonly reasons: Variables }).reasons,
    };
  }

  /** Jobs of one wave. @returns whether they all ended well */
  async function wave(run: number, jobs: readonly ApplyJob[], results: StackResult[]): Promise<boolean> {
    const tip = mainAt(join(folder, `main-${run}`), commitOf(run));
    const codes = await mapConcurrently(jobs, 4, async ({ scope, shard }) => {
      const out = join(folder, `results-${run}-${shard}`);
      const args = ["--wave-scope", scope, "--shard", String(shard), "--synth", synth(), "--out", out, "--jobs", "5"];
      const role = await take.apply(scope as Scope);
      const { code, text } = await lockstep(
        run,
        ["apply", ...args, "--summaries", join(folder, `summaries-${run}`), "--tip", tip],
        role,
      );
      if (!existsSync(out)) throw new Error(`lockstep apply: ${text}`);
      results.push(...resultsIn<StackResult>(out).values());
      return code;
    });
    return codes.every((code) => code === 0);
  }

  /** Wave by wave; one with failures stops those after it. */
  async function waves(run: number, outputs: Variables): Promise<readonly StackResult[]> {
    const results: StackResult[] = [];
    for (const number of [1, 2, 3, 4, 5]) {
      const jobs = JSON.parse(outputs[`wave-${number}`] ?? "[]") as readonly ApplyJob[];
      if (!(await wave(run, jobs, results))) break;
    }
    return results;
  }

  return {
    take,
    /** Any command. */
    lockstep: (args: readonly string[], role: Credentials) => lockstep(++runs, args, role),
    head: () => join(synth(), "head"),
    merge,

    /** As if these stacks had been applied by an earlier run, as they are synthesized. */
    noteAsApplied: (stacks: readonly string[]) =>
      noteAsApplied(standIn(), estate, new Map(stacks.map((stack) => [stack, readFileSync(stackFile(stack), "utf8")]))),

    /**
     * Plans what is merged and not applied, has somebody accept the report, and applies it wave by wave.
     *
     * @param allowed what `allowances.yaml` is to let pass, after a report without it
     */
    async deploy(allowed: readonly Allowed[] = []): Promise<Deployment> {
      const run = ++runs;
      const log = standIn().log;
      const begun = log.all().length;
      const plans = await plan(run);
      const planned = log.all().length;
      const first = await report(run, "");
      const shown = allowed.length === 0 ? first : await report(run, "", allowed);
      const accepted = await report(run, shown.id, allowed);
      writeFileSync(join(folder, `summaries-${run}`, "held.json"), accepted.held);
      const results = await waves(run, accepted.outputs);
      return {
        plans,
        heldAtFirst: first.reasons,
        held: accepted.reasons,
        results,
        planning: log.all().slice(begun, planned),
        applying: log.all().slice(planned),
      };
    },

    /**
     * The workflow `deploy`, as somebody dispatches it.
     *
     * @param accept id of a report of an earlier run; empty: none
     */
    async dispatch({ stacks = "", accept = "" }): Promise<Dispatched> {
      const run = ++runs;
      const plans = await plan(run, stacks);
      const { id, held, reasons, outputs } = await report(run, accept);
      writeFileSync(join(folder, `summaries-${run}`, "held.json"), held);
      const results = await waves(run, outputs);
      const text = readFileSync(join(folder, `report-${run}`, "comment.md"), "utf8");
      return { plans, held: reasons, results, reportId: id, report: text };
    },

    /** Plans what is merged and not applied, and says what of it the guard would stop. */
    async review(): Promise<Pick<Deployment, "plans" | "held">> {
      const run = ++runs;
      const plans = await plan(run);
      const { id } = await report(run, "");
      return { plans, held: (await report(run, id)).reasons };
    },

    /** What Terraform would do to a stack as it is merged, by the role of pull requests. */
    async left(stack: string): Promise<readonly PlannedChange[]> {
      const terraform = await this.terraform(stack, await take.plan());
      return terraform.plan("-lock=false").finally(() => terraform.remove());
    },

    /** Terraform by hand, on a stack as it is merged. */
    async terraform(stack: string, role: Credentials, edit = (text: string) => text): Promise<TerraformStack> {
      const own = mkdtempSync(join(folder, `${stack}-`));
      const text = edit(readFileSync(stackFile(stack), "utf8"));
      const terraform = await TerraformStack.in(own, text, { ...role, ...provider });
      await terraform.init();
      return terraform;
    },
  };
}

/** What lies in a folder a stack each. */
function resultsIn<T extends { readonly stack: string }>(folder: string): ReadonlyMap<string, T> {
  const files = readdirSync(folder).filter((file) => file.endsWith(".json") && file !== "held.json");
  const all = files.map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as T);
  return new Map(all.sort((a, b) => (a.stack < b.stack ? -1 : 1)).map((one) => [one.stack, one]));
}

const commitOf = (run: number) => String(run).padStart(40, "0");
