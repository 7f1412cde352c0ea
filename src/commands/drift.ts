import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { removedProblems } from "../delivery/affected/removed-problems.ts";
import { carriedFindings } from "../delivery/drift/carried-findings.ts";
import { driftDashboard } from "../delivery/drift/drift-dashboard.ts";
import { dueStacks } from "../delivery/drift/due-stacks.ts";
import { judgeStacks, mergeFindings } from "../delivery/drift/judge-stacks.ts";
import { nothingLeft } from "../delivery/drift/nothing-left.ts";
import { affectedFile } from "../delivery/handoff/affected-stacks.ts";
import { findingsIn } from "../delivery/handoff/drift-findings.ts";
import { s3Store } from "../delivery/handoff/s3-store.ts";
import { readShards } from "../delivery/handoff/shard.ts";
import { readSummaries } from "../delivery/handoff/stack-summary.ts";
import { pendingStacks } from "../delivery/ledger/pending-stacks.ts";
import { readHead } from "../delivery/ledger/read-head.ts";
import { readLedger } from "../delivery/ledger/read-ledger.ts";
import { unfinishedStacks } from "../delivery/ledger/unfinished-stacks.ts";
import { strangeKeyLines } from "../delivery/report/strange-keys.ts";
import { readLock } from "../delivery/stack/read-lock.ts";
import type { Environment } from "../delivery/terraform/offline-environment.ts";
import { planShard } from "./plan-shard.ts";
import { print } from "./print.ts";
import { shard } from "./shard.ts";

export interface DriftSelectOptions {
  /** Synthesized folder of what is merged; the lock file is looked for beside it. */
  readonly head: string;
  /** Folder that gets `drift.json` and `shards/<index>.json`. */
  readonly out: string;
  /** In so many hours every stack has its turn. */
  readonly hoursPerRound: number;
  /** Whether all stacks are looked at, whosever turn it is. */
  readonly all: boolean;
  readonly maxShards: number;
  readonly perShard: number;
  /** `GITHUB_OUTPUT`; `undefined`: not in a workflow. */
  readonly githubOutput: string | undefined;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/** Writes, as shards, the stacks whose turn it is to be looked at. @returns the exit code. */
export async function driftSelect(options: DriftSelectOptions, env: Environment = process.env): Promise<number> {
  const { out, hoursPerRound, all, maxShards, perShard, githubOutput, nowMs } = options;
  const { head, ledger, pending } = await readEstate(options.head, env);
  const turn = all ? null : { hour: Math.floor(nowMs / 3_600_000), hoursPerRound };
  const due = dueStacks(head.stacks, ledger, pending.reasons, turn);

  const file = join(out, "drift.json");
  const nothing = { added: [], retiring: [], removed: [], moved: [], reasons: {} };
  await affectedFile.write(file, { ...pending, ...nothing, changed: due });
  print(
    `${due.length} of ${head.stacks.length} stacks are to be looked at${all ? "" : `: every stack has its turn once in ${hoursPerRound} hours`}`,
  );
  return shard(file, { max: maxShards, perShard, out: join(out, "shards"), githubOutput });
}

export interface DriftDetectOptions {
  readonly shard: number;
  /** Folder with `head/`, `shards/` and, when the repository has one, `.terraform.lock.hcl`. */
  readonly synth: string;
  /** Folder that gets a summary a stack. */
  readonly out: string;
  readonly jobs: number | undefined;
}

/**
 * Plans the stacks of a shard without locking their state or keeping the plans. @returns the exit code: 0 also when a
 * stack could not be planned, which `drift report` tells.
 */
export async function driftDetect(options: DriftDetectOptions, env: Environment = process.env): Promise<number> {
  await planShard({ ...options, save: false }, env);
  return 0;
}

export interface DriftReportOptions {
  readonly head: string;
  /** Folder of the shards that `drift select` wrote. */
  readonly shards: string;
  /** Folder of the summaries that `drift detect` wrote; it may be missing when there were no shards. */
  readonly summaries: string;
  /** File that gets the text of the issue; it is empty when nothing is wrong. */
  readonly out: string;
  /** File that gets what the issue says while it is closed; `undefined`: none does. */
  readonly closed?: string | undefined;
  /** File with the issue's text as it is, which may be missing or empty: what earlier runs found stays in it. */
  readonly previous: string | undefined;
  /** Whether something wrong is an exit code of 1, not only a text. */
  readonly strict: boolean;
  readonly nowMs: number;
}

/** Says what has drifted, is pending or could not be looked at. @returns the exit code. */
export async function driftReport(options: DriftReportOptions, env: Environment = process.env): Promise<number> {
  const { head, ledger, pending } = await readEstate(options.head, env);
  const scopes = await readShards(options.shards);
  const due = scopes.flatMap(({ scope, stacks }) => stacks.map((stack) => ({ stack, scope })));
  const summaries = due.length === 0 ? [] : await readSummaries(options.summaries);
  const seenAt = new Date(options.nowMs).toISOString();
  const { judgements, findings } = judgeStacks(due, summaries, pending.reasons, seenAt);

  const previous = await textOf(options.previous);
  const earlier = findingsIn(previous);
  const looked = new Set(due.map(({ stack }) => stack));
  const synthesized = new Set(head.stacks.map(({ affected }) => affected.stack));
  const carried = carriedFindings(
    earlier ?? [],
    looked,
    ledger.filter(({ stack }) => synthesized.has(stack)),
    pending.reasons,
  );
  const notes = strangeKeyLines(summaries);
  const text = driftDashboard({
    notes,
    findings: mergeFindings([...findings, ...carried]),
    pending: pending.reasons,
    removed: removedProblems(pending),
  });
  await mkdir(dirname(options.out), { recursive: true });
  await writeFile(options.out, text);
  if (options.closed !== undefined) await writeFile(options.closed, nothingLeft(seenAt));

  const told = judgements.filter(({ class: cls }) => cls !== "clean");
  print(...told.map(({ stack, class: cls, words }) => `${stack}: ${cls}: ${words}`));
  print(...notes);
  if (previous.trim() !== "" && !earlier) {
    print("what earlier runs found could not be read in the issue's text; it is found again when its turn comes");
  }
  const number = (cls: string) => judgements.filter((judgement) => judgement.class === cls).length;
  const fromEarlier = new Set(carried.flatMap(({ place }) => Object.keys(place.stacks))).size;
  print(
    `looked at ${judgements.length}: ${number("clean")} clean, ${number("drift")} drifted, ${number("not-ready")} not ready, ${number("error")} with errors; ${fromEarlier} still open from earlier runs, ${Object.keys(pending.reasons).length} pending`,
  );
  return options.strict && text !== "" ? 1 : 0;
}

async function readEstate(folder: string, env: Environment) {
  const head = await readHead(folder, await readLock(dirname(folder)));
  const store = s3Store(head.bucket, env);
  const ledger = await readLedger(store);
  const unfinished = await unfinishedStacks(store);
  return { head, ledger, pending: pendingStacks(head.stacks, ledger, { ...head, unfinished }) };
}

async function textOf(file: string | undefined): Promise<string> {
  if (file === undefined) return "";
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
}
