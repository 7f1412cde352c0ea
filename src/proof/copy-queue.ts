/** Copies into one account and Region, of which AWS has so many in progress at once; the others wait for their turn. */
export class CopyQueue {
  readonly #copyMinutes: number;
  /** When each place is free again, in order. */
  #freeAt: readonly number[];

  constructor(atOnce: number, copyMinutes: number) {
    this.#copyMinutes = copyMinutes;
    this.#freeAt = Array.from({ length: atOnce }, () => Number.NEGATIVE_INFINITY);
  }

  /** Whether copies asked for earlier are in progress at `minute`, or wait. */
  isBusy(minute: number): boolean {
    return this.#freeAt.some((at) => at > minute);
  }

  /** @returns when the last of `count` copies is made that are asked for at `minute`, which is never before the one before. */
  add(minute: number, count: number): number {
    const places = this.#freeAt.length;
    const endsAt = this.#freeAt.map((at, index) => {
      // the places that are free first have one more where it does not come out even
      const copies = Math.ceil((count - index) / places);
      return copies > 0 ? Math.max(at, minute) + copies * this.#copyMinutes : at;
    });
    const last = Math.max(...endsAt.slice(0, count));
    this.#freeAt = endsAt.sort((a, b) => a - b);
    return last;
  }
}
