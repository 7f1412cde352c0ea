import { plainTitle } from "../../src/delivery/github/supersede-runs.ts";
import { putLedgerEntry } from "../../src/delivery/handoff/ledger-entry.ts";
import { pendingStacks } from "../../src/delivery/ledger/pending-stacks.ts";
import { readLedger } from "../../src/delivery/ledger/read-ledger.ts";
import { orderProblems } from "../../src/delivery/retire/may-retire.ts";
import { policiesFor } from "../../src/delivery/stack/pipeline-scope.ts";
import { type Action, pickFrom } from "./action.ts";
import { Calendar } from "./calendar.ts";
import { Cloud, type Ending } from "./cloud.ts";
import { Deploys } from "./deploys.ts";
import { Oracle } from "./oracle.ts";
import { momentOf, type Pull, Repository } from "./repository.ts";
import type { Settings } from "./settings.ts";
import {
  accountStacks,
  headOf,
  headStackAt,
  lockHash,
  pipelineStackAt,
  type Setting,
  scopeOf,
  stackNames,
} from "./stacks.ts";

/** What comes of actions, one after the other: those that are not possible at their moment do nothing. */
export class History {
  readonly repository: Repository;
  readonly calendar = new Calendar();
  readonly cloud = new Cloud();
  readonly oracle: Oracle;
  readonly deploys: Deploys;
  /** What was done, for who reads a history that went wrong. */
  readonly told: string[] = [];

  constructor(folder: string, settings?: Settings) {
    this.repository = new Repository(settings);
    this.oracle = new Oracle(this.repository);
    this.deploys = new Deploys(this.repository, this.cloud, this.oracle, this.calendar, folder);
  }

  /** Everything is applied as the first commit has it. */
  async begin(): Promise<void> {
    const [commit, appliedAt] = [this.repository.tip, momentOf(0)];
    for (const [stack, setting] of commit.tree) {
      const { configHash, accountId } = headStackAt(stack, setting).affected;
      await putLedgerEntry(this.cloud.store, {
        ...{ stack, scope: scopeOf(stack), accountId, configHash, digest: "", commit: commit.id },
        ...{ terraformVersion: "1.11.4", lockHash: lockHash(commit.beside.lock), appliedAt, runUrl: "" },
      });
      this.oracle.wasApplied(stack, commit.id);
    }
  }

  async does(action: Action): Promise<void> {
    const { repository, deploys, cloud } = this;
    const { kind, who } = action;
    const pick = <One>(all: readonly One[]) => pickFrom(all, action.which);
    const open = repository.pulls.filter(({ merged }) => merged === null);
    const endingOf = (stack: string): Ending =>
      stackNames[action.other % stackNames.length] === stack ? action.ending : "well";
    const waiting = pick(deploys.waiting);
    const tell = (what: string) => this.told.push(`${kind}: ${what}`);

    switch (kind) {
      case "open": {
        const pull = repository.open(who, this.#settings(action), { isCode: action.isOdd });
        return void tell(describe(pull));
      }
      case "push": {
        const pull = pick(open);
        if (!pull) return;
        repository.push(pull, who, this.#settings(action));
        return void tell(describe(pull));
      }
      case "plan":
        return this.#plan(pick(open));
      case "review": {
        const pull = pick(open);
        if (!pull) return;
        repository.approve(pull, who);
        return void tell(`${pull.number} by ${who}`);
      }
      case "merge":
        return this.#merge(pick(open.filter(repository.isMergeable)), who, { deploys: !action.isOdd });
      case "whole":
        // the usual way, so that histories come far
        return this.#whole(repository.open(who, this.#settings(action)), !action.isOdd);
      case "late push": {
        const pull = repository.open(who, this.#settings(action));
        await this.#plan(pull);
        repository.approve(pull, anotherThan(who));
        repository.push(pull, who, this.#settings(action));
        tell(describe(pull));
        await this.#plan(pull);
        return this.#merge(repository.isMergeable(pull) ? pull : undefined, who, { deploys: true });
      }
      case "weaken": {
        const settings = [...this.#settings(action)].map(
          ([stack, setting]) => [stack, { ...setting, weakens: true }] as const,
        );
        const why = repository.next();
        const expires = this.calendar.dayAfter((action.other % 5) - 1);
        const allowances = action.isLoss ? [] : settings.map(([stack]) => ({ stack, expires, why }));
        return this.#whole(repository.open(who, new Map(settings), { beside: { allowances } }), !action.isOdd);
      }
      case "lock file": {
        const lock = action.isLoss || action.isOdd ? null : repository.next();
        tell(`${lock}`);
        return this.#whole(repository.open(who, this.#settings(action), { isCode: true, beside: { lock } }), true);
      }
      case "other terraform":
        cloud.terraformVersion = cloud.terraformVersion === "1.11.4" ? "1.12.1" : "1.11.4";
        return void tell(cloud.terraformVersion);
      case "time passes": {
        const hours = action.isOdd ? action.which * 12 : 1 + (action.which % 8);
        this.calendar.pass(hours);
        return void tell(`${hours} hours`);
      }
      case "schedule":
        this.calendar.isScheduleOn = action.isLoss;
        return void tell(action.isLoss ? "on" : "off");
      case "revert": {
        const last = repository.pulls.filter(({ merged }) => merged !== null).at(-1);
        const before = repository.main.at(repository.main.findIndex(({ id }) => id === last?.merged?.commit) - 1);
        if (!last || !before || before === repository.tip) return;
        const changes = [...last.changes.keys()].flatMap((stack) => {
          const setting = before.tree.get(stack);
          return setting ? [[stack, setting] as const] : [];
        });
        return void tell(describe(repository.open(who, new Map(changes))));
      }
      case "other base": {
        const pull = pick(open);
        if (!pull) return;
        pull.hadOtherBase = true;
        return void tell(`${pull.number}`);
      }
      case "push to main": {
        const tree = new Map([...repository.tip.tree, ...this.#settings(action)]);
        const commit = repository.commit(tree, [who], { isCode: action.isOdd });
        this.oracle.notes(commit.id, repository.next());
        tell(commit.id.slice(0, 5));
        return deploys.pushed(commit, who);
      }
      case "force push": {
        const before = repository.main.at(-2) ?? repository.tip;
        const commit = repository.force(action.isOdd ? before.tree : repository.tip.tree, who);
        this.oracle.notes(commit.id, repository.next());
        tell(commit.id.slice(0, 5));
        return deploys.pushed(commit, who);
      }
      case "dispatch": {
        const also = action.isOdd ? [pick(stackNames) ?? ""] : [];
        tell(also.join());
        const title = action.isOdd ? "deploy, of stacks asked for" : plainTitle;
        return deploys.dispatch({ commit: repository.tip, title, also, by: who });
      }
      case "accept": {
        const reported = pick(deploys.runs.filter(({ held }) => held.reportId !== ""));
        if (!reported) return;
        const { also, held } = reported;
        tell(`${held.reportId.slice(0, 5)} by ${who}`);
        const title = "deploy, accepting a report";
        return deploys.dispatch({ commit: repository.tip, title, also, accept: held.reportId, by: who });
      }
      case "approve":
        if (!waiting) return;
        tell(`${waiting.id}, ${action.ending}`);
        return deploys.approve(waiting, who, endingOf);
      case "reject":
        if (!waiting) return;
        tell(`${waiting.id}`);
        return deploys.reject(waiting);
      case "cancel":
        if (!waiting) return;
        tell(`${waiting.id}`);
        return deploys.cancel(waiting);
      case "run again": {
        const run = pick(deploys.runs.filter(({ status }) => status === "ended"));
        if (!run) return;
        const which = action.other % 2 === 0 ? "failed" : "all";
        tell(`${run.id}, ${which}`);
        return deploys.again(run, which, who);
      }
      case "drift": {
        const stack = pick(stackNames) ?? "";
        const before = repository.main.at(-2)?.tree.get(stack)?.number;
        const number = (action.isLoss ? before : undefined) ?? repository.next();
        cloud.drift(stack, number);
        return void tell(`${stack} to ${number}`);
      }
      case "unlock":
        return this.#unlock();
      case "close": {
        const stack = pick(accountStacks) ?? "";
        cloud.of(stack).isClosed = true;
        return void tell(stack);
      }
      case "reopen": {
        for (const stack of stackNames) cloud.of(stack).isClosed = false;
        return void tell("all");
      }
      case "leave": {
        const stack = pick(accountStacks) ?? "";
        const pull = repository.open(
          who,
          new Map([[stack, { number: repository.next(), loses: false, retired: true, weakens: false }]]),
        );
        return this.#whole(pull, true);
      }
      case "retire":
        return this.#retire(pick(accountStacks) ?? "");
    }
  }

  /**
   * What is open, waits or is broken goes on to its end, and then one more deploy is approved by all; closed accounts that
   * leave are let go of.
   */
  async settle(): Promise<void> {
    const well = (): Ending => "well";
    this.#unlock();
    const approveAll = async () => {
      for (let [run] = this.deploys.waiting; run; [run] = this.deploys.waiting)
        await this.deploys.approve(run, anotherThan(run.by[0]), well);
    };
    await approveAll();
    await this.deploys.dispatch({ commit: this.repository.tip, title: plainTitle, by: 0 });
    await approveAll();
    for (const stack of accountStacks) if (this.cloud.of(stack).isClosed) await this.#retire(stack);
  }

  /** What is merged and not applied, by the ledger. */
  async left(): Promise<ReadonlyMap<string, string>> {
    const ledger = await readLedger(this.cloud.store);
    const { tree, beside } = this.repository.tip;
    const { reasons } = pendingStacks(headOf(tree), ledger, { lockHash: lockHash(beside.lock), toolHash: "" });
    return new Map(Object.entries(reasons));
  }

  #settings({ which, other, isLoss }: Action): ReadonlyMap<string, Setting> {
    const stacks = [pickFrom(stackNames, which), pickFrom(stackNames, other)];
    return new Map(
      stacks.flatMap((stack) => {
        const now = stack === undefined ? undefined : this.repository.tip.tree.get(stack);
        if (stack === undefined || now === undefined) return [];
        return [[stack, { ...now, number: this.repository.next(), loses: isLoss, weakens: false }] as const];
      }),
    );
  }

  async #plan(pull: Pull | undefined): Promise<void> {
    if (!pull) return;
    const { summaries, isGreen } = await this.deploys.planOf(pull);
    this.told.push(`plan: ${pull.number} is ${isGreen ? "green" : "red"}`);
    if (!isGreen) return;
    if (pull.beside.allowances?.some(({ expires }) => expires < this.calendar.today))
      this.oracle.faults.push(`pull request ${pull.number}: green with an allowance that is over`);
    const changed = summaries.filter(({ outcome }) => outcome === "changed");
    pull.plans.push({
      run: this.repository.next(),
      head: pull.head,
      digests: changed.map(({ stack, digest }) => ({ stack, digest })),
    });
    this.oracle.sees(
      pull,
      changed.flatMap(({ stack }) => {
        const setting = this.repository.mergedTree(pull).get(stack);
        return setting ? [this.cloud.changeTo(stack, setting)] : [];
      }),
    );
  }

  /** From the first commit to the merge. */
  async #whole(pull: Pull, deploys: boolean): Promise<void> {
    this.told.push(describe(pull));
    await this.#plan(pull);
    const another = anotherThan(pull.author);
    this.repository.approve(pull, another);
    return this.#merge(this.repository.isMergeable(pull) ? pull : undefined, another, { deploys });
  }

  async #merge(pull: Pull | undefined, who: number, { deploys }: { readonly deploys: boolean }): Promise<void> {
    if (!pull) return;
    const commit = this.repository.merge(pull);
    this.oracle.notes(commit.id, this.repository.next());
    this.told.push(
      `merge: ${pull.number} as ${commit.id.slice(0, 5)}${deploys ? "" : ", without a deploy of its own"}`,
    );
    if (deploys) await this.deploys.pushed(commit, who);
  }

  #unlock(): void {
    for (const stack of stackNames) this.cloud.of(stack).isLocked = false;
    this.told.push("unlock: all");
  }

  async #retire(stack: string): Promise<void> {
    const setting = this.repository.tip.tree.get(stack);
    if (!setting?.retired) return;
    const pipeline = pipelineStackAt(stack, setting);
    const policies = policiesFor(pipeline.place.scope);
    const ofPolicies = this.repository.tip.tree.get(policies);
    if (!ofPolicies) return;
    const reasons = Object.fromEntries(await this.left());
    const { json } = pipelineStackAt(policies, ofPolicies);
    const closure = this.cloud.of(stack).isClosed ? "CLOSED" : null;
    if (orderProblems(pipeline, reasons, { stack: policies, json }, closure).length > 0) return;
    await putLedgerEntry(this.cloud.store, {
      ...{ stack, scope: pipeline.place.scope, accountId: pipeline.place.accountId, commit: this.repository.tip.id },
      ...{ runUrl: "", retired: true, retiredAt: momentOf(this.repository.next()), resources: [] },
    });
    this.cloud.forget(stack);
    this.oracle.wasApplied(stack, this.repository.tip.id);
    this.told.push(`retire: ${stack}`);
  }
}

const anotherThan = (person: number | undefined): number => (person === 0 ? 1 : 0);

const describe = ({ number, author, changes, isCode }: Pull): string =>
  `${number} by ${author}${isCode ? " with code" : ""} (${[...changes].map(([stack, { number: to, loses, retired }]) => `${stack} to ${to}${loses ? ", loses" : ""}${retired ? ", leaves" : ""}`).join("; ")})`;
