import type { Faults } from "../../emulator/server/fault.ts";
import { aftermath, type Before, before } from "./aftermath.ts";
import { type Convergence, converge } from "./converge.ts";
import { type FaultKind, faultsAtRate } from "./faults-at-rate.ts";
import { type Kill, killApply } from "./kill-apply.ts";
import type { Trial } from "./trial.ts";
import type { Trials } from "./use-trials.ts";

/** What a trial has come to. */
export interface Outcome extends Convergence {
  /** The request at which the apply died; `null`: it did not. */
  readonly hit: string | null;
  readonly problems: readonly string[];
  /** Keys that are of no use and that the pipeline has told of. */
  readonly toldKeys: readonly string[];
}

/**
 * Plans what is merged, kills its apply, and gives the same commands again.
 *
 * @param was before anything of the stacks was there; by default now
 */
export async function survivesKill(
  trials: Trials,
  trial: Trial,
  kill: Kill,
  was?: Pick<Before, "things">,
): Promise<Outcome> {
  const now = await before(trial);
  const { run } = await trial.plan();
  const { hit } = await killApply(trial, run, kill);
  const convergence = await converge(trial);
  return { hit, ...convergence, ...(await aftermath(trials, trial, { ...now, ...was }, convergence.told)) };
}

export interface Disturbance {
  readonly kind: FaultKind;
  /** Of a hundred requests in the first round; half as many in the second, none from the third on. */
  readonly percent: number;
  /** How often the provider asks at most; `null`: as often as it does by itself. */
  readonly maxAttempts: number | null;
  readonly seed: number;
}

/** Deploys while requests go wrong, again until it ends well. */
export async function survivesFaults(
  trials: Trials,
  trial: Trial,
  { kind, percent, maxAttempts, seed }: Disturbance,
): Promise<Outcome> {
  const was = await before(trial);
  const faults = (round: number): Faults => faultsAtRate(kind, round > 1 ? 0 : percent / (round + 1), seed + round);
  const variables = maxAttempts === null ? {} : { AWS_MAX_ATTEMPTS: String(maxAttempts) };
  const convergence = await converge(trial, faults, variables);
  return { hit: null, ...convergence, ...(await aftermath(trials, trial, was, convergence.told)) };
}
