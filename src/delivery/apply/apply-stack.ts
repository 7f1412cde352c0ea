import { join } from "node:path";
import type { PendingStacks } from "../handoff/affected-stacks.ts";
import type { GithubRun } from "../handoff/github-run.ts";
import type { HeldStacks } from "../handoff/held-stacks.ts";
import { type AppliedEntry, putLedgerEntry, readLedgerEntry } from "../handoff/ledger-entry.ts";
import type { ObjectStore } from "../handoff/object-store.ts";
import type { ApplyOutcome, StackResult } from "../handoff/stack-result.ts";
import { readSummary, type StackSummary } from "../handoff/stack-summary.ts";
import { lostApply, noteBegin, noteEnd, noteFound, noteNothingDone } from "../ledger/lost-apply.ts";
import type { IsAncestor } from "../repository/git-history.ts";
import { keyType } from "../resources/keys.ts";
import { configHash } from "../stack/config-hash.ts";
import { lockProblem } from "../stack/lock-problem.ts";
import type { PipelineStack } from "../stack/pipeline-stack.ts";
import { sha256 } from "../stack/sha256.ts";
import { type AccountReader, accountReader } from "../takeover/account-reader.ts";
import { keysMadeTwice } from "../takeover/keys-made-twice.ts";
import { didNothing, explainFailure, explainLock } from "../terraform/explain-failure.ts";
import { maskSecrets } from "../terraform/mask-secrets.ts";
import { saidBy } from "../terraform/terraform.ts";
import { isOwnPlan } from "./is-own-plan.ts";
import { leftToTip, type MainTip } from "./main-tip.ts";
import { otherTools } from "./other-tools.ts";
import { supersededBy } from "./superseded-by.ts";
import { type TerraformApply, type TerraformApplyOptions, terraformApply } from "./terraform-apply.ts";

export interface ApplyOptions extends TerraformApplyOptions {
  /** Folder with a summary a stack, as `plan` wrote it. */
  readonly summaries: string;
  /** Stacks that are not to be applied, as the report says. */
  readonly held: HeldStacks["reasons"];
  /** What the ledger had of each stack when this run planned it. */
  readonly since: PendingStacks["since"];
  readonly store: ObjectStore;
  readonly run: GithubRun;
  /** Text of the lock file; `null`: there is none, and nothing is applied. */
  readonly lock: string | null;
  readonly terraformVersion: string;
  readonly isAncestor: IsAncestor;
  /** What `main` has come to; `null`: it is at the run's commit still. */
  readonly tip: MainTip | null;
  /** Keeps a result for the case that this process is killed before it can say how it ended. */
  readonly keep: (result: StackResult) => Promise<void>;
  /** Now, as ISO 8601 in UTC. */
  readonly now: () => string;
  /**
   * Looks in the stack's account for what has no name, by the role that it is given.
   *
   * @default AWS is asked
   */
  readonly reader?: (roleArn: string | null) => AccountReader;
  /** @default the `terraform` on the PATH */
  readonly terraform?: (stack: PipelineStack, options: TerraformApplyOptions) => TerraformApply;
  /**
   * How another run that is at work on the stack is waited for.
   *
   * @default it is not
   */
  readonly patience?: Patience;
  /** @default the summaries in their folder are read */
  readonly summaryOf?: (folder: string, stack: string) => Promise<StackSummary | null>;
}

/** Two runs that are approved at one time may meet at a stack. */
export interface Patience {
  readonly wait: (milliseconds: number) => Promise<unknown>;
  readonly longestMs: number;
  /** Says that it is waited. */
  readonly say: (line: string) => void;
}

/** @property stop: something is wrong that is no matter of this stack alone; nothing else may be applied. */
export type Applied = StackResult & { readonly stop: boolean };

/**
 * Applies exactly the plan of a stack that was kept, if nothing speaks against it, and tells the ledger. Terraform's
 * apply is begun once and never again with the same plan. What fails is a result, and leaves the stack pending.
 */
export async function applyStack(stack: PipelineStack, options: ApplyOptions): Promise<Applied> {
  const { summaries, held, store, run, lock, isAncestor, env, signal, summaryOf = readSummary } = options;
  const { scope, wave } = stack.place;
  const came = (outcome: ApplyOutcome, message = "", stop = false): Applied => ({
    stack: stack.stack,
    scope,
    wave: wave ?? 0,
    outcome,
    message,
    stop,
  });

  try {
    const entry = await readLedgerEntry(store, { stack: stack.stack, scope });
    const hash = configHash(stack.json);
    const planned = { configHash: hash, lockHash: lockHash(lock), since: options.since[stack.stack] };
    const superseded = await supersededBy(entry, run.commit, planned, isAncestor);
    if (superseded !== null) return came("superseded", superseded);
    /** By another run, since. */
    const doneMeanwhile = async () => {
      const found = await readLedgerEntry(store, { stack: stack.stack, scope });
      return supersededBy(found, run.commit, planned, isAncestor);
    };
    const left = leftToTip(options.tip, stack.stack, hash);
    if (left !== null) return came("left", left);
    if (Object.hasOwn(held, stack.stack)) {
      return came(
        "held",
        "the report of this run says why, and what it takes: that somebody accepts it, that somebody else does, an allowance, or what it waits for",
      );
    }

    const plan = await summaryOf(summaries, stack.stack);
    if (plan === null) {
      return came(
        "failed",
        `got no summary of its plan (${join(summaries, stack.stack)}.json): the plan job did not finish; start the whole run again`,
      );
    }
    if (plan.scope !== scope) {
      return came("failed", `PLAN OF ANOTHER SCOPE: got ${plan.scope} for a stack of ${scope}; ${distrust}`, true);
    }
    if (plan.outcome === "not-ready") return came("not-ready", plan.error);
    if (plan.outcome === "failed")
      return came("failed", `its plan failed, so there is nothing to apply\n${plan.error}`);
    const unlocked = lockProblem(stack.json, lock);
    if (unlocked !== null) return came("failed", unlocked);
    if (plan.outcome === "unchanged") {
      if (plan.recovery) await noteFound(store, { stack: stack.stack, scope }, run, options.now(), plan.recovery.apply);
      await keepEntry(stack, plan, options);
      return came("unchanged", plan.recovery?.notes.join("\n"));
    }

    const fetched = await fetchPlan(stack, plan, options);
    if ("problem" in fetched) return came("failed", fetched.problem, fetched.stop);
    const unseen = await unseenApply(stack, plan, options);
    if (unseen !== null) return came("failed", unseen);
    const doneBefore = await doneMeanwhile();
    if (doneBefore !== null) return came("superseded", doneBefore);
    const { stop: _, ...killed } = came("failed", killedText);
    const problem = await applyPlan(stack, fetched.file, options, async () => {
      // another run may have begun in the meantime
      const begun = await unseenApply(stack, plan, options);
      if (begun === null) await options.keep(killed);
      return begun;
    });
    if (problem !== null) {
      if (signal.aborted) return came("failed", `interrupted while it was applied: ${problem.text}`);
      // it may be the other run's apply that this one was refused for
      const done = problem.isRefused && (await unseenApply(stack, plan, options)) === null && (await doneMeanwhile());
      return done ? came("superseded", done) : came("failed", problem.text);
    }
    await keepEntry(stack, plan, options);
    return came("applied", await endWell(stack, plan, options));
  } catch (error) {
    // Terraform's init, or the wait for another try of it, was ended
    const isEnded = error === signal.reason || (error instanceof Error && error.name === "AbortError");
    if (signal.aborted && isEnded) return came("not-tried", "interrupted before it was begun");
    return came("failed", maskSecrets(error instanceof Error ? error.message : String(error), env));
  }
}

type Fetched = { readonly file: Buffer } | { readonly problem: string; readonly stop: boolean };

async function fetchPlan({ stack, place }: PipelineStack, plan: StackSummary, options: ApplyOptions): Promise<Fetched> {
  const { planFile } = plan;
  if (!planFile) {
    return { problem: "got a plan that was not kept; plan it with --save, by a run of deploy", stop: false };
  }
  if (!isOwnPlan(planFile.key, stack, place.scope, options.run)) {
    return { problem: `PLAN OF ANOTHER STACK OR RUN: got ${planFile.key}; ${distrust}`, stop: true };
  }
  const file = await options.store.get(planFile.key);
  if (!file) {
    return {
      problem: `got no plan at ${planFile.key}: it has expired; push or dispatch deploy, which plans it again`,
      stop: false,
    };
  }
  const got = sha256(file);
  if (got !== planFile.sha256) {
    return {
      problem: `TAMPERED PLAN: got sha-256 ${got} at ${planFile.key} where this run planned ${planFile.sha256}; ${distrust}`,
      stop: true,
    };
  }
  const other = otherTools(planFile, { terraformVersion: options.terraformVersion, lock: options.lock ?? "" });
  return other === null ? { file } : { problem: other, stop: false };
}

const lockHash = (lock: string | null) => (lock === null ? "" : sha256(lock));

const distrust =
  "nothing was applied and the shard stops: find out who wrote it (CloudTrail of the state bucket) before anything else is deployed";

const lookEveryMs = 10_000;
// one that began earlier and has not ended is dead, or takes longer than it can be waited for
const youngMs = 30 * 60_000;

/**
 * An apply that this plan knows nothing of may have made what the plan would make again: a key has no name by which AWS
 * could refuse. One that may be at work is waited for.
 *
 * @returns why the plan is not applied; `null`: there was no such apply, or it has ended well
 */
async function unseenApply(
  { stack, place }: PipelineStack,
  { recovery }: StackSummary,
  { store, patience, now, run }: ApplyOptions,
): Promise<string | null> {
  for (let leftMs = patience?.longestMs ?? 0, isFirst = true; ; isFirst = false) {
    const lost = await lostApply(store, { stack, scope: place.scope });
    if (lost === null || lost.apply === recovery?.apply) return null;
    const by = lost.runUrl === "" ? lost.apply : `${lost.apply}, ${lost.runUrl}`;
    // an earlier attempt of this run is over
    const mayBeAtWork =
      !lost.apply.startsWith(`${run.runId}/`) && Date.parse(now()) - Date.parse(lost.beganAt) < youngMs;
    if (!patience || leftMs <= 0 || !mayBeAtWork) return unseenText(by);
    if (isFirst) patience.say(`${stack}: waiting for another apply of this stack (${by})`);
    const waitMs = Math.min(lookEveryMs, leftMs);
    await patience.wait(waitMs);
    leftMs -= waitMs;
  }
}

const unseenText = (by: string) =>
  `got another apply of this stack (${by}) that was begun after it was planned and did not end well; nothing was changed. If it is under way, wait for it; else dispatch deploy, which takes over what it has made`;

const killedText =
  "killed while it was applied, as GitHub does ten seconds after a run is cancelled. What had reached the state stands, and its lock may be left. Dispatch deploy, which plans the stack again and takes over what was made; if it says that the state is locked, run the unlock workflow";

interface Problem {
  readonly text: string;
  /** Whether Terraform's apply was begun and refused before it changed anything: another run may have been faster. */
  readonly isRefused: boolean;
}

/** @returns `null`: nothing went wrong */
async function applyPlan(
  stack: PipelineStack,
  plan: Buffer,
  options: ApplyOptions,
  onBegin: () => Promise<string | null>,
): Promise<Problem | null> {
  const { store, run, now, terraform: start = terraformApply } = options;
  const place = { stack: stack.stack, scope: stack.place.scope };
  const masked = (said: string) => maskSecrets(said, options.env);
  const terraform = start(stack, options);
  try {
    const init = await terraform.init(plan);
    if (init.end !== 0) {
      const said = masked(saidBy({ ...init, stdout: "" }));
      const text =
        explainLock(said) ??
        `got an error before it was applied; nothing was changed: mend the cause, then dispatch deploy\n${said}`;
      return { text, isRefused: false };
    }

    const begun = await onBegin();
    if (begun !== null) return { text: begun, isRefused: false };
    const before = await noteBegin(store, place, run, now(), configHash(stack.json));
    const applied = await terraform.apply();
    if (applied.end === 0) return null;
    const failed = { said: masked(saidBy({ ...applied, stdout: "" })), progress: applied.stdout };
    const isRefused = didNothing(failed);
    if (isRefused) await noteNothingDone(store, place, run, now(), before);
    return { text: explainFailure(failed, { stack: stack.stack, ...stack.place }), isRefused };
  } finally {
    await terraform.remove();
  }
}

/** Says that an apply ended well. @returns what people are to know */
async function endWell(
  stack: PipelineStack,
  { recovery, changes }: StackSummary,
  { store, run, now, reader = accountReader }: ApplyOptions,
): Promise<string> {
  const makesKeys = changes.some(({ type, actions }) => type === keyType && actions.includes("create"));
  const known = recovery?.notes ?? [];
  const useless = makesKeys ? await keysMadeTwice(stack, reader) : [];
  const arnOf = (note: string) => note.split(" ", 1)[0];
  const notes = [...known, ...useless.filter((note) => !known.some((one) => arnOf(one) === arnOf(note)))];
  try {
    await noteEnd(store, { stack: stack.stack, scope: stack.place.scope }, run, now());
    return notes.join("\n");
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return [...notes, `the next plan looks once more for what this apply has made: ${said}`].join("\n");
  }
}

/** @throws when the entry cannot be written: the stack is applied, and stays pending */
async function keepEntry(
  { stack, json, place }: PipelineStack,
  plan: StackSummary,
  options: ApplyOptions,
): Promise<void> {
  const { store, run, lock, terraformVersion, now } = options;
  const entry: AppliedEntry = {
    stack,
    scope: place.scope,
    accountId: place.accountId,
    configHash: configHash(json),
    digest: plan.digest,
    commit: run.commit,
    terraformVersion,
    lockHash: lockHash(lock),
    appliedAt: now(),
    runUrl: run.runUrl,
  };
  await putLedgerEntry(store, entry).catch((cause: Error) => {
    throw new Error(
      `it is applied, but the ledger does not know: ${cause.message}; dispatch deploy, which finds nothing to change and notes it`,
      { cause },
    );
  });
}
