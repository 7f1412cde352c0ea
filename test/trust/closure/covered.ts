import type { KnownPath } from "./known-path.ts";
import { type Attempt, lineOf } from "./step.ts";

/** Steps that searches did not take because a known path has them: which, exactly, does not follow from its words. */
export class Covered {
  readonly #actions = new Map<string, Set<string>>();

  noting(which: (attempt: Attempt) => KnownPath | undefined): (attempt: Attempt) => boolean {
    return (attempt) => {
      const path = which(attempt);
      if (path) this.#note(path, lineOf(attempt));
      return path !== undefined;
    };
  }

  add(other: Covered): void {
    for (const [key, actions] of other.#actions)
      this.#actions.set(key, new Set([...(this.#actions.get(key) ?? []), ...actions]));
  }

  #note({ id }: KnownPath, line: string): void {
    const [kind = "", by = "", does = "", on = ""] = line.split(" | ");
    const key = [id, kind, groupOf(by), on].join(" | ");
    const actions = this.#actions.get(key) ?? new Set();
    this.#actions.set(key, actions.add(does));
  }

  /** A line for each path, kind of step, who and what, with every action. */
  lines(): readonly string[] {
    return [...this.#actions].map(([key, actions]) => `${key} | ${[...actions].sort().join(", ")}`).sort();
  }
}

/** Whoever administers an account, and what they make of it there, is one. */
const groupOf = (by: string): string =>
  by.startsWith("lockstep-") && !/lockstep-(event-forwarder|AWSBackup|made-up)/.test(by)
    ? by
    : `owners @ ${by.slice(by.lastIndexOf(" @ ") + 3)}`;
