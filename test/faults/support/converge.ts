import type { Faults } from "../../emulator/server/fault.ts";
import type { Said, Trial } from "./trial.ts";

export interface Convergence {
  /** How often it was planned and applied, until everything was; `null`: never. */
  readonly rounds: number | null;
  /** All that the pipeline said. */
  readonly told: string;
}

const mostRounds = 4;

/**
 * What people do: the same commands again, until they end well. A lock that is left is removed by `unlock`.
 *
 * @param faults of each round, from 0
 */
export async function converge(
  trial: Trial,
  faults: (round: number) => Faults = () => () => null,
  variables: Readonly<Record<string, string>> = {},
): Promise<Convergence> {
  const told: string[] = [];
  const ended = ({ end, text }: Said): boolean => {
    told.push(text);
    return end === 0;
  };
  for (let round = 0; round < mostRounds; round++) {
    const going = faults(round);
    trial.standIn.setFaults(() => null);
    for (const stack of trial.stacks) {
      const lock = await trial.lock(stack);
      if (lock) ended(await trial.unlock(stack, "--lock-id", lock.id, "--force-young", "its run is dead"));
    }
    trial.standIn.setFaults(going);
    const plan = await trial.plan(variables);
    // the report tells people what stands in its notes
    if (!ended(plan)) continue;
    told.push(...trial.stacks.map((stack) => JSON.stringify(trial.planned(plan.run, stack).recovery ?? null)));
    if (ended(await trial.apply(plan.run, variables))) return { rounds: round + 1, told: told.join("\n") };
  }
  return { rounds: null, told: told.join("\n") };
}
