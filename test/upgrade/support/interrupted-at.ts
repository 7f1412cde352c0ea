import { backupRole, backupServiceLinkedRole, restoreRole } from "../../../src/names.ts";
import type { Judge } from "../../emulator/model/access.ts";

const jobRoles = [backupRole, restoreRole, backupServiceLinkedRole].map((name) => `:role/${name}`);

/** A judge before whom the machine that applies something dies, after some of its requests. What jobs ask goes on. */
export class InterruptedAt {
  readonly judge: Judge;
  readonly #death = new Error("the machine died");
  #left = Number.POSITIVE_INFINITY;

  constructor(judge: Judge) {
    this.judge = async (question) => {
      if (!jobRoles.some((role) => question.principalArn.endsWith(role)) && --this.#left < 0) throw this.#death;
      return judge(question);
    };
  }

  after(requests: number): void {
    this.#left = requests;
  }

  noMore(): void {
    this.#left = Number.POSITIVE_INFINITY;
  }

  isBecause(error: unknown): boolean {
    return error === this.#death;
  }
}
