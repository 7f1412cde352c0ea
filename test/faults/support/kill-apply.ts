import type { FaultableRequest, Faults } from "../../emulator/server/fault.ts";
import { allEnded, killAll, treeOf } from "./kill-tree.ts";
import type { Job, Trial } from "./trial.ts";

export interface Kill {
  /** At which of the requests that change something, from 1; of those that count. */
  readonly at: number;
  /** Whether AWS does what that request asks for. */
  readonly when: "before" | "after";
  /** The machine with all that runs on it, or the command alone: Terraform goes on, and nobody listens. */
  readonly what: "machine" | "command";
  /** @default all count */
  readonly counts?: (request: FaultableRequest) => boolean;
  /** What goes wrong before it. @default nothing */
  readonly before?: Faults;
}

export interface Killed {
  /** The request at which it died; `null`: it came to its end. */
  readonly hit: string | null;
  /** What it had said by then. */
  readonly text: string;
}

/** Applies what a run has planned, and kills it. */
export async function killApply(
  trial: Trial,
  run: number,
  { at, when, what, counts = () => true, before = () => null }: Kill,
): Promise<Killed> {
  let seen = 0;
  let hit: string | null = null;
  let job: Job | undefined;
  let tree: readonly number[] = [];
  trial.standIn.setFaults((request) => {
    if (!job || hit !== null) return null;
    if (!request.isMutating || !counts(request) || ++seen < at) return before(request);
    hit = `${request.service}:${request.operation}`;
    tree = treeOf(job.pid);
    killAll(what === "machine" ? tree : tree.slice(0, 1));
    return when === "before" ? "cut-before" : null;
  });
  job = trial.startApply(run);
  const { text } = await job.ended;
  await allEnded(tree);
  trial.standIn.setFaults(() => null);
  return { hit, text };
}
