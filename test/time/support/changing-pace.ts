import type { Pace } from "../../emulator/model/backup/pace.ts";
import type { Random } from "../../emulator/model/backup/random.ts";

/** How long things take at most, in minutes. */
export interface Slowness {
  readonly backup: number;
  readonly copy: number;
}

/** A pace of extremes: what may take its time takes all of it or next to nothing, and a backup starts first or last. */
export class ChangingPace implements Pace {
  slowest: Slowness;

  constructor(slowest: Slowness) {
    this.slowest = slowest;
  }

  startsAfter(random: Random, startWindowMinutes: number): number {
    return extreme(random, 0, startWindowMinutes - 1);
  }

  backupTakes(random: Random): number {
    return extreme(random, Math.min(2, this.slowest.backup), this.slowest.backup);
  }

  copyTakes(random: Random): number {
    return extreme(random, Math.min(3, this.slowest.copy), this.slowest.copy);
  }

  restoreTakes(): number {
    return 30;
  }

  deletionTakes(random: Random): number {
    return extreme(random, 0, 8 * 60);
  }
}

const extreme = (random: Random, least: number, most: number) => (random.next() < 0.5 ? least : most);
