/** Simulated time, in milliseconds since 1970. It moves only when it is told to, and only forward. */
export class Clock {
  #now: number;

  constructor(start: Date) {
    this.#now = start.getTime();
  }

  now(): number {
    return this.#now;
  }

  date(): Date {
    return new Date(this.#now);
  }

  /** @throws when `to` has passed */
  moveTo(to: number): void {
    if (to < this.#now)
      throw new Error(`got ${new Date(to).toISOString()}, which is before ${this.date().toISOString()}`);
    this.#now = to;
  }
}

export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;
