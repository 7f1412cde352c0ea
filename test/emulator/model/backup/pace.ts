import type { Random } from "./random.ts";

/** How long things take; AWS promises nothing of the kind. All in minutes. */
export interface Pace {
  /** Within the start window, whose length it is told. */
  startsAfter(random: Random, startWindowMinutes: number): number;
  backupTakes(random: Random): number;
  copyTakes(random: Random): number;
  restoreTakes(random: Random): number;
  /** After the expiry of a recovery point: AWS takes up to eight hours. */
  deletionTakes(random: Random): number;
}

/** Small data: an hour is enough for a backup and two copies, which AWS makes one after the other. */
export const usualPace: Pace = {
  startsAfter: (random, startWindowMinutes) => random.between(0, Math.max(0, startWindowMinutes - 1)),
  backupTakes: (random) => random.between(2, 15),
  copyTakes: (random) => random.between(3, 20),
  restoreTakes: (random) => random.between(10, 90),
  deletionTakes: (random) => random.between(0, 8 * 60),
};
