import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { TestRun, TestRunResult } from "./test-run.ts";
import { temporaryFolderOf } from "./throw-away-copy.ts";

/** Runs tests in a copy of the project, in a process that stays warm and is ended when a run hangs. */
export class Runner {
  readonly #root: string;
  readonly #copy: string;
  #child: ChildProcess | undefined;

  constructor(root: string, copy: string) {
    this.#root = root;
    this.#copy = copy;
  }

  /** What the tests say; "hangs" when they have said nothing after `limitMs`. */
  async run(run: TestRun, limitMs: number): Promise<TestRunResult | "hangs"> {
    const child = this.#child ?? (await this.#start());
    const over = new AbortController();
    child.send(run);
    const answer = await Promise.race([
      once(child, "message", { signal: over.signal }).then(([message]) => message as TestRunResult),
      once(child, "exit", { signal: over.signal }).then((): TestRunResult => {
        this.#child = undefined;
        return { took: {}, red: "the process of the tests ended" };
      }),
      setTimeout(limitMs, "hangs" as const, { signal: over.signal }),
    ]);
    over.abort();
    if (answer === "hangs") this.stop();
    // a run that is cut off leaves its change behind
    if (!this.#child && run.change) {
      copyFileSync(join(this.#root, run.change.file), join(this.#copy, run.change.file));
    }
    return answer;
  }

  /** Ends the process and those it started. */
  stop(): void {
    const pid = this.#child?.pid;
    this.#child = undefined;
    if (pid === undefined) return;
    try {
      process.kill(-pid, "SIGKILL");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }

  async #start(): Promise<ChildProcess> {
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("VITEST")));
    const child = fork(new URL("run-tests.ts", import.meta.url), {
      cwd: this.#copy,
      env: { ...env, NODE_NO_WARNINGS: "1", TMPDIR: temporaryFolderOf(this.#copy) },
      execArgv: ["--import", import.meta.resolve("tsx")],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      // a group of its own, so that what the tests start ends with it
      detached: true,
    });
    this.#child = child;
    await once(child, "message");
    return child;
  }
}
