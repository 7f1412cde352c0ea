import { applyStack } from "../../src/delivery/apply/apply-stack.ts";
import type { MainTip } from "../../src/delivery/apply/main-tip.ts";
import type { TerraformApply } from "../../src/delivery/apply/terraform-apply.ts";
import { type MergedReview, mergedReview } from "../../src/delivery/github/merged-review.ts";
import { reviewsSince } from "../../src/delivery/github/reviews-since.ts";
import { plainTitle, supersedeRuns } from "../../src/delivery/github/supersede-runs.ts";
import { whyNobodyElse } from "../../src/delivery/github/why-nobody-else.ts";
import { decideAll } from "../../src/delivery/guard/decide-all.ts";
import type { AffectedStacks, PendingStacks } from "../../src/delivery/handoff/affected-stacks.ts";
import type { HeldStacks } from "../../src/delivery/handoff/held-stacks.ts";
import { isTombstone, readLedgerEntry } from "../../src/delivery/handoff/ledger-entry.ts";
import type { StackResult } from "../../src/delivery/handoff/stack-result.ts";
import type { StackSummary } from "../../src/delivery/handoff/stack-summary.ts";
import { pendingStacks } from "../../src/delivery/ledger/pending-stacks.ts";
import { readLedger } from "../../src/delivery/ledger/read-ledger.ts";
import { holdBack } from "../../src/delivery/report/hold-back.ts";
import { renderPending } from "../../src/delivery/report/render-results.ts";
import { changedOf } from "../../src/delivery/report/reviewed.ts";
import { type ApplyJob, wavesToApply } from "../../src/delivery/report/waves-to-apply.ts";
import { scopesBefore } from "../../src/delivery/stack/pipeline-scope.ts";
import type { TerraformRun } from "../../src/delivery/terraform/terraform.ts";
import { pipelineScopes, planFileKey } from "../../src/names.ts";
import type { Change, Cloud, Ending, Plan } from "./cloud.ts";
import type { Oracle } from "./oracle.ts";
import { type Commit, momentOf, type Repository, repositoryName } from "./repository.ts";
import {
  accountStacks,
  hashesOf,
  headOf,
  lock,
  lockHash,
  pipelineStackAt,
  scopeOf,
  stackNames,
  type Tree,
} from "./stacks.ts";

/** A run of the deploy workflow. */
export interface Run {
  readonly id: number;
  attempt: number;
  readonly commit: Commit;
  readonly title: string;
  readonly accept: string | undefined;
  /** Stacks to be planned whatever the ledger says. */
  readonly also: readonly string[];
  /** Who began it, and who began it again. */
  readonly by: number[];
  status: "waiting" | "ended";
  pending: PendingStacks;
  summaries: ReadonlyMap<string, StackSummary>;
  held: HeldStacks;
  /** Jobs that wait for an approval, those of a wave together; the first wave is the one that waits now. */
  waves: ApplyJob[][];
  readonly results: Map<string, StackResult>;
  isBad: boolean;
  /** Waves of jobs that did not end well, to be started again. */
  bad: ApplyJob[];
}

type Asked = Pick<Run, "commit" | "title"> & Partial<Pick<Run, "accept" | "also">> & { readonly by?: number };

/** How much of the accounts may lose something at once: one of three. */
const limit = { accounts: accountStacks.length, share: 0.4 };

const shards = pipelineScopes.flatMap(({ scope, wave }, index) => {
  const stacks = stackNames.filter((stack) => scopeOf(stack) === scope);
  return stacks.length > 0 ? [{ index, scope, wave, stacks }] : [];
});

/** Deploys as GitHub runs them, each with the steps of the workflow: any number of them wait at a time. */
export class Deploys {
  /** Text of the issue that says what is left; empty: it is closed. */
  issue = "";
  readonly runs: Run[] = [];
  readonly #repository: Repository;
  readonly #cloud: Cloud;
  readonly #oracle: Oracle;
  readonly #folder: string;
  readonly #reviews = new Map<string, Promise<MergedReview>>();

  constructor(repository: Repository, cloud: Cloud, oracle: Oracle, folder: string) {
    this.#repository = repository;
    this.#cloud = cloud;
    this.#oracle = oracle;
    this.#folder = folder;
  }

  /** Those that wait for somebody's approval. */
  get waiting(): readonly Run[] {
    return this.runs.filter(({ status }) => status === "waiting");
  }

  /** What a pull request's plan shows, and whether its gate is green. */
  async planOf(tree: Tree): Promise<{ readonly summaries: readonly StackSummary[]; readonly isGreen: boolean }> {
    const before = this.#repository.tip.tree;
    const changed = [...tree].filter(([stack, { number }]) => before.get(stack)?.number !== number);
    const summaries = await Promise.all(changed.map(([stack, setting]) => this.#cloud.plan(stack, setting, null)));
    const decision = decideAll(affectedBy(new Map(changed)), summaries, [], { limit });
    return { summaries, isGreen: decision.standing.length === 0 && decision.notJudged.length === 0 };
  }

  /** `main` has a new commit. */
  pushed(commit: Commit): Promise<void> {
    return this.dispatch({ commit, title: plainTitle });
  }

  async dispatch({ commit, title, accept, also = [], by = -1 }: Asked): Promise<void> {
    const run: Run = {
      ...{ id: this.#repository.next(), attempt: 1, commit, title, accept, also, by: [by], status: "waiting" as const },
      ...{ pending: nothingPending, summaries: new Map<string, StackSummary>(), held: { reasons: {}, reportId: "" } },
      ...{ waves: [], results: new Map<string, StackResult>(), isBad: false, bad: [] },
    };
    this.runs.push(run);
    await this.#begin(run);
  }

  /** Reviewers approve what the first job waits for. */
  async approve(run: Run, endingOf: (stack: string) => Ending): Promise<void> {
    const job = run.waves[0]?.shift();
    if (!job) throw new Error("nothing waits");
    const isGood = await this.#apply(run, job, endingOf);
    if (!isGood) this.#endBadly(run, job);
    await this.#goOn(run);
  }

  async reject(run: Run): Promise<void> {
    const job = run.waves[0]?.shift();
    if (!job) throw new Error("nothing waits");
    this.#endBadly(run, job);
    await this.#goOn(run);
  }

  async cancel(run: Run): Promise<void> {
    run.bad.push(...run.waves.flat());
    run.waves = [];
    await this.#end(run);
  }

  /** @param which `failed`: jobs that did not end well, with the plans that there are; `all`: everything once more */
  async again(run: Run, which: "failed" | "all", by: number): Promise<void> {
    run.attempt += 1;
    run.by.push(by);
    run.isBad = false;
    run.status = "waiting";
    if (which === "all") return this.#begin(run);
    run.waves = byWave(run.bad.splice(0));
    if (run.waves.length === 0) await this.#end(run);
  }

  /** Plans, and sends away older runs that only wait and are of no more use. */
  async #begin(run: Run): Promise<void> {
    Object.assign(run, { bad: [], waves: [] });
    await this.#plan(run);
    await supersedeRuns(this.#gh, repositoryName, { workflow: "deploy.yml", commit: run.commit.id });
    if (run.waves.length === 0) await this.#end(run);
  }

  #endBadly(run: Run, job: ApplyJob): void {
    run.isBad = true;
    run.bad.push(job);
  }

  async #goOn(run: Run): Promise<void> {
    if (run.waves[0]?.length === 0) run.waves.shift();
    else if (run.waves.length > 0) return;
    if (run.isBad) run.bad.push(...run.waves.splice(0).flat());
    if (run.waves.length === 0) await this.#end(run);
  }

  async #end(run: Run): Promise<void> {
    run.status = "ended";
    // a run that was cancelled before it began tells nothing
    if (run.summaries.size > 0 || run.pending.unchanged > 0) {
      const { added, changed, retiring } = run.pending;
      this.issue = renderPending({
        expected: new Map([...added, ...changed, ...retiring].map(({ stack, wave }) => [stack, wave ?? 0])),
        plans: [...run.summaries.values()],
        ...{ waves: ["success", "success", "success", "success", "success"], onDispatch: false },
        results: [...run.results.values()],
        heldBack: run.held,
      });
    }
  }

  /** As the jobs before the first wave do. */
  async #plan(run: Run): Promise<void> {
    const { store } = this.#cloud;
    const { tree } = run.commit;
    run.pending = pendingStacks(headOf(tree), await readLedger(store), {
      ...{ lockHash, toolHash: "", also: new Set(run.also) },
    });
    const { added, changed, retiring, since } = run.pending;
    const summaries = await Promise.all(
      [...added, ...changed, ...retiring].map(async ({ stack }) => {
        const key = planFileKey(scopeOf(stack), String(run.id), String(run.attempt), stack);
        const keep = async (plan: Plan) => {
          await store.putNew(key, JSON.stringify(plan));
          return key;
        };
        const setting = tree.get(stack);
        if (!setting) throw new Error(`no ${stack} in the tree`);
        return this.#cloud.plan(stack, setting, keep);
      }),
    );
    run.summaries = new Map(summaries.map((summary) => [summary.stack, summary]));

    const sought = changedOf(summaries).map(({ stack, digest }) => ({ stack, digest, since: since[stack] }));
    const reviewed = await reviewsSince(sought, this.#repository.historyOf(run.commit.id), (id) => this.#review(id));
    const decision = decideAll(run.pending, summaries, [], { limit, reviewed });
    const leaving = new Set(retiring.map(({ stack }) => stack));
    const agreement = { environments: [], branch: true, reasons: this.#reasonsFor(run), alone: "" };
    const { held, reportId } = holdBack(summaries, decision, reviewed, agreement, run.accept, leaving);
    run.held = { reasons: Object.fromEntries(held), reportId };
    run.waves = [...wavesToApply(shards, summaries, held).values()]
      .filter((jobs) => jobs.length > 0)
      .map((jobs) => [...jobs]);

    const changes = await Promise.all(changedOf(summaries).map((summary) => this.#changeOf(summary)));
    this.#oracle.reports(reportId, changes);
  }

  /** As of a repository whose environments ask nobody: why who accepts is not somebody else. */
  #reasonsFor({ accept, by, commit, pending }: Run): Readonly<Record<string, string>> {
    if (accept === undefined) return {};
    const starters = by.map((one) => `person-${one}`);
    const reasons = stackNames.map((stack) => {
      const changes = this.#repository.changing(stack, commit.id, pending.since[stack]?.commit);
      const authors = changes.map(({ id, author }) => ({ commit: id, pull: null, logins: [`person-${author}`] }));
      return [stack, whyNobodyElse(starters, authors)] as const;
    });
    return Object.fromEntries(reasons.flatMap(([stack, why]) => (why === null ? [] : [[stack, why]])));
  }

  /** Once a commit: what was merged is what it was. */
  #review(commit: string): Promise<MergedReview> {
    const known = this.#reviews.get(commit) ?? mergedReview(this.#repository.gh, repositoryName, commit, this.#folder);
    this.#reviews.set(commit, known);
    return known;
  }

  async #changeOf({ stack, planFile }: StackSummary): Promise<Change> {
    const { serial: _, ...change } = JSON.parse(String(await this.#cloud.store.get(planFile?.key ?? ""))) as Plan;
    return { stack, ...change };
  }

  /** As an apply job does. @returns whether it ends well */
  async #apply(run: Run, job: ApplyJob, endingOf: (stack: string) => Ending): Promise<boolean> {
    const { stacks } = shards.find(({ index }) => index === job.shard) ?? { stacks: [] };
    const planned = stacks.filter((stack) => run.summaries.has(stack));
    let isGood = true;
    for (const stack of planned) {
      const result = await this.#applyStack(run, stack, endingOf(stack));
      run.results.set(stack, result);
      if (["failed", "not-tried", "left"].includes(result.outcome)) isGood = false;
    }
    return isGood;
  }

  async #applyStack(run: Run, stack: string, ending: Ending): Promise<StackResult> {
    const setting = run.commit.tree.get(stack);
    if (!setting) throw new Error(`no ${stack} in the tree`);
    const { store } = this.#cloud;
    let kept: StackResult | undefined;
    let onKilled = (_: null) => {};
    const killed = new Promise<null>((resolve) => {
      onKilled = resolve;
    });
    const applied = applyStack(pipelineStackAt(stack, setting), {
      ...{ synth: "", summaries: "", scratch: "", env: {}, lockTimeout: "", lock, terraformVersion: "1.11.4" },
      signal: new AbortController().signal,
      held: run.held.reasons,
      since: run.pending.since,
      store,
      run: { runId: String(run.id), attempt: String(run.attempt), commit: run.commit.id, runUrl: "" },
      isAncestor: this.#repository.isAncestor,
      tip: this.#tipFor(run),
      keep: async (result) => {
        kept = result;
      },
      now: () => momentOf(this.#repository.next()),
      reader: () => ({ keys: async () => [], policies: async () => new Map() }),
      summaryOf: async () => run.summaries.get(stack) ?? null,
      terraform: () => this.#terraform(run, stack, ending, () => onKilled(null)),
    });
    const ended = await Promise.race([applied, killed]);
    const entry = await readLedgerEntry(store, { stack, scope: scopeOf(stack) });
    if (entry && !("broken" in entry) && !isTombstone(entry)) this.#oracle.wasApplied(stack, entry.commit);
    if (ended) {
      const { stop: _, ...result } = ended;
      return result;
    }
    if (!kept) throw new Error("nothing says what became of an apply that was killed");
    return kept;
  }

  #terraform(run: Run, stack: string, ending: Ending, onKilled: () => void): TerraformApply {
    const cloud = this.#cloud;
    const watch = (plan: Plan) => {
      const { there, known } = cloud.of(stack);
      this.#oracle.watches(
        stack,
        plan,
        { there, known },
        {
          ...{ acceptedReport: run.accept ?? null, by: run.by, commit: run.commit.id },
        },
      );
      for (const missing of this.#missingFor(run, stack))
        this.#oracle.faults.push(`${stack} was applied before ${missing}`);
    };
    let file: Buffer | undefined;
    return {
      init: async (plan) => {
        file = plan;
        return { end: 0, stdout: "", stderr: "" };
      },
      apply: async () => {
        const ended = cloud.apply(stack, file ?? Buffer.from(""), ending, watch);
        if (ended !== "killed") return ended;
        onKilled();
        // nothing of the process goes on
        return new Promise<TerraformRun>(() => undefined);
      },
      remove: async () => undefined,
    };
  }

  /** What policies stand on, and what no commit since has as it is, but for accounts that leave. */
  #missingFor({ commit }: Run, stack: string): readonly string[] {
    if (!stack.startsWith("policies-")) return [];
    const needed = scopesBefore(scopeOf(stack));
    const { main } = this.#repository;
    const since = [commit, ...main.slice(main.indexOf(commit) + 1)];
    return [...commit.tree].flatMap(([other, { retired }]) => {
      const { there, isDrifted } = this.#cloud.of(other);
      const isThere = isDrifted || since.some(({ tree }) => tree.get(other)?.number === there);
      return isThere || retired || !needed.includes(scopeOf(other)) ? [] : [other];
    });
  }

  #tipFor(run: Run): MainTip | null {
    const { tip } = this.#repository;
    if (tip.id === run.commit.id) return null;
    const isSame = tip.code === run.commit.code;
    return { commit: tip.id, configHashes: isSame ? hashesOf(tip.tree) : "has other code" };
  }

  /** GitHub, as it knows of runs. */
  readonly #gh = async (args: readonly string[]): Promise<string> => {
    const path = args.find((arg) => arg.startsWith("repos/")) ?? "";
    const id = Number(/runs\/(\d+)\//.exec(path)?.[1]);
    const waiting = this.waiting.filter(({ waves }) => waves.length > 0);
    if (path.includes("/runs?status=waiting")) {
      const runs = waiting.map((run) => ({
        ...{ id: run.id, run_number: run.id, display_title: run.title, head_sha: run.commit.id, html_url: "" },
      }));
      return JSON.stringify([{ workflow_runs: runs }]);
    }
    const [, older = "", newer = ""] = /compare\/(\w+)\.\.\.(\w+)/.exec(path) ?? [];
    if (older) {
      const isBefore = await this.#repository.isAncestor(older, newer);
      return JSON.stringify({ status: isBefore ? "ahead" : "diverged" });
    }
    if (path.includes("/jobs?")) return JSON.stringify([{ jobs: [{ name: "wave", status: "waiting" }] }]);
    const run = this.runs.find((one) => one.id === id);
    if (!run || !path.endsWith("/cancel")) throw new Error(`nothing is known of ${path}`);
    await this.cancel(run);
    return "{}";
  };
}

function byWave(jobs: readonly ApplyJob[]): ApplyJob[][] {
  const waves = [...new Set(pipelineScopes.map(({ wave }) => wave))];
  const waveOf = ({ scope }: ApplyJob) => pipelineScopes.find((one) => one.scope === scope)?.wave;
  return waves.map((wave) => jobs.filter((job) => waveOf(job) === wave)).filter((some) => some.length > 0);
}

const nothingAffected: AffectedStacks = {
  ...{ added: [], changed: [], retiring: [], removed: [], moved: [], unchanged: 0, toolHash: "", toolsChanged: false },
};
const nothingPending: PendingStacks = {
  ...nothingAffected,
  ...{ toolsChanged: false, reasons: {}, released: [], since: {} },
};

const affectedBy = (tree: Tree): AffectedStacks => ({
  ...nothingAffected,
  changed: headOf(tree).map(({ affected }) => affected),
});
