/** Runs what is done to one thing one after another, so that nothing comes in between reading and writing it. */
export class OneAfterAnother {
  readonly #last = new Map<string, Promise<unknown>>();

  async run<T>(thing: string, act: () => Promise<T>): Promise<T> {
    const before = this.#last.get(thing) ?? Promise.resolve();
    const mine = before.then(act, act);
    // whoever comes next waits for the end, however it was
    const ended = mine.catch(() => undefined);
    this.#last.set(thing, ended);
    try {
      return await mine;
    } finally {
      if (this.#last.get(thing) === ended) this.#last.delete(thing);
    }
  }
}
