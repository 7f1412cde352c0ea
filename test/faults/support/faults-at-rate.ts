import { Random } from "../../emulator/model/backup/random.ts";
import type { Fault, Faults } from "../../emulator/server/fault.ts";

export type FaultKind = Fault | "mixed";

const all: readonly Fault[] = ["throttle", "server-error", "cut-before", "cut-after", "slow"];

/** Of so many requests of a hundred, whatever they ask for, something goes wrong with one. */
export function faultsAtRate(kind: FaultKind, percent: number, seed: number): Faults {
  const random = new Random(seed);
  return () => {
    if (random.next() * 100 >= percent) return null;
    return kind === "mixed" ? (all[random.between(0, all.length - 1)] ?? null) : kind;
  };
}
