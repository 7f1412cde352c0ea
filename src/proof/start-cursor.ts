import type { Cycle } from "./start-cycle.ts";

/** A place between two starts that repeat with a cycle, without beginning or end. There is at least one start. */
export class StartCursor {
  /** The last start before the place. */
  previous: number;
  /** The first start after the place. */
  next: number;
  readonly #starts: Float64Array;
  readonly #cycleMinutes: number;
  #index: number;
  #shift: number;

  /** The place just before `minute`: a start at that minute is the next one. */
  constructor(starts: Float64Array, cycle: Cycle, minute: number) {
    this.#starts = starts;
    this.#cycleMinutes = cycle.minutes;
    this.#shift = Math.floor((minute - cycle.beginMinute) / cycle.minutes) * cycle.minutes;
    this.#index = lowerBound(starts, minute - this.#shift);
    if (this.#index === starts.length) {
      this.#index = 0;
      this.#shift += cycle.minutes;
    }
    this.next = (starts[this.#index] ?? Number.NaN) + this.#shift;
    const wraps = this.#index === 0;
    const before = starts[wraps ? starts.length - 1 : this.#index - 1] ?? Number.NaN;
    this.previous = before + this.#shift - (wraps ? cycle.minutes : 0);
  }

  advance(): void {
    this.previous = this.next;
    this.#index += 1;
    if (this.#index === this.#starts.length) {
      this.#index = 0;
      this.#shift += this.#cycleMinutes;
    }
    this.next = (this.#starts[this.#index] ?? Number.NaN) + this.#shift;
  }
}

function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Number.NaN) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
