import { unreviewedScopes } from "../../src/names.ts";
import { type Change, digestOf, type Plan } from "./cloud.ts";
import type { Commit, Pull, Repository } from "./repository.ts";
import { scopeOf } from "./stacks.ts";

/** What one plan of a pull request has shown to whoever reads it. */
interface Shown {
  readonly pull: Pull;
  readonly head: string;
  readonly changes: readonly Change[];
}

/** A stack just before an apply. */
interface Standing {
  readonly there: number;
  readonly known: number;
}

/** What a person asked a run for. */
export interface Wish {
  readonly acceptedReport: string | null;
  /** Who began the run, and who began it again. */
  readonly by: readonly number[];
  /** Who was asked, and approved; `null`: nobody was asked. */
  readonly approver: number | null;
  readonly commit: Commit;
  /** The day that it planned on. */
  readonly plannedOn: string;
}

/**
 * Watches what is done, and says what should not have been. It has its own memory of what people were shown and when, and
 * asks nothing of the code that decides.
 */
export class Oracle {
  readonly faults: string[] = [];
  readonly #repository: Repository;
  readonly #shown: Shown[] = [];
  readonly #reports = new Map<string, Set<string>>();
  /** When `main` came to have each commit. */
  readonly #since = new Map<string, number>();
  /** The commit of the last apply that was written down. */
  readonly #applied = new Map<string, string>();

  constructor(repository: Repository) {
    this.#repository = repository;
  }

  sees(pull: Pull, changes: readonly Change[]): void {
    this.#shown.push({ pull, head: pull.head, changes });
  }

  /** Once for each commit, when it comes. */
  notes(commit: string, at: number): void {
    this.#since.set(commit, at);
  }

  reports(id: string, changes: readonly Change[]): void {
    const shown = this.#reports.get(id) ?? new Set();
    for (const change of changes) shown.add(digestOf(change));
    this.#reports.set(id, shown);
  }

  wasApplied(stack: string, commit: string): void {
    this.#applied.set(stack, commit);
  }

  /** Something is about to be changed in AWS. */
  watches(stack: string, plan: Plan, { there, known }: Standing, wish: Wish): void {
    const { acceptedReport, by, commit } = wish;
    const { serial: _, madeBy: __, ...does } = plan;
    const change = { stack, ...does };
    const merged = this.#repository.tip.tree.get(stack)?.number;
    if (merged !== plan.to) this.faults.push(`${stack}: ${plan.to} was applied where main has ${merged}`);
    if (there !== known && !plan.takesOver) this.faults.push(`${stack}: made again what the state does not know`);
    if (commit.beside.lock === null) this.faults.push(`${stack}: was applied without a lock file`);
    if (plan.from !== plan.to && commit.tree.get(stack)?.weakens && !isAllowed(stack, commit, wish.plannedOn))
      this.faults.push(`${stack}: ${plan.to} weakens something, was applied, and no allowance held`);
    const alone = this.#alone(change, wish);
    if (alone !== undefined) this.faults.push(`${stack}: person ${alone} got ${plan.from} to ${plan.to} applied alone`);
    const isAccepted = acceptedReport !== null && this.#reports.get(acceptedReport)?.has(digestOf(change));
    if (this.shownBy(change, "ever").length > 0) return;
    const changes = this.#repository.changing(stack, commit.id, this.#applied.get(stack));
    const authors = changes.flatMap((one) => one.authors);
    const isAnother = this.#repository.settings.approval === "another";
    if (isAccepted && !isAnother && by.some((one) => authors.includes(one)))
      this.faults.push(`${stack}: nobody but its author has agreed to ${plan.from} to ${plan.to}`);
    if (!isAccepted) this.faults.push(`${stack}: ${plan.from} to ${plan.to} was applied, which nobody was shown`);
  }

  /**
   * Whoever has a part in what is applied without anybody else having begun the run, approved it, or approved the pull
   * request that showed all of it; where nobody is asked before anything is applied, that is as it is meant.
   */
  #alone(change: Change, { commit, by, approver }: Wish): number | undefined {
    if (!isAsked(change.stack)) return undefined;
    const began = [...by, ...(approver === null ? [] : [approver])];
    const shown = this.shownBy(change, "ever").map(({ merged }) => this.#repository.commits.get(merged?.commit ?? ""));
    const since = this.#repository.changing(change.stack, commit.id, this.#applied.get(change.stack));
    return (shown.length > 0 ? shown : since)
      .flatMap((one) =>
        (one?.authors ?? []).map((own) => ({
          own,
          others: [...began, ...(one?.authors ?? []), ...(one?.agreed ?? [])],
        })),
      )
      .find(({ own, others }) => others.every((other) => other === own))?.own;
  }

  /**
   * Merged pull requests that have shown a change since its stack was applied last, and of which nothing can have been
   * written by their own code.
   *
   * @param which `last`: only what the newest plan of their last commit showed, of what `main` still has
   */
  shownBy(change: Change, which: "ever" | "last"): readonly Pull[] {
    const appliedAt = this.#since.get(this.#applied.get(change.stack) ?? "") ?? 0;
    const honest = this.#shown.filter(
      ({ pull, head }) =>
        pull.merged !== null &&
        pull.head === head &&
        !pull.isCode &&
        !pull.hadOtherBase &&
        (this.#since.get(pull.merged.commit) ?? 0) > appliedAt,
    );
    const newest = new Map(honest.map((shown) => [shown.pull, shown]));
    const isThere = ({ pull }: Shown) => this.#repository.main.some(({ id }) => id === pull.merged?.commit);
    const counted = which === "ever" ? honest : [...newest.values()].filter(isThere);
    return counted
      .filter(({ changes }) => changes.some((one) => digestOf(one) === digestOf(change)))
      .map(({ pull }) => pull);
  }
}

/** Whether a commit has an allowance for what it does to a stack that held on a day. */
export const isAllowed = (stack: string, { beside }: Commit, day: string): boolean =>
  beside.allowances.some((one) => one.stack === stack && one.expires >= day);

/** Whether somebody is to agree before anything of its scope is applied. */
export const isAsked = (stack: string): boolean => !unreviewedScopes.includes(scopeOf(stack));
