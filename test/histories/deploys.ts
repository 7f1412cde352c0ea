import { readAllowances } from "../../src/config/allowances.ts";
import { applyStack } from "../../src/delivery/apply/apply-stack.ts";
import type { MainTip } from "../../src/delivery/apply/main-tip.ts";
import type { TerraformApply } from "../../src/delivery/apply/terraform-apply.ts";
import { lastLook, silenceOf } from "../../src/delivery/github/last-look.ts";
import { type MergedReview, mergedReview } from "../../src/delivery/github/merged-review.ts";
import { repositoryAgreement } from "../../src/delivery/github/repository-agreement.ts";
import { reviewsSince } from "../../src/delivery/github/reviews-since.ts";
import { runsAtWork } from "../../src/delivery/github/runs-at-work.ts";
import { plainTitle, supersedeRuns } from "../../src/delivery/github/supersede-runs.ts";
import { whyNobodyElse } from "../../src/delivery/github/why-nobody-else.ts";
import { decideAll } from "../../src/delivery/guard/decide-all.ts";
import type { AffectedStacks, PendingStacks } from "../../src/delivery/handoff/affected-stacks.ts";
import type { HeldStacks } from "../../src/delivery/handoff/held-stacks.ts";
import { isTombstone, readLedgerEntry } from "../../src/delivery/handoff/ledger-entry.ts";
import type { StackResult } from "../../src/delivery/handoff/stack-result.ts";
import type { StackSummary } from "../../src/delivery/handoff/stack-summary.ts";
import { lostApply } from "../../src/delivery/ledger/lost-apply.ts";
import { pendingStacks } from "../../src/delivery/ledger/pending-stacks.ts";
import { readLedger } from "../../src/delivery/ledger/read-ledger.ts";
import { holdBack } from "../../src/delivery/report/hold-back.ts";
import { renderPending } from "../../src/delivery/report/render-results.ts";
import { changedOf } from "../../src/delivery/report/reviewed.ts";
import { type ApplyJob, wavesToApply } from "../../src/delivery/report/waves-to-apply.ts";
import { scopesBefore } from "../../src/delivery/stack/pipeline-scope.ts";
import type { TerraformRun } from "../../src/delivery/terraform/terraform.ts";
import { hasErrors } from "../../src/diagnostics/diagnostic.ts";
import { pipelineScopes, planFileKey } from "../../src/names.ts";
import { allowancesFolder } from "./allowed-once.ts";
import type { Calendar } from "./calendar.ts";
import type { Change, Cloud, Ending, Plan } from "./cloud.ts";
import type { Oracle } from "./oracle.ts";
import { type Commit, momentOf, type Pull, type Repository, repositoryName } from "./repository.ts";
import {
  accountStacks,
  hashesOf,
  headOf,
  lockHash,
  lockText,
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
  /** The day that it planned on, as YYYY-MM-DD. */
  plannedOn: string;
  /** Waves of jobs that did not end well, to be started again. */
  bad: ApplyJob[];
}

type Asked = Pick<Run, "commit" | "title"> & Partial<Pick<Run, "accept" | "also">> & { readonly by: number };

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
  readonly #calendar: Calendar;
  readonly #folder: string;
  readonly #reviews = new Map<string, Promise<MergedReview>>();

  constructor(repository: Repository, cloud: Cloud, oracle: Oracle, calendar: Calendar, folder: string) {
    this.#calendar = calendar;
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
  async planOf(pull: Pull): Promise<{ readonly summaries: readonly StackSummary[]; readonly isGreen: boolean }> {
    const tree = this.#repository.mergedTree(pull);
    const { tree: before, beside } = this.#repository.tip;
    const { allowances, lock } = this.#repository.besideWith(pull);
    const { entries, problems } = readAllowances(
      allowancesFolder(this.#folder, allowances),
      this.#calendar.today,
      allowancesFolder(this.#folder, beside.allowances),
    );
    const changed = [...tree].filter(([stack, { number }]) => before.get(stack)?.number !== number);
    const summaries = await Promise.all(
      changed.map(([stack, setting]) => this.#cloud.plan(stack, setting, lock, null)),
    );
    const decision = decideAll(affectedBy(new Map(changed)), summaries, entries, { limit });
    const isAllowed = decision.standing.length === 0 && decision.notJudged.length === 0;
    return { summaries, isGreen: isAllowed && !hasErrors(problems) };
  }

  /** `main` has a new commit. */
  pushed(commit: Commit, by: number): Promise<void> {
    return this.dispatch({ commit, title: plainTitle, by });
  }

  async dispatch({ commit, title, accept, also = [], by }: Asked): Promise<void> {
    const run: Run = {
      ...{ id: this.#repository.next(), attempt: 1, commit, title, accept, also, by: [by], status: "waiting" as const },
      ...{ pending: nothingPending, summaries: new Map<string, StackSummary>(), held: { reasons: {}, reportId: "" } },
      ...{ waves: [], results: new Map<string, StackResult>(), isBad: false, bad: [], plannedOn: "" },
    };
    this.runs.push(run);
    await this.#begin(run);
  }

  /** Somebody approves what the first job waits for; where nobody is asked, it waited for a machine. */
  async approve(run: Run, who: number, endingOf: (stack: string) => Ending): Promise<void> {
    const { approval } = this.#repository.settings;
    // GitHub goes by who began its first attempt
    if (approval === "another" && who === run.by[0]) return;
    const job = run.waves[0]?.shift();
    if (!job) throw new Error("nothing waits");
    const isGood = await this.#apply(run, job, approval === "nobody" ? null : who, endingOf);
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
    Object.assign(run, { bad: [], waves: [], plannedOn: this.#calendar.today });
    // whoever is at work has ended, as nothing here takes time
    for (const { id } of await runsAtWork(this.#gh, repositoryName, run.id))
      this.#oracle.faults.push(`run ${run.id} waits for run ${id}, which waits for a person`);
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
      const silence = silenceOf(
        "drift.yml",
        await lastLook(this.#gh, repositoryName, "drift.yml"),
        this.#calendar.nowMs,
      );
      if (silence) this.issue += `\n${silence.why}`;
    }
  }

  /** As the jobs before the first wave do. */
  async #plan(run: Run): Promise<void> {
    const { store } = this.#cloud;
    const { tree, beside } = run.commit;
    const { entries, problems } = readAllowances(
      allowancesFolder(this.#folder, beside.allowances),
      this.#calendar.today,
    );
    if (hasErrors(problems)) this.#oracle.faults.push(`run ${run.id} ends because of its allowances`);
    run.pending = pendingStacks(headOf(tree), await readLedger(store), {
      ...{ lockHash: lockHash(beside.lock), toolHash: "", also: new Set(run.also) },
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
        return this.#cloud.plan(stack, setting, beside.lock, keep);
      }),
    );
    run.summaries = new Map(summaries.map((summary) => [summary.stack, summary]));

    const sought = changedOf(summaries).map(({ stack, digest }) => ({ stack, digest, since: since[stack] }));
    const reviewed = await reviewsSince(sought, this.#repository.historyOf(run.commit.id), (id) => this.#review(id));
    const decision = decideAll(run.pending, summaries, entries, { limit, reviewed });
    const leaving = new Set(retiring.map(({ stack }) => stack));
    const set = await repositoryAgreement(this.#repository.gh, repositoryName, "main");
    const agreement = { ...set, reasons: this.#reasonsFor(run), alone: "" };
    const { held, reportId } = holdBack(summaries, decision, reviewed, agreement, run.accept, leaving);
    run.held = { reasons: Object.fromEntries(held), reportId };
    run.waves = [...wavesToApply(shards, summaries, held).values()]
      .filter((jobs) => jobs.length > 0)
      .map((jobs) => [...jobs]);

    const changes = await Promise.all(changedOf(summaries).map((summary) => this.#changeOf(summary)));
    this.#oracle.reports(reportId, changes);
  }

  /** By stack, why who accepts is not somebody else. */
  #reasonsFor({ accept, by, commit, pending }: Run): Readonly<Record<string, string>> {
    if (accept === undefined) return {};
    const starters = by.map((one) => `person-${one}`);
    const reasons = stackNames.map((stack) => {
      const changes = this.#repository.changing(stack, commit.id, pending.since[stack]?.commit);
      const authors = changes.map(({ id, authors: all }) => ({
        ...{ commit: id, pull: null, logins: all.map((one) => `person-${one}`) },
      }));
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
    const {
      serial: _,
      madeBy: __,
      ...change
    } = JSON.parse(String(await this.#cloud.store.get(planFile?.key ?? ""))) as Plan;
    return { stack, ...change };
  }

  /** As an apply job does. @returns whether it ends well */
  async #apply(
    run: Run,
    job: ApplyJob,
    approver: number | null,
    endingOf: (stack: string) => Ending,
  ): Promise<boolean> {
    const { stacks } = shards.find(({ index }) => index === job.shard) ?? { stacks: [] };
    const planned = stacks.filter((stack) => run.summaries.has(stack));
    let isGood = true;
    for (const stack of planned) {
      const ending = endingOf(stack);
      const place = { stack, scope: scopeOf(stack) };
      const before = { lost: await lostApply(this.#cloud.store, place), ...this.#cloud.of(stack) };
      const result = await this.#applyStack(run, stack, approver, ending);
      run.results.set(stack, result);
      const after = { lost: await lostApply(this.#cloud.store, place), ...this.#cloud.of(stack) };
      if (
        ending === "well" &&
        after.there === before.there &&
        after.serial === before.serial &&
        !before.lost &&
        after.lost
      )
        this.#oracle.faults.push(`${stack}: an apply that did nothing is looked for as lost`);
      if (["failed", "not-tried", "left"].includes(result.outcome)) isGood = false;
    }
    return isGood;
  }

  async #applyStack(run: Run, stack: string, approver: number | null, ending: Ending): Promise<StackResult> {
    const setting = run.commit.tree.get(stack);
    if (!setting) throw new Error(`no ${stack} in the tree`);
    const { store } = this.#cloud;
    let kept: StackResult | undefined;
    let onKilled = (_: null) => {};
    const killed = new Promise<null>((resolve) => {
      onKilled = resolve;
    });
    const apply = () =>
      applyStack(pipelineStackAt(stack, setting), {
        ...{ synth: "", summaries: "", scratch: "", env: {}, lockTimeout: "" },
        ...{ lock: lockText(run.commit.beside.lock), terraformVersion: this.#cloud.terraformVersion },
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
        terraform: () => this.#terraform(run, stack, approver, ending, () => onKilled(null)),
      });
    const toItsEnd = () => Promise.race([apply(), killed]);
    // each of its requests comes to it in turn
    const request = (run.id + stack.length) % 9;
    const ended = await (ending === "unanswered"
      ? this.#cloud.withoutAnswerTo(request, run.id % 2 === 0, toItsEnd)
      : toItsEnd());
    const entry = await readLedgerEntry(store, { stack, scope: scopeOf(stack) });
    if (entry && !("broken" in entry) && !isTombstone(entry)) this.#oracle.wasApplied(stack, entry.commit);
    if (ended) {
      const { stop: _, ...result } = ended;
      return result;
    }
    if (!kept) throw new Error("nothing says what became of an apply that was killed");
    return kept;
  }

  #terraform(run: Run, stack: string, approver: number | null, ending: Ending, onKilled: () => void): TerraformApply {
    const cloud = this.#cloud;
    const watch = (plan: Plan) => {
      const { there, known } = cloud.of(stack);
      this.#oracle.watches(
        stack,
        plan,
        { there, known },
        {
          ...{ acceptedReport: run.accept ?? null, by: run.by, approver, commit: run.commit, plannedOn: run.plannedOn },
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
    if (path.includes("/jobs?")) {
      const jobs = [
        { name: "plan", status: "completed" },
        { name: "wave-1 (shared)", status: "waiting" },
      ];
      return JSON.stringify([{ jobs }]);
    }
    if (path.includes("/workflows/drift.yml")) return JSON.stringify(this.#calendar.answer(path));
    if (/workflows\/\w+\.yml\/runs\?per_page/.test(path)) {
      const runs = waiting.map((run) => ({
        ...{ id: run.id, status: "waiting", display_title: run.title, head_sha: run.commit.id },
      }));
      return JSON.stringify({ workflow_runs: path.includes("/deploy.yml/") ? runs : [] });
    }
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
