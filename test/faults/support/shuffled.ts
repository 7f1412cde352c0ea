import type { Random } from "../../emulator/model/backup/random.ts";

/** The same in another order. */
export function shuffled<T>(all: readonly T[], random: Random): readonly T[] {
  return all
    .map((one) => [random.next(), one] as const)
    .sort(([one], [another]) => one - another)
    .map(([, one]) => one);
}
