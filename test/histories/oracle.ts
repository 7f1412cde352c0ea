import { type Change, digestOf, type Plan } from "./cloud.ts";
import type { Pull, Repository } from "./repository.ts";

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
  readonly commit: string;
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
  watches(stack: string, plan: Plan, { there, known }: Standing, { acceptedReport, by, commit }: Wish): void {
    const { serial: _, ...does } = plan;
    const change = { stack, ...does };
    const merged = this.#repository.tip.tree.get(stack)?.number;
    if (merged !== plan.to) this.faults.push(`${stack}: ${plan.to} was applied where main has ${merged}`);
    if (there !== known && !plan.takesOver) this.faults.push(`${stack}: made again what the state does not know`);
    const isAccepted = acceptedReport !== null && this.#reports.get(acceptedReport)?.has(digestOf(change));
    if (this.shownBy(change, "ever").length > 0) return;
    const authors = this.#repository.changing(stack, commit, this.#applied.get(stack)).map(({ author }) => author);
    if (isAccepted && by.some((one) => authors.includes(one)))
      this.faults.push(`${stack}: nobody but its author has agreed to ${plan.from} to ${plan.to}`);
    if (!isAccepted) this.faults.push(`${stack}: ${plan.from} to ${plan.to} was applied, which nobody was shown`);
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
